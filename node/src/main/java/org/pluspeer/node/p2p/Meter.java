package org.pluspeer.node.p2p;

/** A token bucket. Its owner calls it from one thread at a time. */
final class Meter {
    private final double perSecond;
    private final double burst;
    private double left;
    private long countedAt;

    /** @param nowNanos a monotonic clock */
    Meter(int perSecond, int burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.countedAt = nowNanos;
    }

    /**
     * Takes one token, on credit if there is none.
     *
     * @return nanoseconds until the debt is paid, 0 if there is none
     */
    long take(long nowNanos) {
        left = Math.min(burst, left + (double) (nowNanos - countedAt) * perSecond / 1e9) - 1;
        countedAt = nowNanos;
        return left >= 0 ? 0 : (long) (-left * 1e9 / perSecond) + 1;
    }
}
