package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Looks again and again whether anything was heard of late, until it is told to stop; then it holds on to nothing. */
final class Vigil {
    private final Link.Toolbox tools;
    private final LongConsumer quiet;
    private final LongConsumer silent;
    private Scheduler.Appointment next = () -> {};
    private boolean ended;
    private final long quietAfter;
    private volatile long heardAt;

    /**
     * Both are told for how many nanoseconds nothing was heard.
     *
     * @param first whether this side pings first; the other gives it a little time to
     * @param quiet when it is time for a ping
     * @param silent when it is over
     */
    Vigil(Link.Toolbox tools, boolean first, LongConsumer quiet, LongConsumer silent) {
        this.tools = tools;
        this.quiet = quiet;
        this.silent = silent;
        long pingAfter = tools.limits().pingAfter().toNanos();
        this.quietAfter = first ? pingAfter : pingAfter + pingAfter / 6;
        this.heardAt = tools.nanos().getAsLong();
    }

    void heard() {
        heardAt = tools.nanos().getAsLong();
    }

    synchronized void begin() {
        if (!ended) {
            long left = quietAfter - (tools.nanos().getAsLong() - heardAt);
            long again = tools.limits().pingAfter().toNanos() / 3;
            next = tools.scheduler().after(Duration.ofNanos(left > 0 ? left : again), this::lookAndGoOn);
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
        } else if (since >= quietAfter) {
            quiet.accept(since);
        }
        begin();
    }
}
