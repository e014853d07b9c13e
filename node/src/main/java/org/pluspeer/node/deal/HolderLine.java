package org.pluspeer.node.deal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.Payments;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * One who keeps a replica, asked for pieces of it; paid for each that came and opened, where it charges. Safe for any number
 * of threads.
 */
final class HolderLine implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SalePeers peers;
    private final Payments payments;
    private final Hash32 content;
    private final Holder holder;
    private final Patience patience;
    private Payments.@Nullable Tab tab;
    /** A request is over, which may leave room for another. */
    private final Semaphore over = new Semaphore(0);

    private boolean closed;

    /** Who keeps a replica, how to read it, and what having it back costs. */
    record Holder(KeepBook.Copy copy, ReplicaCipher cipher, Rate rate) {}

    /**
     * How long what has to pass is waited for.
     *
     * @param opening for a channel: it counts once its deposit is final
     * @param refusing while requests that are paid for are refused, or none may be made
     * @param pause between two tries
     */
    record Patience(Duration opening, Duration refusing, Duration pause) {
        static final Patience STANDARD =
                new Patience(Duration.ofMinutes(30), Duration.ofMinutes(2), Duration.ofMillis(50));
    }

    /** @param content under which what is paid is counted */
    HolderLine(SalePeers peers, Payments payments, Hash32 content, Holder holder, Patience patience) {
        this.peers = peers;
        this.payments = payments;
        this.content = content;
        this.holder = holder;
        this.patience = patience;
    }

    Rate rate() {
        return holder.rate();
    }

    /**
     * One piece, opened.
     *
     * @throws ProblemException PEER_CHEATED for other bytes, PEER_REFUSED, PEER_UNREACHABLE, TIMEOUT, and REFUSED_BY_POLICY
     *     where it may not be paid what it charges
     */
    byte[] fetch(int index) {
        if (holder.rate().isFree()) {
            return read(index, ask(new ReplicaRequest(holder.copy().deal(), index)));
        }
        Payments.Tab open = tab();
        long begun = System.nanoTime();
        long readyAt = 0;
        String last = "the channel to it is not open yet";
        while (true) {
            String end = open.end();
            if (end != null) {
                throw new ProblemException(Problem.Code.PEER_REFUSED, end);
            }
            open.want();
            boolean ready = open.isReady();
            readyAt = ready && readyAt == 0 ? System.nanoTime() : readyAt;
            try (Payments.Fare fare = ready ? open.fare(length(index)) : null) {
                if (fare != null) {
                    Message reply =
                            ask(fare.request(new ReplicaRequest(holder.copy().deal(), index)));
                    switch (reply) {
                        case ChannelStanding it -> {
                            fare.disputed(it);
                            last = "its credit is used up";
                        }
                        case Refusal it when passes(it) -> last = it.text();
                        default -> {
                            byte[] clear = read(index, reply);
                            fare.came();
                            over.release();
                            return clear;
                        }
                    }
                }
            }
            Duration most = readyAt == 0 ? patience.opening() : patience.refusing();
            pause(readyAt == 0 ? begun : readyAt, most, last);
        }
    }

    /** A channel, or its deposit, may be known here before it is final there. */
    private static boolean passes(Refusal refusal) {
        return switch (refusal.code()) {
            case NOT_FOUND, NOT_YET, BUSY, BAD_REQUEST -> true;
            case NOT_YOURS, TOO_LATE, NOT_FOR_SALE, WRONG_CHAIN, NOT_PROVEN, LOCKED, UNSUPPORTED, FAULT -> false;
        };
    }

    private void pause(long since, Duration most, String last) {
        if (System.nanoTime() - since > most.toNanos()) {
            throw new ProblemException(Problem.Code.TIMEOUT, last);
        }
        try {
            if (over.tryAcquire(patience.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                over.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "it was broken off", e);
        }
    }

    private synchronized Payments.Tab tab() {
        Payments.Tab open = tab;
        if (open == null && !closed) {
            open = payments.open(
                    content,
                    Source.seller(holder.copy().provider()),
                    holder.copy().provider(),
                    holder.rate(),
                    holder.cipher().size());
        }
        if (open == null) {
            throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, "what it charges is more than you agreed to");
        }
        tab = open;
        return open;
    }

    private long length(int index) {
        return holder.cipher().length(index);
    }

    private Message ask(Message message) {
        return peers.ask(holder.copy().provider(), message, LIMIT);
    }

    private byte[] read(int index, Message reply) {
        return switch (reply) {
            case ReplicaPiece it
            when it.dealId().equals(holder.copy().deal()) && it.index() == index -> {
                try {
                    yield holder.cipher().open(index, it.bytes());
                } catch (MalformedException e) {
                    throw new ProblemException(Problem.Code.PEER_CHEATED, String.valueOf(e.getMessage()), e);
                }
            }
            case Refusal it -> throw new ProblemException(Problem.Code.PEER_REFUSED, it.text());
            default -> throw new ProblemException(Problem.Code.PEER_CHEATED, "it answered something else");
        };
    }

    /** A piece that its client has for nothing: whether the bytes are there. */
    static void sample(SalePeers peers, Holder holder, int index) {
        Holder free = new Holder(holder.copy(), holder.cipher(), Rate.FREE);
        new HolderLine(peers, Payments.NONE, holder.copy().keep(), free, Patience.STANDARD).fetch(index);
    }

    /** What came is paid for. To be called when nothing is on its way any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (tab != null) {
            tab.close();
            tab = null;
        }
    }
}
