package org.pluspeer.node.p2p;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PathSession;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.RelayCall;
import org.pluspeer.market.wire.RelayCalled;
import org.pluspeer.market.wire.RelayGrant;
import org.pluspeer.market.wire.RelayRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relays that this node uses: linked peers that it dialled, and that pass datagrams on for it. */
final class Relays {
    private static final Logger log = LoggerFactory.getLogger(Relays.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** That it may always be reached through. More are used where a peer has others. */
    private static final int WANTED = 2;

    private static final long NOT_AGAIN = Duration.ofMinutes(10).toNanos();

    private final PeerNetwork network;
    private final QuicCarrier quic;
    private final Reception reception;
    private final RelayCourier.Ground ground;
    private final Runnable changed;
    private final Consumer<RelayCourier> lost;
    private final Map<Address, RelayCourier> couriers = new ConcurrentHashMap<>();
    private final Map<Address, PathSession> sessions = new ConcurrentHashMap<>();
    private final Map<Address, Long> refusedAt = new ConcurrentHashMap<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final ReentrantLock choosing = new ReentrantLock();

    /**
     * @param changed where this node is seen, or through whom, is news
     * @param lost a relay is of no more use
     */
    Relays(
            Routes.Parts parts,
            Reception reception,
            RelayCourier.Ground ground,
            Runnable changed,
            Consumer<RelayCourier> lost) {
        this.network = parts.network();
        this.quic = parts.quic();
        this.reception = reception;
        this.ground = ground;
        this.changed = changed;
        this.lost = lost;
    }

    /** Is run when relays come or go. */
    void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    List<RelayCourier> all() {
        return List.copyOf(couriers.values());
    }

    List<Address> ids() {
        return couriers.keySet().stream().sorted().toList();
    }

    boolean uses(Address node) {
        return couriers.containsKey(node);
    }

    Optional<RelayCourier> of(Address relay) {
        return Optional.ofNullable(couriers.get(relay));
    }

    /** Where relays see this node's socket. */
    List<InetSocketAddress> seen() {
        List<InetSocketAddress> all = new ArrayList<>();
        couriers.values().stream()
                .map(RelayCourier::seen)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(all::add);
        return all;
    }

    /** Sees to it that there are enough, of those linked. Returns at once. */
    void choose(boolean needed) {
        if (needed && couriers.size() < WANTED) {
            Thread.ofVirtual().name("peer-relay").start(this::chooseNow);
        }
    }

    private void chooseNow() {
        if (!choosing.tryLock()) {
            return;
        }
        try {
            for (PeerInfo peer : network.peers()) {
                if (couriers.size() < WANTED && isWorthAsking(peer)) {
                    use(peer.node());
                }
            }
        } finally {
            choosing.unlock();
        }
    }

    private boolean isWorthAsking(PeerInfo peer) {
        Long refused = refusedAt.get(peer.node());
        return peer.dialled()
                && !peer.address().isThroughRelay()
                && !couriers.containsKey(peer.node())
                && (refused == null || ground.nanos().getAsLong() - refused > NOT_AGAIN);
    }

    private void use(Address relay) {
        try {
            courierAt(relay);
        } catch (ProblemException e) {
            refusedAt.put(relay, ground.nanos().getAsLong());
            log.debug("{} does not relay for us: {}", relay, e.problem().detail());
        }
    }

    /**
     * A linked node, as a relay.
     *
     * @throws ProblemException PEER_REFUSED if it relays for nobody, or for no more
     */
    RelayCourier courierAt(Address relay) {
        RelayCourier known = couriers.get(relay);
        if (known != null) {
            return known;
        }
        PeerInfo peer = network.peer(relay)
                .orElseThrow(() -> new ProblemException(Problem.Code.PEER_UNREACHABLE, "no link with " + relay));
        AtomicReference<@Nullable RelayCourier> made = new AtomicReference<>();
        PathSession session = ground.port().open((from, type, body) -> {
            RelayCourier courier = made.get();
            if (courier != null && from.isDirect()) {
                courier.take(from, type, body);
            }
        });
        RelayGrant grant = granted(relay, session);
        RelayCourier courier = new RelayCourier(relay, grant, udp(peer, grant), ground);
        courier.onSeen(changed);
        made.set(courier);
        RelayCourier before = couriers.putIfAbsent(relay, courier);
        if (before != null) {
            ground.port().close(session);
            return before;
        }
        sessions.put(relay, session);
        log.info("{} relays for this node", relay);
        tell();
        return courier;
    }

    private RelayGrant granted(Address relay, PathSession session) {
        Message reply = null;
        try {
            reply = network.converse(relay, new RelayRequest(session), ANSWER);
            if (reply instanceof RelayGrant grant) {
                return grant;
            }
        } finally {
            if (!(reply instanceof RelayGrant)) {
                ground.port().close(session);
            }
        }
        throw refused(relay, reply);
    }

    private static ProblemException refused(Address relay, Message reply) {
        String why = reply instanceof Refusal refusal ? refusal.text() : "no answer to the question";
        return new ProblemException(Problem.Code.PEER_REFUSED, relay + ": " + why);
    }

    private static @Nullable InetSocketAddress udp(PeerInfo peer, RelayGrant grant) {
        if (grant.port() == 0) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(peer.address().host()), grant.port());
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * The way to a node through a relay.
     *
     * @throws ProblemException PEER_REFUSED if the relay doesn't serve it, or doesn't relay
     */
    PathSwitch.Relayed wayTo(Address node, Address relay) {
        RelayCourier courier = courierAt(relay);
        Message reply = network.converse(relay, new RelayCall(node), ANSWER);
        if (reply instanceof RelayCalled called) {
            return new PathSwitch.Relayed(courier, called.slot());
        }
        throw refused(relay, reply);
    }

    /**
     * Dials a node through a relay with which there is a link.
     *
     * @throws ProblemException PEER_UNREACHABLE, PEER_REFUSED, WRONG_PEER
     */
    PeerInfo dial(Address node, Address relay) {
        Optional<PeerInfo> known = network.peer(node);
        return known.orElseGet(() -> reception.greet(quic.dial(wayTo(node, relay), node)));
    }

    /** A link has ended. */
    void parted(Address node) {
        RelayCourier gone = couriers.remove(node);
        PathSession session = sessions.remove(node);
        if (session != null) {
            ground.port().close(session);
        }
        if (gone != null) {
            lost.accept(gone);
            tell();
        }
    }

    private void tell() {
        watchers.forEach(Runnable::run);
        changed.run();
    }
}
