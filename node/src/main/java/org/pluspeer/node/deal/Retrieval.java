package org.pluspeer.node.deal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.PieceStream;

/**
 * Brings content back from those who keep it, several pieces at a time, each checked as it comes: whoever gives a wrong
 * one, or none, is asked for nothing more. Those who charge nothing share the work; the others are asked when nobody else
 * is left, one after the other, the cheapest first, since paying each takes a channel.
 */
final class Retrieval implements PieceStream.Pieces {
    private static final int AT_ONCE = 16;

    private final List<HolderLine> free;
    private final List<HolderLine> charging;
    private final ConcurrentHashMap<HolderLine, String> given = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Future<byte[]>> coming = new ArrayDeque<>();
    private final int pieces;
    private int asked;

    /** @param lines to holders of the same content; at least one. They are closed with it */
    Retrieval(int pieces, List<HolderLine> lines) {
        this.pieces = pieces;
        this.free = lines.stream().filter(line -> line.rate().isFree()).toList();
        this.charging = lines.stream()
                .filter(line -> !line.rate().isFree())
                .sorted(Comparator.comparing(line -> line.rate().perGib().units()))
                .toList();
    }

    private byte[] fetch(int index) {
        String last = "nobody keeps it any more";
        List<HolderLine> inTurn = IntStream.range(0, free.size() + charging.size())
                .mapToObj(i -> i < free.size() ? free.get((index + i) % free.size()) : charging.get(i - free.size()))
                .toList();
        for (HolderLine line : inTurn) {
            String why = given.get(line);
            if (why != null) {
                last = why;
                continue;
            }
            try {
                return line.fetch(index);
            } catch (ProblemException e) {
                last = e.problem().detail();
                given.put(line, last);
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

    /** Once nothing is on its way any more, what came is paid for. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        free.forEach(HolderLine::close);
        charging.forEach(HolderLine::close);
    }
}
