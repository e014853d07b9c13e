package org.pluspeer.node.content;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/** Makes those who move content wait their turn, so that together they keep to a rate. Threads are virtual and may wait. */
public final class RateLimit {
    private static final long LEAST_BURST = 256 << 10;

    private final @Nullable FairShare<Address, Ticket> share;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Set<Ticket> granted = new HashSet<>();

    /** One request; each is itself only. */
    private static final class Ticket {}

    private RateLimit(@Nullable FairShare<Address, Ticket> share, LongSupplier nanos) {
        this.share = share;
        this.nanos = nanos;
    }

    /** @param rate in bytes a second; 0 for none */
    public static RateLimit of(long rate, LongSupplier nanos) {
        return new RateLimit(
                rate == 0 ? null : new FairShare<>(rate, Math.max(LEAST_BURST, rate / 4), nanos.getAsLong()), nanos);
    }

    public static RateLimit none() {
        return of(0, () -> 0);
    }

    /**
     * Returns when so many bytes may go to or come from somebody.
     *
     * @throws ProblemException STOPPING if the waiting thread is interrupted
     */
    public void await(Address who, long bytes) {
        await(who, bytes, Duration.ofDays(1));
    }

    /**
     * The same, unless so much waits already that it could take longer than that.
     *
     * @return false if it may not go; then it did not wait
     */
    public boolean await(Address who, long bytes, Duration atMost) {
        FairShare<Address, Ticket> queue = share;
        if (queue == null) {
            return true;
        }
        Ticket ticket = new Ticket();
        lock.lock();
        try {
            if (queue.backlog(nanos.getAsLong()) > atMost.toNanos()) {
                return false;
            }
            queue.add(who, ticket, bytes);
            while (!isGranted(queue, ticket)) {
                moved.await(Math.max(1, queue.pause(nanos.getAsLong())), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            queue.remove(who, ticket);
            granted.remove(ticket);
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "Interrupted while waiting for its turn.", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isGranted(FairShare<Address, Ticket> queue, Ticket ticket) {
        if (granted.addAll(queue.grant(nanos.getAsLong()))) {
            moved.signalAll();
        }
        return granted.remove(ticket);
    }
}
