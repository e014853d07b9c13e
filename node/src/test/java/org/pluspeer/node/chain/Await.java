package org.pluspeer.node.chain;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, where nobody rings. */
public final class Await {
    private static final int STEPS = 2400;

    private Await() {}

    /** Asks again and again for up to two minutes. */
    public static boolean until(BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < STEPS; i++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            try {
                if (never.await(50, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("counted down by nobody");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return condition.getAsBoolean();
    }
}
