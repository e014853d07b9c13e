package org.pluspeer.node.events;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Numbers every change, so that a page can wait for the next one without missing any. */
public final class Bell implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Map<Topic, Long> lastByTopic = new EnumMap<>(Topic.class);
    private long last;
    private boolean closed;

    /** What changed after the number a listener knew, and the number to ask with next. */
    public record Rings(long last, Set<String> changed) {}

    public void ring(Topic topic) {
        lock.lock();
        try {
            lastByTopic.put(topic, ++last);
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Answers at once if something changed since, else waits at most that long. */
    public Rings since(long known, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            // A number from before a restart is ahead of ours: whoever asks with it must pull everything.
            while (known == last && nanos > 0 && !closed) {
                nanos = rung.awaitNanos(nanos);
            }
            Set<String> changed = new TreeSet<>();
            for (Topic topic : Topic.values()) {
                long at = lastByTopic.getOrDefault(topic, 0L);
                if (known > last || at > known) {
                    changed.add(topic.text());
                }
            }
            return new Rings(last, changed);
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody go who waits, and keeps nobody waiting from now on: the node stops. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
