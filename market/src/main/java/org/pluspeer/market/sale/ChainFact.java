package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Hash32;

/** What the contract said about one sale. */
public sealed interface ChainFact {
    /** Number of the block that says so. */
    long block();

    /** The transaction that says so. */
    Hash32 transaction();

    /**
     * The price and the bond are in escrow.
     *
     * @param revealBy unix seconds, the last in which the key may be revealed
     */
    record Accepted(long block, Hash32 transaction, long revealBy) implements ChainFact {}

    /**
     * The key is public.
     *
     * @param z the key itself in direct mode
     * @param disputeBy unix seconds, the last in which the buyer may complain
     */
    record Revealed(long block, Hash32 transaction, Hash32 z, long disputeBy) implements ChainFact {}

    /** The money left the escrow. */
    record Ended(long block, Hash32 transaction, How how) implements ChainFact {}
}
