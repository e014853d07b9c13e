package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps links with the addresses that the owner configured: it dials until each answers, and again when it is lost,
 * ever more slowly up to once a minute.
 */
public final class Bootstrap implements PeerNetwork.Watcher, AutoCloseable {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);

    private final PeerNetwork network;
    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final Map<Address, HostPort> reached = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param random from 0 to below 1, so that many peers that lost one don't all come back at once */
    public Bootstrap(PeerNetwork network, Scheduler scheduler, DoubleSupplier random) {
        this.network = network;
        this.scheduler = scheduler;
        this.random = random;
        network.watch(this);
    }

    /** Returns at once. */
    public void keep(List<HostPort> addresses) {
        addresses.forEach(address -> scheduler.after(Duration.ZERO, () -> dial(address, FIRST)));
    }

    @Override
    public void linked(PeerInfo peer) {}

    @Override
    public void parted(PeerInfo peer, Parting parting) {
        HostPort address = reached.remove(peer.node());
        if (address != null) {
            later(address, FIRST);
        }
    }

    /** Dials no more. Links stay. */
    @Override
    public void close() {
        closed = true;
    }

    private void dial(HostPort address, Duration wait) {
        if (closed) {
            return;
        }
        try {
            Address node = network.connect(address).node();
            reached.put(node, address);
            // It may have gone before it was noted, and then nobody called.
            if (network.peer(node).isEmpty() && reached.remove(node) != null) {
                later(address, wait);
            }
        } catch (ProblemException e) {
            log.info("Peer {} is not there yet: {}", address, e.problem().detail());
            later(address, wait);
        }
    }

    private void later(HostPort address, Duration wait) {
        Duration spread = wait.plus(Duration.ofMillis((long) (wait.toMillis() * random.getAsDouble() / 2)));
        Duration next = wait.multipliedBy(2);
        scheduler.after(spread, () -> dial(address, next.compareTo(LONGEST) > 0 ? LONGEST : next));
    }
}
