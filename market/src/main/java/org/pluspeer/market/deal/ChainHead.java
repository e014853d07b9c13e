package org.pluspeer.market.deal;

/**
 * How far the chain is. Windows and deadlines are read from here, never from a wall clock.
 *
 * @param block number of the newest block
 * @param time its unix seconds
 * @param finalBlock number of the newest block that can no longer be taken back
 * @param finalTime its unix seconds
 */
public record ChainHead(long block, long time, long finalBlock, long finalTime) {
    public static final ChainHead UNKNOWN = new ChainHead(-1, 0, -1, 0);

    /** The further of both in each respect: a short reorganisation does not turn windows back. */
    public ChainHead latest(ChainHead other) {
        return new ChainHead(
                Math.max(block, other.block),
                Math.max(time, other.time),
                Math.max(finalBlock, other.finalBlock),
                Math.max(finalTime, other.finalTime));
    }
}
