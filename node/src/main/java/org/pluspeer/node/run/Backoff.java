package org.pluspeer.node.run;

import java.time.Duration;

/**
 * How long to wait before trying again: twice as long each time, from the first to the longest.
 *
 * @param first after the first failure
 * @param longest never longer than this
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 20;

    /** @throws IllegalArgumentException unless 0 < first <= longest */
    public Backoff {
        if (first.isZero() || first.isNegative() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("backoff from " + first + " to " + longest);
        }
    }

    public static Backoff standard() {
        return new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));
    }

    /** @param failures so far, at least 1 */
    public Duration delay(int failures) {
        Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }
}
