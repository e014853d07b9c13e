package org.pluspeer.node.p2p;

import java.time.Duration;

/** Looks at something again and again until it is told to stop; then it holds on to nothing. */
final class Vigil {
    private final Scheduler scheduler;
    private final Duration every;
    private final Runnable look;
    private Scheduler.Appointment next = () -> {};
    private boolean ended;

    Vigil(Scheduler scheduler, Duration every, Runnable look) {
        this.scheduler = scheduler;
        this.every = every;
        this.look = look;
    }

    synchronized void begin() {
        if (!ended) {
            next = scheduler.after(every, this::lookAndGoOn);
        }
    }

    synchronized void end() {
        ended = true;
        next.cancel();
    }

    private void lookAndGoOn() {
        look.run();
        begin();
    }
}
