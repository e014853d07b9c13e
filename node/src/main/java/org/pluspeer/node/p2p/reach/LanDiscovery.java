package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.node.p2p.Scheduler;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the local network that this node is here, and dials those who tell the same. Only private addresses in a network
 * that this machine is in are dialled, and the link proves who answers.
 */
public final class LanDiscovery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LanDiscovery.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final int MOST = 32;

    private final Ground ground;
    private final Address self;
    private final boolean on;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<LocalNetwork, AutoCloseable> voices = new HashMap<>();
    private final Map<Address, Announcement> heard = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Announcement> eldest) {
            return size() > MOST;
        }
    };
    private volatile HostPort listening = new HostPort("0.0.0.0", 0);
    private volatile boolean closed;

    /** Speaks and listens in one network until it is closed. */
    @FunctionalInterface
    interface Voice {
        /** @throws IOException if this network can't be spoken in */
        AutoCloseable in(LocalNetwork network, Announcement own, Consumer<Announcement> heard) throws IOException;
    }

    /** Links with a node. */
    @FunctionalInterface
    interface Dialler {
        void dial(HostPort at, Address expected);
    }

    /**
     * What it stands on.
     *
     * @param networks that this machine is in
     * @param linked whether there is a link already
     */
    record Ground(
            Supplier<List<LocalNetwork>> networks,
            Voice voice,
            Dialler dialler,
            Predicate<Address> linked,
            Scheduler scheduler) {}

    /**
     * Discovery over this machine's networks.
     *
     * @param on whether the owner lets it
     */
    public static LanDiscovery ofThisMachine(PeerNetwork network, Scheduler scheduler, boolean on) {
        return new LanDiscovery(
                new Ground(
                        LocalNetwork::ofThisMachine,
                        new DnsSd(),
                        network::connect,
                        node -> network.peer(node).isPresent(),
                        scheduler),
                network.self(),
                on);
    }

    LanDiscovery(Ground ground, Address self, boolean on) {
        this.ground = ground;
        this.self = self;
        this.on = on;
    }

    /** To be called once the network listens there. Returns at once. */
    public void begin(HostPort at) {
        if (on && !Verdict.isThisMachineOnly(at)) {
            listening = at;
            ground.scheduler().after(Duration.ZERO, this::round);
        }
    }

    private void round() {
        if (closed) {
            return;
        }
        List<LocalNetwork> now = ground.networks().get().stream()
                .filter(network -> network.isReachedAt(listening))
                .toList();
        turn.lock();
        try {
            voices.entrySet().removeIf(each -> !now.contains(each.getKey()) && ended(each.getValue()));
            now.stream().filter(network -> !voices.containsKey(network)).forEach(this::speak);
        } finally {
            turn.unlock();
        }
        known().forEach(this::dial);
        ground.scheduler().after(LOOK, this::round);
    }

    private List<Announcement> known() {
        turn.lock();
        try {
            return List.copyOf(heard.values());
        } finally {
            turn.unlock();
        }
    }

    private void speak(LocalNetwork network) {
        try {
            Announcement own = new Announcement(self, List.of(network.own()), listening.port());
            voices.put(network, ground.voice().in(network, own, said -> heard(network, said)));
            log.info(
                    "Looking for peers in the local network from {}",
                    network.own().getHostAddress());
        } catch (IOException e) {
            log.info("No peers are looked for from {}: {}", network.own().getHostAddress(), e.getMessage());
        }
    }

    private void heard(LocalNetwork in, Announcement said) {
        List<InetAddress> near =
                said.addresses().stream().filter(in::holds).limit(2).toList();
        if (closed || said.node().equals(self) || near.isEmpty()) {
            return;
        }
        Announcement kept = new Announcement(said.node(), near, said.port());
        turn.lock();
        try {
            heard.put(kept.node(), kept);
        } finally {
            turn.unlock();
        }
        dial(kept);
    }

    private void dial(Announcement said) {
        if (ground.linked().test(said.node())) {
            return;
        }
        Thread.ofVirtual().name("peer-lan").start(() -> {
            for (InetAddress address : said.addresses()) {
                try {
                    ground.dialler().dial(HostPort.of(new InetSocketAddress(address, said.port())), said.node());
                    return;
                } catch (ProblemException e) {
                    log.debug("{} is not there: {}", said.node(), e.problem().detail());
                }
            }
        });
    }

    private static boolean ended(AutoCloseable voice) {
        try {
            voice.close();
        } catch (Exception e) {
            log.debug("A voice did not end well", e);
        }
        return true;
    }

    /** Is silent from now on. */
    @Override
    public void close() {
        closed = true;
        turn.lock();
        try {
            voices.values().forEach(LanDiscovery::ended);
            voices.clear();
        } finally {
            turn.unlock();
        }
    }
}
