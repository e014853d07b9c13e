package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The scheduler of a running node: one daemon thread that counts, and a virtual thread for each task. */
public final class RealTime implements Scheduler, AutoCloseable {
    private final ScheduledThreadPoolExecutor counter;

    public RealTime() {
        counter = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("peer-timer").factory());
        counter.setRemoveOnCancelPolicy(true);
    }

    /** After {@link #close} nothing is done any more. */
    @Override
    public Appointment after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> later = counter.schedule(
                    () -> {
                        Thread.ofVirtual().name("peer-later").start(task);
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        counter.shutdownNow();
    }
}
