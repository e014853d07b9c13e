package org.pluspeer.node.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token bucket that those who wait share fairly: one request of each in turn, whoever has asked for more. It holds no
 * clock; times are nanoseconds. Not for several threads.
 *
 * <p>A request goes as soon as the bucket is not in debt, and may bring it into debt: so what is larger than the bucket
 * goes too, and the rate holds over time.
 *
 * @param <K> who waits, such as a link
 * @param <T> what waits
 */
final class FairShare<K, T> {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final double most;
    private final Map<K, Deque<Waiting<T>>> queues = new LinkedHashMap<>();
    private double tokens;
    private long waiting;
    private long at;

    private record Waiting<T>(T what, long bytes) {}

    /**
     * @param rate in bytes a second, from 1
     * @param burst in bytes, that may go at once after a quiet time
     */
    FairShare(long rate, long burst, long now) {
        this.perNano = rate / NANOS;
        this.most = burst;
        this.tokens = burst;
        this.at = now;
    }

    void add(K who, T what, long bytes) {
        queues.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(new Waiting<>(what, bytes));
        waiting += bytes;
    }

    /** How long all that waits now takes, and so the most that one more would wait. */
    long backlog(long now) {
        refill(now);
        return (long) (Math.max(0, waiting - tokens) / perNano);
    }

    private void refill(long now) {
        tokens = Math.min(most, tokens + (now - at) * perNano);
        at = now;
    }

    /** Takes back what does not want to go any more; it costs nothing. */
    void remove(K who, T what) {
        Deque<Waiting<T>> queue = queues.get(who);
        if (queue != null) {
            for (Waiting<T> each : List.copyOf(queue)) {
                if (each.what().equals(what)) {
                    queue.remove(each);
                    waiting -= each.bytes();
                }
            }
            if (queue.isEmpty()) {
                queues.remove(who);
            }
        }
    }

    /** What may go now. */
    List<T> grant(long now) {
        refill(now);
        List<T> granted = new ArrayList<>();
        while (tokens > 0 && !queues.isEmpty()) {
            Map.Entry<K, Deque<Waiting<T>>> first = queues.entrySet().iterator().next();
            K who = first.getKey();
            Deque<Waiting<T>> queue = first.getValue();
            Waiting<T> next = queue.removeFirst();
            // To the end of the row, if anything of it is left.
            queues.remove(who);
            if (!queue.isEmpty()) {
                queues.put(who, queue);
            }
            tokens -= next.bytes();
            waiting -= next.bytes();
            granted.add(next.what());
        }
        return granted;
    }

    /** How long until something may go, from the last {@link #grant} on; 0 if nothing waits. */
    long pause(long now) {
        return queues.isEmpty() || tokens > 0 ? 0 : (long) Math.ceil((1 - tokens) / perNano) - (now - at);
    }
}
