package org.pluspeer.node.x402;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.wallet.eth.Hash32;

/** Answers that were paid for, for those who hung up before they had them. The oldest go when it is full. */
final class KeptAnswers {
    /** Bytes of one that is kept. */
    static final int MOST_EACH = 256 << 10;

    private static final long MOST = 64L << 20;
    /** What an answer takes beside its body. */
    private static final int OVERHEAD = 4 << 10;

    private final Map<Hash32, Kept> byPayment = new LinkedHashMap<>();
    private long held;

    /** One answer, whole. */
    record Kept(int status, List<Header> headers, byte[] body) {
        Kept {
            headers = List.copyOf(headers);
        }

        long weight() {
            return (long) body.length + OVERHEAD;
        }
    }

    synchronized Optional<Kept> find(Hash32 payment) {
        return Optional.ofNullable(byPayment.get(payment));
    }

    synchronized void keep(Hash32 payment, Kept kept) {
        Kept before = byPayment.put(payment, kept);
        held += kept.weight() - (before == null ? 0 : before.weight());
        var oldest = byPayment.entrySet().iterator();
        while (held > MOST && oldest.hasNext()) {
            held -= oldest.next().getValue().weight();
            oldest.remove();
        }
    }
}
