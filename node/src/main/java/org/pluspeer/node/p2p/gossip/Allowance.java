package org.pluspeer.node.p2p.gossip;

/** So many at once, and so many a second after that. Times are milliseconds. */
final class Allowance {
    private final double perSecond;
    private final double burst;
    private double left;
    private long countedAt;

    Allowance(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.countedAt = now;
    }

    /** Takes them all, or none. */
    boolean tryTake(double amount, long now) {
        left = Math.min(burst, left + Math.max(0, now - countedAt) * perSecond / 1000);
        countedAt = now;
        if (left < amount) {
            return false;
        }
        left -= amount;
        return true;
    }
}
