package org.pluspeer.node.run;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Alarms by the machine's monotonic clock. */
public final class ClockAlarms implements Alarms, AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;
    private final Executor threads;

    /** @param threads where the actions run; the clock's own thread only hands over */
    public ClockAlarms(Executor threads) {
        this.threads = threads;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("alarms").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        if (clock.isShutdown()) {
            return () -> {};
        }
        Future<?> pending = clock.schedule(() -> threads.execute(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /** What was going to happen does not. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
