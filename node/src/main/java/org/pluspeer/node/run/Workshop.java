package org.pluspeer.node.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the desks work with.
 *
 * @param threads one for each task, such as virtual ones
 * @param clock for people's times and for patience, never for deadlines
 * @param random a secure one
 */
public record Workshop(Executor threads, Alarms alarms, InstantSource clock, RandomGenerator random, Backoff backoff) {
    private static final Duration RECHECK = Duration.ofMinutes(2);

    public <F> Errands<F> errands(Hands<F> hands) {
        return new Errands<>(hands, threads, alarms, backoff, RECHECK);
    }

    public long now() {
        return clock.instant().getEpochSecond();
    }
}
