package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Stops reading from a peer that says too much, until the time that it took is paid back. */
final class Throttle {
    private final Pipe pipe;
    private final Scheduler scheduler;
    private final LongSupplier nanos;
    private final Meter meter;
    private boolean pausing;

    Throttle(Pipe pipe, Link.Toolbox tools) {
        this.pipe = pipe;
        this.scheduler = tools.scheduler();
        this.nanos = tools.nanos();
        this.meter =
                new Meter(tools.limits().messagesPerSecond(), tools.limits().burst(), nanos.getAsLong());
    }

    /** One message that nobody asked for has come. */
    synchronized void charge() {
        long now = nanos.getAsLong();
        meter.take(now);
        if (meter.debt(now) > 0 && !pausing) {
            pausing = true;
            pipe.pause();
            waitForDebt();
        }
    }

    /** Lets the pipe be read, unless what has come already is to be paid back first. */
    synchronized void open() {
        if (!pausing) {
            pipe.resume();
        }
    }

    private void waitForDebt() {
        scheduler.after(Duration.ofNanos(meter.debt(nanos.getAsLong())), this::paid);
    }

    private synchronized void paid() {
        if (meter.debt(nanos.getAsLong()) > 0) {
            waitForDebt();
        } else {
            pausing = false;
            pipe.resume();
        }
    }
}
