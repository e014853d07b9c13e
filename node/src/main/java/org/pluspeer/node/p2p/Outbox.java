package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds what is encoded for one peer and not yet handed to the system: who writes, waits. */
final class Outbox {
    private static final int ALL_MAY_GO = 1 << 29;
    private static final int SOON = 512 << 10;

    private final Pipe pipe;
    private final int capacity;
    private final Traffic traffic;
    private final Semaphore room;
    private volatile boolean closed;

    /**
     * @param capacity bytes
     * @param traffic what goes is counted there
     */
    Outbox(Pipe pipe, int capacity, Traffic traffic) {
        this.pipe = pipe;
        this.capacity = capacity;
        this.traffic = traffic;
        this.room = new Semaphore(capacity, true);
    }

    /**
     * Blocks until there is room.
     *
     * @return false if there was none in time, or it was closed
     */
    boolean write(Frame frame, Duration atMost) throws InterruptedException {
        int bytes = size(frame);
        return room.tryAcquire(bytes, atMost.toNanos(), TimeUnit.NANOSECONDS) && hand(frame, bytes);
    }

    /**
     * Never blocks.
     *
     * @return false if there is no room, or it was closed
     */
    boolean writeNow(Frame frame) {
        int bytes = size(frame);
        return room.tryAcquire(bytes) && hand(frame, bytes);
    }

    /** As {@link #writeNow}, and false as well where much waits already: for what is better lost than late. */
    boolean writeSoon(Frame frame) {
        return capacity - room.availablePermits() < SOON && writeNow(frame);
    }

    /** Whatever room there is: for the last word. */
    void writeLast(Frame frame) {
        pipe.write(frame.encoded(), () -> {});
    }

    /** Lets everybody go who waits. */
    void close() {
        if (!closed) {
            closed = true;
            room.release(ALL_MAY_GO);
        }
    }

    private boolean hand(Frame frame, int bytes) {
        if (closed) {
            return false;
        }
        traffic.went(4 + Frame.HEAD + frame.body().length);
        pipe.write(frame.encoded(), () -> room.release(bytes));
        return true;
    }

    private int size(Frame frame) {
        return Math.min(capacity, frame.length());
    }
}
