package org.pluspeer.node.content;

import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.fetch.Fetch;
import org.pluspeer.market.fetch.FetchAct;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.HoldingReply;
import org.pluspeer.market.wire.HoldingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetch with its threads: the calling one drives the scheduler, one for each question asks, checks and writes. What
 * the askers find out is told to the driver through a queue.
 */
final class Fetching implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fetching.class);
    private static final long TICK_NANOS = 200_000_000L;
    /** How often those who hold it are looked for while nobody known can go on. */
    private static final long LOOK_NANOS = 30_000_000_000L;

    private final Fetcher fetcher;
    private final CipherStore.Part part;
    private final BooleanSupplier goOn;
    private final LongConsumer came;
    private final Fetch fetch;
    private final LinkedBlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
    /** Whose questions are paid: they wait for the answer also when it is not needed any more. */
    private final ExecutorService payers = Executors.newVirtualThreadPerTaskExecutor();

    private final Tabs tabs;
    /** Many write at once; whoever ends it waits for them all. */
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

    private final Set<Integer> underway = ConcurrentHashMap.newKeySet();
    private boolean over;
    private int looking;
    private long lookedAt;
    private FetchAct.@Nullable Drop last;
    private @Nullable RuntimeException failure;

    Fetching(Fetcher fetcher, CipherStore.Part part, BooleanSupplier goOn, LongConsumer came) {
        this.fetcher = fetcher;
        this.part = part;
        this.goOn = goOn;
        this.came = came;
        this.tabs = new Tabs(fetcher, part.exchangeRoot());
        this.fetch = new Fetch(
                part.runs(), part.runsHeld(), fetcher.anyRun(), fetcher.pace().limits());
    }

    Fetcher.Outcome run(@Nullable Source seller, boolean shared) {
        if (seller != null) {
            offer(seller, null);
        }
        while (!fetch.isComplete()) {
            if (!goOn.getAsBoolean()) {
                return new Fetcher.Outcome.Unwanted();
            }
            if (shared) {
                lookAround();
            }
            act();
            if (fetch.isStuck() && looking == 0) {
                return new Fetcher.Outcome.Stuck(last);
            }
            await();
            if (failure != null) {
                throw failure;
            }
        }
        act();
        return new Fetcher.Outcome.Complete();
    }

    private void await() {
        try {
            long tick = Math.min(TICK_NANOS, fetcher.pace().limits().pause());
            Runnable next = news.poll(tick, TimeUnit.NANOSECONDS);
            if (next == null) {
                fetch.tick(now());
            }
            tabs.ready().forEach(source -> fetch.welcome(source, now()));
            while (next != null) {
                next.run();
                next = news.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "Interrupted while fetching.", e);
        }
    }

    private void act() {
        for (FetchAct act : fetch.drain()) {
            switch (act) {
                case FetchAct.Ask ask -> ask(ask);
                case FetchAct.Look look -> askers.execute(() -> look(look.source()));
                case FetchAct.Drop drop -> {
                    last = drop;
                    fetcher.book().dropped(part.exchangeRoot(), drop);
                    if (drop.reason() == FetchAct.Reason.LIED) {
                        askers.execute(() -> fetcher.peers().shun(drop.source(), drop.why()));
                    }
                }
            }
        }
    }

    private void offer(Source source, @Nullable BitSet holds) {
        if (!fetcher.book().isLiar(part.exchangeRoot(), source)) {
            fetcher.book().asked(part.exchangeRoot(), source);
            fetch.offered(source, holds, tabs.price(source), now());
        }
    }

    // ---- who has it

    private void lookAround() {
        long now = now();
        if (looking > 0 || (lookedAt != 0 && now - lookedAt < LOOK_NANOS)) {
            return;
        }
        lookedAt = now;
        looking++;
        askers.execute(() -> {
            try {
                var holders = fetcher.peers().holders(part.exchangeRoot());
                news.add(() -> {
                    looking--;
                    holders.stream()
                            .filter(each -> !fetch.sources().contains(each))
                            .filter(each -> !fetcher.book().isLiar(part.exchangeRoot(), each))
                            .forEach(this::meet);
                });
            } catch (ProblemException e) {
                news.add(() -> looking--);
            }
        });
    }

    private void meet(Source source) {
        looking++;
        askers.execute(() -> {
            try {
                BitSet holds = holding(source);
                if (holds != null) {
                    tabs.ask(source, missing());
                }
                news.add(() -> {
                    looking--;
                    if (holds != null) {
                        offer(source, holds);
                    }
                });
            } catch (ProblemException e) {
                news.add(() -> looking--);
            }
        });
    }

    private void look(Source source) {
        try {
            BitSet holds = holding(source);
            tell(() -> {
                if (holds == null) {
                    fetch.gone(source, "it does not serve it any more", now());
                } else {
                    fetch.holds(source, holds, now());
                }
            });
        } catch (ProblemException e) {
            tell(() -> fetch.gone(source, e.problem().detail(), now()));
        }
    }

    /** The runs that it has; null if it has none of it. */
    private @Nullable BitSet holding(Source source) {
        HoldingRequest question = new HoldingRequest(part.exchangeRoot());
        Message reply = fetcher.peers().ask(source, question, fetcher.pace().answer());
        return reply instanceof HoldingReply it && it.answers(question, part.shape()) ? it.runs() : null;
    }

    // ---- asking

    private void ask(FetchAct.Ask ask) {
        BlocksRequest question = BlocksRequest.of(part.exchangeRoot(), part.shape(), ask.run());
        long bytes = part.shape().runLength(question.first(), question.count());
        if (tabs.price(ask.source()).isZero()) {
            askers.execute(() -> ask(ask, question, bytes, null));
        } else {
            payers.execute(() -> {
                try (Payments.Fare fare = tabs.fare(ask.source(), bytes)) {
                    ask(ask, question, bytes, fare);
                } catch (RuntimeException e) {
                    tell(() -> failure = e);
                }
            });
        }
    }

    private void ask(FetchAct.Ask ask, BlocksRequest question, long bytes, Payments.@Nullable Fare fare) {
        try {
            fetcher.download().await(ask.source().address(), bytes);
            Message message = fare == null ? question : fare.request(question);
            Message reply =
                    fetcher.peers().ask(ask.source(), message, fetcher.pace().answer());
            switch (reply) {
                case BlocksReply it
                when it.answers(question, part.shape()) && it.holds(new RunHasher(part.shape()), part.shape()) -> {
                    if (fare != null) {
                        fare.came();
                    }
                    keep(ask, it);
                }
                case Refusal it -> refused(ask, it, fare);
                case ChannelStanding it
                when fare != null -> {
                    fare.disputed(it);
                    refused(ask, new Refusal(Refusal.Code.BUSY, "its credit is used up"), fare);
                }
                case QuoteReply it
                when fare != null && it.exchangeRoot().equals(part.exchangeRoot()) -> {
                    tabs.quoted(ask.source(), it, missing());
                    tell(() -> fetch.priced(ask.source(), it.perGib(), now()));
                    refused(ask, new Refusal(Refusal.Code.BUSY, "its price is another now"), fare);
                }
                default -> {
                    String why = "run " + ask.run() + " from it is not under the exchange root";
                    tell(() -> fetch.lied(ask.id(), why, now()));
                }
            }
        } catch (ProblemException e) {
            String why = e.problem().detail();
            switch (e.problem().code()) {
                case PEER_CHEATED -> tell(() -> fetch.lied(ask.id(), why, now()));
                case DISK_FULL, STORAGE_FAILED, STORAGE_CORRUPT -> tell(() -> failure = e);
                default -> tell(() -> fetch.failed(ask.id(), why, now()));
            }
        } catch (RuntimeException e) {
            tell(() -> failure = e);
        }
    }

    /** Whoever gives no more for nothing is paid, if that may be; else it is asked again later, or no more. */
    private void refused(FetchAct.Ask ask, Refusal refusal, Payments.@Nullable Fare fare) {
        boolean busy = refusal.code() == Refusal.Code.BUSY;
        if (busy && fare == null) {
            tabs.want(ask.source());
        }
        String end = busy ? tabs.end(ask.source()) : null;
        // A channel may be known here before it is final there: what a paid request is refused for passes.
        boolean later = end == null && (isForNow(refusal) || fare != null);
        String why = end == null ? said(refusal) : end;
        tell(() -> fetch.refused(ask.id(), later, why, now()));
    }

    private long missing() {
        return Math.max(0, part.shape().size() - part.held());
    }

    /** Checked before, written here, told after: what the scheduler takes for held is held. */
    private void keep(FetchAct.Ask ask, BlocksReply checked) {
        writing.readLock().lock();
        try {
            if (over) {
                return;
            }
            if (!part.holds(ask.run()) && underway.add(ask.run())) {
                write(ask.run(), checked);
            }
        } finally {
            writing.readLock().unlock();
        }
        fetcher.book().brought(part.exchangeRoot(), ask.source(), checked.cipher().length);
        tell(() -> fetch.arrived(ask.id(), ask.run(), now()));
    }

    private void write(int run, BlocksReply checked) {
        try {
            part.put(run, checked);
        } finally {
            underway.remove(run);
        }
        news.add(() -> came.accept(checked.cipher().length));
    }

    private static boolean isForNow(Refusal refusal) {
        return switch (refusal.code()) {
            case BUSY, LOCKED, NOT_YET, FAULT -> true;
            case BAD_REQUEST, NOT_FOUND, NOT_YOURS, TOO_LATE, NOT_FOR_SALE, WRONG_CHAIN, NOT_PROVEN, UNSUPPORTED ->
                false;
        };
    }

    private static String said(Refusal refusal) {
        return refusal.text().isEmpty() ? refusal.code().toString() : refusal.text();
    }

    private void tell(Runnable what) {
        news.add(what);
    }

    private long now() {
        return fetcher.pace().nanos().getAsLong();
    }

    /** Questions that are still out are let go; an answer that comes now is not written. */
    @Override
    public void close() {
        writing.writeLock().lock();
        try {
            over = true;
        } finally {
            writing.writeLock().unlock();
        }
        askers.shutdownNow();
        payers.shutdown();
        Thread.ofVirtual().start(this::settle);
    }

    /** What is on its way may be charged for: it is waited for, and paid. */
    private void settle() {
        payers.close();
        try {
            tabs.close();
        } catch (ProblemException e) {
            log.info(
                    "What came of {} is paid for when it is fetched from next: {}",
                    part.exchangeRoot(),
                    e.getMessage());
        }
    }
}
