package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** The requests of one link that wait for their replies. */
final class Pending {
    private final Map<Integer, CompletableFuture<Frame>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Semaphore turns;
    private volatile @Nullable Problem over;

    /** @param most that may wait for a reply at once */
    Pending(int most) {
        this.turns = new Semaphore(most, true);
    }

    /** A place in the table; to be closed whatever happens. */
    final class Place implements AutoCloseable {
        private final int id;
        private final CompletableFuture<Frame> reply;

        private Place(int id, CompletableFuture<Frame> reply) {
            this.id = id;
            this.reply = reply;
        }

        int id() {
            return id;
        }

        /** @throws ProblemException TIMEOUT, or what ended the link */
        Frame await(Duration atMost) throws InterruptedException {
            try {
                return reply.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new ProblemException(Problem.Code.TIMEOUT, "the peer did not reply in time", e);
            } catch (ExecutionException e) {
                throw ended();
            }
        }

        @Override
        public void close() {
            waiting.remove(id);
            turns.release();
        }
    }

    /** @throws ProblemException TIMEOUT if no turn came, or what ended the link */
    Place enter(Duration atMost) throws InterruptedException {
        if (!turns.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ProblemException(Problem.Code.TIMEOUT, "too many requests wait for this peer already");
        }
        CompletableFuture<Frame> reply = new CompletableFuture<>();
        int id = freshId();
        while (waiting.putIfAbsent(id, reply) != null) {
            id = freshId();
        }
        if (over != null) {
            waiting.remove(id);
            turns.release();
            throw ended();
        }
        return new Place(id, reply);
    }

    /** 1 to 2^31 - 1, then from 1 again. */
    int freshId() {
        return ids.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }

    /** @return false if nobody waits for it, or no longer */
    boolean complete(Frame reply) {
        CompletableFuture<Frame> place = waiting.remove(reply.requestId());
        return place != null && place.complete(reply);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Fails all that wait and all that come. */
    void end(Problem why) {
        over = why;
        for (CompletableFuture<Frame> place : waiting.values()) {
            place.completeExceptionally(why.exception());
        }
    }

    private ProblemException ended() {
        Problem why = over;
        return why != null ? why.exception() : new ProblemException(Problem.Code.PEER_UNREACHABLE, "the link ended");
    }
}
