package org.pluspeer.node;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** For what is counted by the day, in UTC, by a whole node, whose clock no test moves. */
final class SameDay {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long ENOUGH = Duration.ofMinutes(2).toMillis();

    private SameDay() {}

    /** Returns at once, but shortly before midnight: then with the new day. */
    static void begin() {
        Clock clock = Clock.systemUTC();
        long today = clock.millis() / DAY;
        while ((today + 1) * DAY - clock.millis() < ENOUGH && clock.millis() / DAY == today) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
