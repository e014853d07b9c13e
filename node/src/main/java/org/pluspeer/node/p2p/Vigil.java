package org.pluspeer.node.p2p;

import java.util.function.LongConsumer;

/** Looks again and again whether anything was heard of late, until it is told to stop; then it holds on to nothing. */
final class Vigil {
    private final Link.Toolbox tools;
    private final LongConsumer quiet;
    private final LongConsumer silent;
    private Scheduler.Appointment next = () -> {};
    private boolean ended;
    private volatile long heardAt;

    /**
     * Both are told for how many nanoseconds nothing was heard.
     *
     * @param quiet when it is time for a ping
     * @param silent when it is over
     */
    Vigil(Link.Toolbox tools, LongConsumer quiet, LongConsumer silent) {
        this.tools = tools;
        this.quiet = quiet;
        this.silent = silent;
        this.heardAt = tools.nanos().getAsLong();
    }

    void heard() {
        heardAt = tools.nanos().getAsLong();
    }

    synchronized void begin() {
        if (!ended) {
            next = tools.scheduler().after(tools.limits().pingAfter().dividedBy(3), this::lookAndGoOn);
        }
    }

    synchronized void end() {
        ended = true;
        next.cancel();
    }

    private void lookAndGoOn() {
        long since = tools.nanos().getAsLong() - heardAt;
        if (since > tools.limits().silence().toNanos()) {
            silent.accept(since);
        } else if (since > tools.limits().pingAfter().toNanos()) {
            quiet.accept(since);
        }
        begin();
    }
}
