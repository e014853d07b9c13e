package org.pluspeer.node.x402;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.market.wire.CallPart;
import org.pluspeer.market.wire.CallReply;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Answers to calls that came by a link, for what is left of them and for who asks again. The oldest go when it is full. */
final class LinkAnswers {
    private static final long MOST = 64L << 20;
    /** What an answer takes beside its body. */
    private static final int OVERHEAD = 4 << 10;

    private final Map<Hash32, Kept> byName = new LinkedHashMap<>();
    private final Map<Hash32, Hash32> names = new LinkedHashMap<>();
    private long held;

    /** @param payer who may have it */
    record Kept(Address payer, CallReply reply, byte[] body) {
        private long weight() {
            return (long) body.length + OVERHEAD;
        }
    }

    synchronized Optional<Kept> find(Hash32 name) {
        return Optional.ofNullable(byName.get(name));
    }

    synchronized void keep(Hash32 name, Kept kept) {
        Kept before = byName.put(name, kept);
        names.put(kept.reply().callId(), name);
        held += kept.weight() - (before == null ? 0 : before.weight());
        var oldest = byName.entrySet().iterator();
        while (held > MOST && oldest.hasNext()) {
            Kept gone = oldest.next().getValue();
            held -= gone.weight();
            names.remove(gone.reply().callId());
            oldest.remove();
        }
    }

    /** A part of an answer's body; empty where it is not kept, or another's. */
    synchronized Optional<CallPart> part(Address payer, Hash32 callId, long offset) {
        Hash32 name = names.get(callId);
        Kept kept = name == null ? null : byName.get(name);
        if (kept == null || !kept.payer().equals(payer) || offset > kept.body().length) {
            return Optional.empty();
        }
        int from = (int) offset;
        int to = Math.min(kept.body().length, from + CallReply.MAX_PART);
        return Optional.of(new CallPart(callId, offset, Arrays.copyOfRange(kept.body(), from, to)));
    }
}
