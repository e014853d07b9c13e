package org.pluspeer.node.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/**
 * When an unlocked wallet locks by itself: once either clock says so. The monotonic one can't be moved back; the wall
 * clock goes on while the machine sleeps.
 */
record Deadline(Instant at, long nanos) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /** @throws ProblemException BAD_REQUEST for no time at all, or more than 365 days */
    static void require(Duration time) {
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "a wallet locks after 1 minute to 365 days");
        }
    }

    static Deadline in(Duration time, InstantSource clock, LongSupplier nanoTime) {
        return new Deadline(clock.instant().plus(time), nanoTime.getAsLong() + time.toNanos());
    }

    boolean isOver(InstantSource clock, LongSupplier nanoTime) {
        return left(clock, nanoTime).isZero();
    }

    Duration left(InstantSource clock, LongSupplier nanoTime) {
        Duration byWall = Duration.between(clock.instant(), at);
        Duration byMonotonic = Duration.ofNanos(nanos - nanoTime.getAsLong());
        Duration least = byWall.compareTo(byMonotonic) < 0 ? byWall : byMonotonic;
        return least.isNegative() ? Duration.ZERO : least;
    }
}
