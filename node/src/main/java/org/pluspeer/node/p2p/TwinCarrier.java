package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/**
 * Two carriers on one port number. Calls are taken on both. A dial tries the first and, if that has not answered in a
 * moment or has failed, the second beside it (as RFC 8305 does with addresses). Whichever has proven its name first
 * wins; the other is hung up before a word is said.
 */
final class TwinCarrier implements Carrier {
    /** RFC 8305, section 5: the recommended delay between attempts. */
    private static final Duration STAGGER = Duration.ofMillis(250);

    /** What the first still gets when the second has failed: enough to repeat a first datagram that was lost. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private static final int TRIES_FOR_ONE_PORT = 16;

    private final Carrier first;
    private final Carrier second;
    private final Duration stagger;

    TwinCarrier(Carrier first, Carrier second) {
        this(first, second, STAGGER);
    }

    /** @param stagger that the first has to itself */
    TwinCarrier(Carrier first, Carrier second, Duration stagger) {
        this.first = first;
        this.second = second;
        this.stagger = stagger;
    }

    @Override
    public HostPort listen(HostPort at, Consumer<Pipe> accepted) {
        for (int tries = 1; ; tries++) {
            HostPort bound = second.listen(at, accepted);
            try {
                return first.listen(bound, accepted);
            } catch (ProblemException e) {
                // Any port will do, and another program has this one for the first carrier.
                boolean again =
                        at.port() == 0 && e.problem().code() == Problem.Code.PORT_IN_USE && tries < TRIES_FOR_ONE_PORT;
                if (!again) {
                    throw e;
                }
            }
        }
    }

    @Override
    public HostPort listenByTls(HostPort at, Consumer<Pipe> accepted) {
        return second.listenByTls(at, accepted);
    }

    @Override
    public Pipe dial(HostPort to, @Nullable Address expected) {
        CompletableFuture<Pipe> won = new CompletableFuture<>();
        try {
            Attempt quick = new Attempt(() -> first.dial(to, expected), won);
            quick.await(stagger);
            if (!won.isDone()) {
                Attempt other = new Attempt(() -> second.dial(to, expected), won);
                CompletableFuture.anyOf(won, other.ended).get();
                quick.await(GRACE);
                if (won.completeExceptionally(new TimeoutException("late"))) {
                    throw failure(quick, other);
                }
            }
            return won.get();
        } catch (InterruptedException e) {
            won.cancel(false);
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while dialling " + to, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("only pipes win", e);
        }
    }

    @Override
    public Trial tries(HostPort to, Address expected) {
        CompletableFuture<Trial> other = CompletableFuture.supplyAsync(
                () -> second.tries(to, expected),
                task -> Thread.ofVirtual().name("peer-try").start(task));
        return first.tries(to, expected).and(other.join());
    }

    private static ProblemException failure(Attempt quick, Attempt other) {
        ProblemException of = quick.ended.getNow(null);
        boolean tellsMore = of != null && of.problem().code() == Problem.Code.WRONG_PEER;
        ProblemException last = other.ended.getNow(null);
        if (tellsMore || last == null) {
            return of == null ? new ProblemException(Problem.Code.PEER_UNREACHABLE, "no answer") : of;
        }
        return last;
    }

    /** One carrier's try, on a thread of its own. A pipe that comes too late to win is closed. */
    private static final class Attempt {
        /** Completed with null by a pipe, in time or late. */
        private final CompletableFuture<@Nullable ProblemException> ended = new CompletableFuture<>();

        Attempt(Supplier<Pipe> dial, CompletableFuture<Pipe> won) {
            Thread.ofVirtual().name("peer-dial").start(() -> {
                try {
                    Pipe pipe = dial.get();
                    if (!won.complete(pipe)) {
                        pipe.close();
                    }
                    ended.complete(null);
                } catch (ProblemException e) {
                    ended.complete(e);
                } catch (RuntimeException e) {
                    ended.complete(new ProblemException(Problem.Code.PEER_UNREACHABLE, String.valueOf(e), e));
                }
            });
        }

        void await(Duration atMost) throws InterruptedException, ExecutionException {
            try {
                ended.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // It may still win.
            }
        }
    }

    @Override
    public @Nullable QuicCarrier quic() {
        return first.quic();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
