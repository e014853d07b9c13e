package org.pluspeer.node.p2p.path;

/** So many bytes a second, and as many at once after a second of quiet. Not for several threads. */
final class Allowance {
    private static final long SECOND = 1_000_000_000L;

    private final long rate;
    private long left;
    private long at;

    Allowance(long rate, long now) {
        this.rate = rate;
        this.left = rate;
        this.at = now;
    }

    boolean has(int bytes, long now) {
        long more = Math.min(SECOND, Math.max(0, now - at)) * rate / SECOND;
        if (more > 0) {
            left = Math.min(rate, left + more);
            at = now;
        }
        return left >= bytes;
    }

    void take(int bytes) {
        left -= bytes;
    }
}
