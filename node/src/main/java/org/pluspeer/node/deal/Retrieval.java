package org.pluspeer.node.deal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.PieceStream;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Brings content back from those who keep it, several pieces at a time, each checked as it comes: whoever gives a wrong
 * one, or none, is asked for nothing more. For one reader.
 */
final class Retrieval implements PieceStream.Pieces {
    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SalePeers peers;
    private final List<Holder> holders;
    private final ConcurrentHashMap<Holder, String> given = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Future<byte[]>> coming = new ArrayDeque<>();
    private final int pieces;
    private int asked;

    /** Who keeps a replica, and how to read it. */
    record Holder(KeepBook.Copy copy, ReplicaCipher cipher) {}

    /** @param holders of the same content; at least one */
    Retrieval(SalePeers peers, List<Holder> holders) {
        this.peers = peers;
        this.holders = new ArrayList<>(holders);
        this.pieces = holders.getFirst().cipher().pieces();
    }

    /**
     * One piece of one holder, opened.
     *
     * @throws ProblemException PEER_CHEATED for other bytes, PEER_REFUSED, PEER_UNREACHABLE, TIMEOUT
     */
    static byte[] fetch(SalePeers peers, Holder holder, int index) {
        Message reply = peers.ask(
                holder.copy().provider(), new ReplicaRequest(holder.copy().deal(), index), LIMIT);
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

    private byte[] fetch(int index) {
        String last = "nobody keeps it any more";
        for (int i = 0; i < holders.size(); i++) {
            Holder holder = holders.get((index + i) % holders.size());
            if (given.containsKey(holder)) {
                continue;
            }
            try {
                return fetch(peers, holder, index);
            } catch (ProblemException e) {
                last = e.problem().detail();
                given.put(holder, last);
            }
        }
        throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "piece " + index + " cannot be had: " + last);
    }

    @Override
    public byte[] next() throws IOException {
        while (coming.size() < AT_ONCE && asked < pieces) {
            int index = asked++;
            coming.add(threads.submit(() -> fetch(index)));
        }
        Future<byte[]> first = coming.poll();
        if (first == null) {
            return new byte[0];
        }
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw new IOException("it cannot be brought back", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
