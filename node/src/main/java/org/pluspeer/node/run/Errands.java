package org.pluspeer.node.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps carrying out what is wanted until it is no longer wanted. An effect runs at most once at a time; it may run
 * again after it succeeded, and certainly after a restart, so running one twice must do no harm.
 *
 * @param <F> effects, compared by equals
 */
public final class Errands<F> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private final Hands<F> hands;
    private final Executor threads;
    private final Alarms alarms;
    private final Backoff backoff;
    private final Duration recheck;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<F, Running>> byId = new HashMap<>();
    private boolean closed;

    /** @param recheck after which an effect that is in hand but still wanted is tried again */
    public Errands(Hands<F> hands, Executor threads, Alarms alarms, Backoff backoff, Duration recheck) {
        this.hands = hands;
        this.threads = threads;
        this.alarms = alarms;
        this.backoff = backoff;
        this.recheck = recheck;
    }

    private final class Running implements Errand {
        private final String id;
        private final F effect;
        private Alarms.@Nullable Alarm alarm;
        private int failures;
        private boolean working;
        private boolean nudged;
        private volatile boolean wanted = true;

        private Running(String id, F effect) {
            this.id = id;
            this.effect = effect;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }
    }

    /** From now on exactly these effects are wanted for this id. Those that go on are left alone. */
    public void want(String id, List<F> effects) {
        lock.lock();
        try {
            if (closed || (effects.isEmpty() && !byId.containsKey(id))) {
                return;
            }
            Map<F, Running> known = byId.computeIfAbsent(id, _ -> new LinkedHashMap<>());
            Set<F> wanted = new HashSet<>(effects);
            for (Running running : List.copyOf(known.values())) {
                if (!wanted.contains(running.effect)) {
                    known.remove(running.effect);
                    drop(running);
                }
            }
            for (F effect : effects) {
                if (!known.containsKey(effect)) {
                    Running running = new Running(id, effect);
                    known.put(effect, running);
                    start(running);
                }
            }
            if (known.isEmpty()) {
                byId.remove(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something changed outside: whatever of this id waits to be tried again is tried now. */
    public void nudge(String id) {
        lock.lock();
        try {
            for (Running running : List.copyOf(byId.getOrDefault(id, Map.of()).values())) {
                if (running.working) {
                    running.nudged = true;
                } else {
                    cancelAlarm(running);
                    start(running);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is wanted now, for tests and for the curious. */
    public List<F> wanted(String id) {
        lock.lock();
        try {
            return new ArrayList<>(byId.getOrDefault(id, Map.of()).keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is tried any more. A try that is running is told that it is not wanted. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            byId.values().forEach(all -> all.values().forEach(this::drop));
            byId.clear();
        } finally {
            lock.unlock();
        }
    }

    private void drop(Running running) {
        running.wanted = false;
        cancelAlarm(running);
    }

    private static void cancelAlarm(Errands<?>.Running running) {
        if (running.alarm != null) {
            running.alarm.cancel();
            running.alarm = null;
        }
    }

    private void start(Running running) {
        running.working = true;
        running.alarm = null;
        try {
            threads.execute(() -> attempt(running));
        } catch (RejectedExecutionException e) {
            // The node stops; what is wanted is wanted again after the next start.
            drop(running);
        }
    }

    private void attempt(Running running) {
        if (!running.isWanted()) {
            return;
        }
        Errand.Outcome outcome = Errand.Outcome.AGAIN;
        try {
            outcome = hands.carryOut(running, running.effect);
        } catch (ProblemException e) {
            log.info("{} of {} waits: {}", name(running.effect), running.id, e.getMessage());
        } catch (RuntimeException e) {
            log.warn("{} of {} failed and is tried again", name(running.effect), running.id, e);
        }
        schedule(running, outcome);
    }

    private void schedule(Running running, Errand.Outcome outcome) {
        lock.lock();
        try {
            running.working = false;
            if (!running.isWanted() || closed) {
                return;
            }
            running.failures = outcome == Errand.Outcome.AGAIN ? running.failures + 1 : 0;
            if (running.nudged) {
                running.nudged = false;
                start(running);
                return;
            }
            Duration delay = outcome == Errand.Outcome.AGAIN ? backoff.delay(running.failures) : recheck;
            running.alarm = alarms.after(delay, () -> woken(running));
        } finally {
            lock.unlock();
        }
    }

    private void woken(Running running) {
        lock.lock();
        try {
            if (running.isWanted() && !running.working && !closed) {
                start(running);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Without its fields: they can hold a key. */
    private static String name(Object effect) {
        return effect.getClass().getSimpleName();
    }
}
