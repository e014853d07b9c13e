package org.pluspeer.node.p2p;

import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, since the start, what was turned away or let go, and for what reason. Kinds and reasons are a closed list. */
public final class Tally {
    static final String HANDSHAKE = "handshake";

    private final Map<Reason, LongAdder> counts = new ConcurrentSkipListMap<>();

    private record Reason(String kind, String code) implements Comparable<Reason> {
        @Override
        public int compareTo(Reason other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : code.compareTo(other.code);
        }
    }

    /**
     * How often one thing happened.
     *
     * @param kind what it was: {@code handshake}, {@code link}, {@code request}, {@code listing} or
     *     {@code datagram}
     * @param code why, in the words that its protocol has for it
     */
    public record Counted(String kind, String code, long count) {}

    /** Never called with anything that a peer chose. */
    void count(String kind, String code) {
        counts.computeIfAbsent(new Reason(kind, code), reason -> new LongAdder())
                .increment();
    }

    /** A caller did not prove its name. */
    void unshaken(Throwable why) {
        Throwable cause = why;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        count(HANDSHAKE, cause == null ? "broken" : "wrong_identity");
    }

    /** How often that was, by its code. */
    long of(String kind, String code) {
        LongAdder counted = counts.get(new Reason(kind, code));
        return counted == null ? 0 : counted.sum();
    }

    /** In the order of kinds and codes. */
    public List<Counted> all() {
        return counts.entrySet().stream()
                .map(each -> new Counted(
                        each.getKey().kind(),
                        each.getKey().code(),
                        each.getValue().sum()))
                .toList();
    }
}
