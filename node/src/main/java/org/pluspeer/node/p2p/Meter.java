package org.pluspeer.node.p2p;

/** A token bucket that gives credit. */
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

    /** Takes one token, on credit if there is none. */
    synchronized void take(long nowNanos) {
        fill(nowNanos);
        left--;
    }

    /** Takes one token if there is one. */
    synchronized boolean tryTake(long nowNanos) {
        fill(nowNanos);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Nanoseconds until the debt is paid; 0 if there is none. */
    synchronized long debt(long nowNanos) {
        fill(nowNanos);
        return left >= 0 ? 0 : (long) (-left * 1e9 / perSecond) + 1;
    }

    private void fill(long nowNanos) {
        left = Math.min(burst, left + (double) (nowNanos - countedAt) * perSecond / 1e9);
        countedAt = nowNanos;
    }
}
