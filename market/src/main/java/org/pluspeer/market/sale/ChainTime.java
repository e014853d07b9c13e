package org.pluspeer.market.sale;

/**
 * How far the chain is. Deadlines are read from here, never from a wall clock.
 *
 * @param headTime unix seconds of the newest block
 * @param finalizedBlock number of the newest block that can no longer be taken back
 * @param finalizedTime unix seconds of that block
 */
public record ChainTime(long headTime, long finalizedBlock, long finalizedTime) {
    public static final ChainTime UNKNOWN = new ChainTime(0, -1, 0);

    /** The further of both in each respect: a short reorganisation does not turn deadlines back. */
    public ChainTime latest(ChainTime other) {
        return new ChainTime(
                Math.max(headTime, other.headTime),
                Math.max(finalizedBlock, other.finalizedBlock),
                Math.max(finalizedTime, other.finalizedTime));
    }
}
