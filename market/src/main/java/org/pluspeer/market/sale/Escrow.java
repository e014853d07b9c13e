package org.pluspeer.market.sale;

import org.jspecify.annotations.Nullable;

/** What the chain holds about one sale at present. Facts may arrive in any order, and twice. */
public record Escrow(
        ChainFact.@Nullable Accepted accepted, ChainFact.@Nullable Revealed revealed, ChainFact.@Nullable Ended ended) {
    public static final Escrow NOTHING = new Escrow(null, null, null);

    public Escrow with(ChainFact fact) {
        return switch (fact) {
            case ChainFact.Accepted it -> new Escrow(it, revealed, ended);
            case ChainFact.Revealed it -> new Escrow(accepted, it, ended);
            case ChainFact.Ended it -> new Escrow(accepted, revealed, it);
        };
    }

    /** Without what a reorganisation took back. */
    public Escrow before(long block) {
        return new Escrow(
                accepted != null && accepted.block() < block ? accepted : null,
                revealed != null && revealed.block() < block ? revealed : null,
                ended != null && ended.block() < block ? ended : null);
    }

    /** Whether the chain knows of the sale at all, though the first fact may not have come yet. */
    public boolean isKnown() {
        return accepted != null || revealed != null || ended != null;
    }

    /** Whether the time to reveal the key is over and the chain has no key and no end. */
    public boolean isRefundable(ChainTime time) {
        return accepted != null && revealed == null && ended == null && time.headTime() > accepted.revealBy();
    }
}
