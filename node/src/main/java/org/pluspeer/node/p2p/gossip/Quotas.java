package org.pluspeer.node.p2p.gossip;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.ExchangeLimits;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a neighbour may bring before anything of it is looked at. Keys to sign listings with cost nothing, so a flood of
 * them is bounded by where it comes from: the last quarter of the shelf is shared out among ranges of addresses.
 */
final class Quotas {
    /** The last part of the shelf, and of it, what one range of addresses may fill. */
    private static final int RESERVE = 4;

    private static final int SHARE = 8;

    private static final int REMEMBERED = 4096;

    private final ExchangeLimits limits;
    private final StandingIndex index;
    private final Map<String, Integer> late = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    Quotas(ExchangeLimits limits, StandingIndex index) {
        this.limits = limits;
        this.index = index;
    }

    /** @return why it is not looked at; null if it may be */
    @Nullable
    Refusal refusal(Neighbour from, Hash32 slot, boolean asked, long now) {
        if (!from.puts.tryTake(1, now)) {
            return new Refusal(Refusal.Code.BUSY, "too many listings at once");
        }
        if (from.isMuted(now) && !asked) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "too much of what this node brought was of no use");
        }
        boolean full = late.getOrDefault(from.group, 0) >= Math.max(1, limits.slots() / RESERVE / SHARE);
        if (full && isLate() && index.digest(slot) == null) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "enough of what is kept came from this range of addresses");
        }
        return null;
    }

    /** A slot has been filled that was empty. */
    void filled(Neighbour from) {
        if (isLate()) {
            late.merge(from.group, 1, Integer::sum);
        }
    }

    private boolean isLate() {
        return index.size() >= limits.slots() - limits.slots() / RESERVE;
    }
}
