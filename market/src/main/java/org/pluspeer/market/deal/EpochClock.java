package org.pluspeer.market.deal;

import java.util.OptionalInt;

/**
 * When the epochs of a deal are, in block numbers. Epoch e ends with block {@code challenge(e)}, whose hash draws its
 * leaves, and can be proven in the {@code window} blocks after that one.
 *
 * @param start number of the grid block that the deal starts at
 */
public record EpochClock(long start, int epochs, int epochBlocks, int window) {
    /** The clock of a deal that opened in a block. */
    public static EpochClock openedIn(long block, DealTerms terms) {
        return startingAt((block / DealTerms.GRID + 1) * DealTerms.GRID, terms);
    }

    /** @param start as the contract's event {@code Opened} says it */
    public static EpochClock startingAt(long start, DealTerms terms) {
        return new EpochClock(start, terms.epochs(), terms.epochBlocks(), terms.windowBlocks());
    }

    /** The block that draws the epoch's leaves. */
    public long challenge(int epoch) {
        return start + (epoch + 1L) * epochBlocks;
    }

    /** The epoch that a block lies in; at least the first. It may be past the last one. */
    public int running(long block) {
        return Math.clamp(Math.floorDiv(block - start, (long) epochBlocks), 0, epochs);
    }

    /** The last block in which the epoch can be proven. */
    public long last(int epoch) {
        return challenge(epoch) + window;
    }

    /** The last block in which anything can be proven: after it the deal is over. */
    public long end() {
        return last(epochs - 1);
    }

    /** The epoch that can be proven in a block; windows don't overlap. */
    public OptionalInt provableIn(long block) {
        long ended = Math.floorDiv(block - 1 - start, (long) epochBlocks);
        if (ended < 1 || ended > epochs) {
            return OptionalInt.empty();
        }
        int epoch = (int) ended - 1;
        return block <= last(epoch) ? OptionalInt.of(epoch) : OptionalInt.empty();
    }

    /** How many of the first epochs can't change any more, seen from a block: proven, or their window is over. */
    public int decided(long block, ProvenEpochs proven) {
        long closed = Math.floorDiv(block - 1 - start - window, (long) epochBlocks);
        int decided = Math.clamp(closed, 0, epochs);
        return decided < epochs && proven.has(decided) ? decided + 1 : decided;
    }
}
