package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for a condition, but not for ever. */
final class Eventually {
    private static final long AT_MOST = Duration.ofMinutes(2).toNanos();

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + AT_MOST;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Waits until a number has not changed for so long. */
    static void isSteady(String what, LongSupplier number, Duration forSoLong) {
        long[] last = {number.getAsLong(), System.nanoTime()};
        holds(what, () -> {
            long now = number.getAsLong();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > forSoLong.toNanos();
        });
    }
}
