package org.pluspeer.market.wire;

import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks for listings and revocations by their digests. Each that the other side holds comes in a message of its own;
 * for the others nothing comes.
 *
 * @param digests at least one, at most 4,096
 */
public record ListingWant(List<Hash32> digests) implements Message {
    public static final int MAX_DIGESTS = 4096;

    /** @throws MalformedException if there are none or too many */
    public ListingWant {
        digests = List.copyOf(digests);
        if (digests.isEmpty() || digests.size() > MAX_DIGESTS) {
            throw new MalformedException("want: " + digests.size() + " digests");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.LISTING_WANT;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hashes(digests);
    }

    static ListingWant read(WireReader in) {
        return new ListingWant(in.hashes(MAX_DIGESTS));
    }
}
