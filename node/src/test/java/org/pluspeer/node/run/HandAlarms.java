package org.pluspeer.node.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Alarms whose time goes by only when a test says so. */
public final class HandAlarms implements Alarms {
    private final List<Pending> pending = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Pending(Duration at, Runnable action) {}

    @Override
    public synchronized Alarm after(Duration delay, Runnable action) {
        Pending one = new Pending(now.plus(delay), action);
        pending.add(one);
        return () -> remove(one);
    }

    private synchronized void remove(Pending one) {
        pending.remove(one);
    }

    /** Lets time go by and rings what is due, in order, on the calling thread. */
    public void pass(Duration time) {
        Duration end = end(time);
        for (Pending due = due(end); due != null; due = due(end)) {
            due.action().run();
        }
    }

    public synchronized int count() {
        return pending.size();
    }

    private synchronized Duration end(Duration time) {
        return now.plus(time);
    }

    private synchronized @org.jspecify.annotations.Nullable Pending due(Duration end) {
        Pending first = pending.stream()
                .filter(one -> one.at().compareTo(end) <= 0)
                .min(Comparator.comparing(Pending::at))
                .orElse(null);
        now = first == null ? end : first.at();
        if (first != null) {
            pending.remove(first);
        }
        return first;
    }
}
