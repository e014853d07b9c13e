package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a node has some links, and remembers whom it knew for the next start. One thread at a time. */
final class Company {
    private static final Logger log = LoggerFactory.getLogger(Company.class);
    private static final Duration SAVE = Duration.ofMinutes(10);

    /** Links that it sees to, and how many it dials for that at once. */
    private static final int ENOUGH = 8;

    private static final int DIALS = 3;

    private final PeerNetwork network;
    private final RecordDialler dialler;
    private final KnownPeers known;
    private final Random random;
    private long savedAt;

    Company(PeerNetwork network, RecordDialler dialler, KnownPeers known, Random random) {
        this.network = network;
        this.dialler = dialler;
        this.known = known;
        this.random = random;
    }

    /**
     * The nodes of the last run.
     *
     * @param now Unix seconds
     */
    List<NodeRecord> ofLastRun(long now) {
        savedAt = now;
        return known.load();
    }

    /** Dials a few of those that are known, while there are few links. */
    void mingle(List<NodeRecord> candidates) {
        List<NodeRecord> strangers = new ArrayList<>(candidates.stream()
                .filter(record -> network.peer(record.node()).isEmpty())
                .toList());
        Collections.shuffle(strangers, random);
        int missing = Math.min(DIALS, ENOUGH - network.peers().size());
        for (NodeRecord stranger : strangers.subList(0, Math.clamp(missing, 0, strangers.size()))) {
            Thread.ofVirtual().name("peer-mingle").start(() -> {
                try {
                    dialler.dial(stranger.node(), stranger.addresses());
                } catch (ProblemException e) {
                    log.debug(
                            "{} is not there: {}", stranger.node(), e.problem().detail());
                }
            });
        }
    }

    /** Writes down whom it knows, if that was long ago. */
    void saveNowAndThen(List<NodeRecord> all, long now) {
        if (now - savedAt >= SAVE.toSeconds()) {
            savedAt = now;
            save(all);
        }
    }

    void save(List<NodeRecord> all) {
        if (!all.isEmpty()) {
            known.save(all);
        }
    }
}
