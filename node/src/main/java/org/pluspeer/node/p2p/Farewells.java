package org.pluspeer.node.p2p;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.pluspeer.node.p2p.PeerNetwork.Farewell;

/** The last links that ended or never came about. */
final class Farewells {
    private static final int MOST = 64;

    private final InstantSource clock;
    private final Tally tally;
    private final Deque<Farewell> latestFirst = new ArrayDeque<>();

    Farewells(InstantSource clock, Tally tally) {
        this.clock = clock;
        this.tally = tally;
    }

    synchronized void add(Pipe pipe, Parting parting) {
        if (!parting.byThem()) {
            tally.count("link", parting.code());
        }
        latestFirst.addFirst(new Farewell(
                pipe.node(), pipe.remote(), parting, clock.instant().getEpochSecond()));
        if (latestFirst.size() > MOST) {
            latestFirst.removeLast();
        }
    }

    synchronized List<Farewell> latest() {
        return List.copyOf(latestFirst);
    }
}
