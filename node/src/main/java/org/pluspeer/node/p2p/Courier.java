package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes listings to one neighbour, each once though it be asked for often, several on their way at a time. */
final class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final PeerNetwork network;
    private final Address node;
    private final Scheduler scheduler;
    private final ExchangeLimits limits;
    private final Function<Hash32, Optional<Message>> find;
    private final Queue<Hash32> waiting = new ArrayDeque<>();
    private final Set<Hash32> queued = new HashSet<>();
    private int underway;
    private boolean pausing;
    private boolean ended;

    Courier(
            PeerNetwork network,
            Address node,
            Scheduler scheduler,
            ExchangeLimits limits,
            Function<Hash32, Optional<Message>> find) {
        this.network = network;
        this.node = node;
        this.scheduler = scheduler;
        this.limits = limits;
        this.find = find;
    }

    /**
     * Does not block.
     *
     * @return false if there was no room; reconciling will bring it
     */
    synchronized boolean offer(Hash32 digest) {
        if (ended || waiting.size() >= limits.queue()) {
            return false;
        }
        add(digest);
        return true;
    }

    /**
     * Blocks until there is room.
     *
     * @return false if the neighbour has gone
     */
    synchronized boolean bring(Hash32 digest) throws InterruptedException {
        while (!ended && waiting.size() >= limits.queue()) {
            wait();
        }
        if (!ended) {
            add(digest);
        }
        return !ended;
    }

    /** The neighbour has gone. */
    synchronized void end() {
        ended = true;
        waiting.clear();
        queued.clear();
        notifyAll();
    }

    private void add(Hash32 digest) {
        if (queued.add(digest)) {
            waiting.add(digest);
            sendMore();
        }
    }

    private synchronized void sendMore() {
        while (!ended && !pausing && underway < limits.inFlight()) {
            Hash32 next = waiting.poll();
            if (next == null) {
                return;
            }
            underway++;
            notifyAll();
            Thread.ofVirtual().name("peer-courier").start(() -> carry(next));
        }
    }

    private void carry(Hash32 digest) {
        boolean again = false;
        try {
            Message message = find.apply(digest).orElse(null);
            if (message != null) {
                network.request(node, message, LIMIT);
            }
        } catch (ProblemException e) {
            again = isBusy(e.problem());
            log.debug("{} did not take a listing: {}", node, e.problem().detail());
        } finally {
            arrived(digest, again);
        }
    }

    private static boolean isBusy(@Nullable Problem problem) {
        return problem != null
                && problem.code() == Problem.Code.PEER_REFUSED
                && problem.detail().endsWith("(BUSY)");
    }

    private synchronized void arrived(Hash32 digest, boolean again) {
        underway--;
        if (again && !ended) {
            waiting.add(digest);
            pause();
        } else {
            queued.remove(digest);
        }
        sendMore();
    }

    private void pause() {
        if (!pausing) {
            pausing = true;
            scheduler.after(BREATH, this::goOn);
        }
    }

    private synchronized void goOn() {
        pausing = false;
        sendMore();
    }
}
