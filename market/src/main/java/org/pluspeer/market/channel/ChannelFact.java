package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the contract said about one channel. */
public sealed interface ChannelFact {
    /** Number of the block that says so. */
    long block();

    /** The transaction that says so. */
    Hash32 transaction();

    /** @param deposited in base units, like all amounts here */
    record Opened(long block, Hash32 transaction, Amount deposited) implements ChannelFact {}

    /** @param deposited all that was paid in so far */
    record ToppedUp(long block, Hash32 transaction, Amount deposited) implements ChannelFact {}

    /** @param claimed all that the payee was credited so far */
    record Claimed(long block, Hash32 transaction, Amount claimed) implements ChannelFact {}

    /** @param exitAt unix seconds, the last in which a voucher surely counts */
    record ExitStarted(long block, Hash32 transaction, long exitAt) implements ChannelFact {}

    /**
     * @param claimed all that the payee was credited
     * @param returned what the payer was credited
     */
    record Closed(long block, Hash32 transaction, Amount claimed, Amount returned) implements ChannelFact {}
}
