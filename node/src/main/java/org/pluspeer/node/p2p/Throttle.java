package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Stops reading from a peer that says too much, until the time that it took is paid back. */
final class Throttle {
    private final Pipe pipe;
    private final Scheduler scheduler;
    private final LongSupplier nanos;
    private final Meter meter;
    private final AtomicBoolean pausing = new AtomicBoolean();

    Throttle(Pipe pipe, Link.Toolbox tools) {
        this.pipe = pipe;
        this.scheduler = tools.scheduler();
        this.nanos = tools.nanos();
        this.meter =
                new Meter(tools.limits().messagesPerSecond(), tools.limits().burst(), nanos.getAsLong());
    }

    /** One message that nobody asked for has come. */
    void charge() {
        long now = nanos.getAsLong();
        meter.take(now);
        if (meter.debt(now) > 0 && pausing.compareAndSet(false, true)) {
            pipe.pause();
            waitForDebt();
        }
    }

    private void waitForDebt() {
        scheduler.after(Duration.ofNanos(meter.debt(nanos.getAsLong())), () -> {
            if (meter.debt(nanos.getAsLong()) > 0) {
                waitForDebt();
                return;
            }
            pausing.set(false);
            pipe.resume();
        });
    }
}
