package org.pluspeer.node.run;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets each further attempt at the same thing wait twice as long as the one before, so that what is refused again and
 * again does not burn gas in a loop. The first goes at once. After a restart the wait begins anew.
 *
 * @param <K> names one attempt
 */
public final class Attempts<K> {
    private static final int FIRST_WAIT_SECONDS = 5;
    private static final int MAX_DOUBLINGS = 6;

    private final InstantSource clock;
    private final Map<K, Long> since = new ConcurrentHashMap<>();

    public Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** @param attempt from 0 */
    public boolean isTooSoon(K id, int attempt) {
        if (attempt == 0) {
            return false;
        }
        long now = clock.instant().getEpochSecond();
        long from = since.computeIfAbsent(id, _ -> now);
        int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
        return now < from + ((long) FIRST_WAIT_SECONDS << doublings);
    }
}
