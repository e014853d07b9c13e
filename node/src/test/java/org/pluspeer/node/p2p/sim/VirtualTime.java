package org.pluspeer.node.p2p.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when something is due. What is due at one moment is done in the order in which it was asked. */
public final class VirtualTime {
    private record Event(long at, long order, Runnable task) {}

    private final PriorityQueue<Event> due =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long asked;

    /** Milliseconds since the world began. */
    public long now() {
        return now;
    }

    /** @param delay milliseconds from now, at least 0 */
    public void after(long delay, Runnable task) {
        if (delay < 0) {
            throw new IllegalArgumentException("time does not go back");
        }
        due.add(new Event(now + delay, asked++, task));
    }

    /** Does all that is due in this time, and what comes of it, and moves the clock to its end. */
    public void pass(long milliseconds) {
        long end = now + milliseconds;
        while (!due.isEmpty() && due.peek().at <= end) {
            Event next = due.remove();
            now = next.at;
            next.task.run();
        }
        now = end;
    }
}
