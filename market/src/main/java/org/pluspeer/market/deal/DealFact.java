package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Hash32;

/** What the contract said about one deal. */
public sealed interface DealFact {
    /** Number of the block that says so. */
    long block();

    /** The transaction that says so. */
    Hash32 transaction();

    /** @param start the grid block that the epochs are counted from */
    record Opened(long block, Hash32 transaction, long start) implements DealFact {}

    record Proven(long block, Hash32 transaction, int epoch) implements DealFact {}

    /** The hash of a block that leaves are drawn from is kept, for every deal. */
    record Pinned(long block, Hash32 transaction, long challenge) implements DealFact {}

    /** @param epochs that are accounted for */
    record Settled(long block, Hash32 transaction, int epochs) implements DealFact {}

    /** @param how one that is over */
    record Ended(long block, Hash32 transaction, DealState how) implements DealFact {}

    /** Whether both say the same thing, of which only the newer can hold. */
    default boolean isAbout(DealFact other) {
        return switch (this) {
            case Opened _ -> other instanceof Opened;
            case Proven it -> other instanceof Proven that && it.epoch == that.epoch;
            case Pinned it -> other instanceof Pinned that && it.challenge == that.challenge;
            case Settled it -> other instanceof Settled that && it.epochs == that.epochs;
            case Ended _ -> other instanceof Ended;
        };
    }
}
