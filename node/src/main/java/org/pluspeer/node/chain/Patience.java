package org.pluspeer.node.chain;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

/** Asks the chain again and again until something is so: at most so many times, and no longer once it is closed. */
public final class Patience implements AutoCloseable {
    private final Duration step;
    private final int steps;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param step between two questions */
    public Patience(Duration step, int steps) {
        this.step = step;
        this.steps = steps;
    }

    /**
     * @param what is waited for, as the sentence of a failure names it
     * @throws ProblemException {@code TIMEOUT}; {@code STOPPING} once it is closed or interrupted
     */
    public void until(BooleanSupplier so, String what) {
        for (int i = 0; i < steps; i++) {
            if (so.getAsBoolean()) {
                return;
            }
            if (isClosedAfterStep()) {
                throw new ProblemException(Code.STOPPING, "Stopped while waiting for " + what + ".");
            }
        }
        throw new ProblemException(Code.TIMEOUT, "The chain did not take " + what + " in time.");
    }

    private boolean isClosedAfterStep() {
        try {
            return closed.await(step.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
