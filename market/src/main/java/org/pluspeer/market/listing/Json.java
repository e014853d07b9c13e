package org.pluspeer.market.listing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pluspeer.wallet.eth.MalformedException;

/** A JSON value as listings use them: no null and no fraction. */
public sealed interface Json {
    /** Integers beyond this are not the same in every JSON implementation (RFC 7493). */
    long MAX_NUMBER = (1L << 53) - 1;

    record Text(String value) implements Json {}

    /** @param value within 2^53 - 1 of zero */
    record Whole(long value) implements Json {
        /** @throws MalformedException beyond that */
        public Whole {
            if (value > MAX_NUMBER || value < -MAX_NUMBER) {
                throw new MalformedException("a JSON number beyond 2^53 - 1");
            }
        }
    }

    record Flag(boolean value) implements Json {}

    record Array(List<Json> values) implements Json {
        public Array {
            values = List.copyOf(values);
        }
    }

    record Members(Map<String, Json> values) implements Json {
        public Members {
            values = Map.copyOf(values);
        }
    }

    /** The one way to write it: RFC 8785, in UTF-8. */
    default byte[] canonical() {
        return CanonicalJson.bytes(this);
    }

    /** Members in the order in which RFC 8785 writes them: by UTF-16 code units. */
    static Map<String, Json> sorted(Members members) {
        return new TreeMap<>(members.values());
    }
}
