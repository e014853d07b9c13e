package org.pluspeer.node.p2p.reach;

/**
 * Tells from the router's seconds since its table was empty if it was emptied meanwhile, by the rule of RFC 6887,
 * section 8.5, which allows for clocks that differ by a sixteenth. It suits NAT-PMP's (RFC 6886, section 3.6) as well.
 */
final class EpochWatch {
    private static final int DRIFT = 16;
    private static final int SLACK = 2;

    private long clientThen = -1;
    private long serverThen;
    private boolean forgotten;

    /**
     * A reply came.
     *
     * @param now seconds of this machine's monotonic clock
     */
    void heard(long epoch, long now) {
        if (clientThen >= 0 && !isPlausible(now - clientThen, epoch - serverThen)) {
            forgotten = true;
        }
        clientThen = now;
        serverThen = epoch;
    }

    private static boolean isPlausible(long client, long server) {
        return server >= -1 && client + SLACK >= server - server / DRIFT && server + SLACK >= client - client / DRIFT;
    }

    /** True once for each time. */
    boolean takeForgotten() {
        boolean was = forgotten;
        forgotten = false;
        return was;
    }
}
