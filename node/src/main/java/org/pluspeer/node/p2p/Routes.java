package org.pluspeer.node.p2p;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.PathOffer;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.RelayCall;
import org.pluspeer.market.wire.RelayPacket;
import org.pluspeer.market.wire.RelayRequest;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.path.Drop;
import org.pluspeer.node.p2p.path.RelayDesk;
import org.pluspeer.node.p2p.path.RelayLimits;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to peers over this node's UDP socket: tells each peer that is linked by QUIC where this node may be seen, goes
 * direct where routers allow and through a relay where not, and relays for others. {@code docs/protocol/12-paths.md}.
 */
final class Routes implements PeerNetwork.Watcher, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Routes.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** A relay that was full may have room now, and peers come and go. */
    private static final long CHOOSE_SECONDS = 10;
    /** As long as there are relays. */
    private static final long RELAYS_MILLIS = 500;

    private static final long OFFERS_APART = 500_000_000L;

    private final PeerNetwork network;
    private final LinkTable table;
    private final AddressPolicy policy;
    private final PathSwitch paths;
    private final EventLoop loop;
    private final PeerNetwork.Ground ground;
    private final ControlPort port;
    private final PathKeeper keeper;
    private final Relays relays;
    private final @Nullable RelayHost host;
    private final ScheduledFuture<?> choosing;
    private @Nullable ScheduledFuture<?> nursing;
    private final Map<Address, Long> offeredAt = new ConcurrentHashMap<>();
    private final Map<Address, List<Address>> relaysOf = new ConcurrentHashMap<>();
    private volatile @Nullable Supplier<List<NodeAddress>> ownAddresses;
    private volatile boolean closed;

    /** What it belongs to. */
    record Parts(PeerNetwork network, LinkTable table, AddressPolicy policy, QuicSocket socket, QuicCarrier quic) {}

    /** @param limits of relaying for others; null to relay for nobody */
    Routes(Parts parts, @Nullable RelayLimits limits, Reception reception, PeerNetwork.Ground ground) {
        this.network = parts.network();
        this.table = parts.table();
        this.policy = parts.policy();
        this.ground = ground;
        this.paths = parts.socket().paths();
        this.loop = parts.socket().channel().eventLoop();
        this.port = new ControlPort(ground.random(), network.tally());
        RelayCourier.Ground base = new RelayCourier.Ground(paths, port, ground.random(), ground.nanos(), this::tellNow);
        this.keeper = new PathKeeper(base, loop, node -> Thread.ofVirtual().start(() -> seek(node)));
        this.relays =
                new Relays(parts, reception, base, this::relaysChanged, courier -> onLoop(() -> keeper.lost(courier)));
        this.host = limits == null
                ? null
                : new RelayHost(
                        new RelayDesk<>(limits, ground.random(), ground.nanos().getAsLong()),
                        base,
                        parts.socket().at().getPort());
        paths.control(port);
        table.keep(relays::uses);
        network.onMessage(PathOffer.class, this::answer);
        network.onMessage(RelayRequest.class, this::answer);
        network.onMessage(RelayCall.class, (from, call) -> host == null ? noRelay() : host.answer(call));
        this.choosing = loop.scheduleAtFixedRate(
                () -> relays.choose(needsRelay()), CHOOSE_SECONDS, CHOOSE_SECONDS, TimeUnit.SECONDS);
    }

    private static Refusal noRelay() {
        return new Refusal(Refusal.Code.UNSUPPORTED, "this node relays for nobody");
    }

    /** Where this node may be dialled, as far as it knows; empty if it needs relays. Until then none is looked for. */
    void listensAt(Supplier<List<NodeAddress>> addresses) {
        ownAddresses = addresses;
    }

    /** They are others now: peers are told, and relays looked for if they are needed. */
    void addressesChanged() {
        relaysChanged();
        relays.choose(needsRelay());
    }

    Relays relays() {
        return relays;
    }

    /** Whether what is for a linked peer goes there directly; links by TCP do. */
    boolean isDirect(PeerInfo peer) {
        Boolean known = keeper.isDirect(peer.node());
        return known == null ? !peer.address().isThroughRelay() : known;
    }

    /** Whether the peer has said where it may be seen, so that the way to it can move. */
    boolean canMove(Address node) {
        return keeper.isDirect(node) != null;
    }

    /** Control packets that were dropped for a reason. */
    long dropped(Drop why) {
        return port.dropped(why);
    }

    private void tellNow(Address node, Message message) {
        table.of(node).ifPresent(peer -> peer.link().tellNow(message));
    }

    private void onLoop(Runnable step) {
        loop.execute(step);
    }

    /** Begins, or goes on, to ask relays whether they are there, and ends with the last of them. On the event loop. */
    private void nurse() {
        ScheduledFuture<?> before = nursing;
        if (before != null) {
            before.cancel(false);
        }
        List<RelayCourier> all = relays.all();
        all.forEach(RelayCourier::tick);
        nursing = all.isEmpty() || closed ? null : loop.schedule(this::nurse, RELAYS_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void linked(PeerInfo peer) {
        if (peer.dialled()) {
            offerSoon(peer.node());
        }
        relays.choose(needsRelay());
    }

    @Override
    public void parted(PeerInfo peer, Parting parting) {
        Address node = peer.node();
        offeredAt.remove(node);
        relaysOf.remove(node);
        onLoop(() -> keeper.forget(node));
        if (host != null) {
            host.parted(node);
        }
        relays.parted(node);
        relays.choose(needsRelay());
    }

    private boolean needsRelay() {
        Supplier<List<NodeAddress>> known = ownAddresses;
        return known != null && known.get().isEmpty();
    }

    private List<NodeAddress> own() {
        Supplier<List<NodeAddress>> known = ownAddresses;
        return known == null ? List.of() : known.get();
    }

    /** Another address or another relay: peers are told. */
    void relaysChanged() {
        onLoop(this::nurse);
        network.peers().forEach(peer -> offerSoon(peer.node()));
    }

    /** Who dials need not wait for it: the link can be used as it came about. */
    private void offerSoon(Address node) {
        Thread.ofVirtual().name("peer-path").start(() -> {
            offer(node);
            onLoop(() -> {
                if (connection(node).isEmpty()) {
                    // It parted meanwhile.
                    keeper.forget(node);
                }
            });
        });
    }

    private void offer(Address node) {
        if (connection(node).isEmpty()) {
            return;
        }
        try {
            if (network.converse(node, ours(node), ANSWER) instanceof PathOffer theirs) {
                begin(node, theirs);
            }
        } catch (ProblemException e) {
            log.debug(
                    "{} was not told where this node is: {}", node, e.problem().detail());
        }
    }

    private PathOffer ours(Address node) {
        Set<NodeAddress> candidates = new LinkedHashSet<>(own());
        relays.seen()
                .forEach(seen -> candidates.add(
                        new NodeAddress(NodeAddress.DIRECT, seen.getAddress().getAddress(), seen.getPort())));
        return new PathOffer(
                keeper.session(node),
                candidates.stream()
                        .filter(NodeAddress::isDirect)
                        .limit(PathOffer.MAX_CANDIDATES)
                        .toList(),
                relays.ids().stream().limit(PathOffer.MAX_RELAYS).toList());
    }

    private Message answer(PeerInfo from, PathOffer theirs) {
        long now = ground.nanos().getAsLong();
        Long before = offeredAt.put(from.node(), now);
        if (before != null && now - before < OFFERS_APART) {
            return new Refusal(Refusal.Code.BUSY, "paths are offered too often");
        }
        if (connection(from.node()).isEmpty()) {
            return new Refusal(Refusal.Code.UNSUPPORTED, "this link cannot move");
        }
        PathOffer reply = ours(from.node());
        begin(from.node(), theirs);
        return reply;
    }

    private Message answer(PeerInfo from, RelayRequest request) {
        return host == null || needsRelay() ? noRelay() : host.answer(from, request);
    }

    private void begin(Address node, PathOffer theirs) {
        relaysOf.put(node, theirs.relays());
        List<PathSwitch.Path> direct = new ArrayList<>();
        for (NodeAddress candidate : theirs.candidates()) {
            InetSocketAddress at = socketAddress(candidate);
            if (policy.allows(at.getAddress())) {
                direct.add(paths.direct(at));
            }
        }
        connection(node)
                .map(QuicConnection::stable)
                .ifPresent(stable -> onLoop(() -> keeper.offered(node, stable, theirs.session(), direct)));
    }

    private static InetSocketAddress socketAddress(NodeAddress address) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** The QUIC connection that is used for a node. */
    private Optional<QuicConnection> connection(Address node) {
        return table.of(node).map(peer -> peer.link().pipe() instanceof QuicPipe quic ? quic.connection() : null);
    }

    /** The direct way to a peer is gone, and it came about without a relay: is there one that both use? */
    private void seek(Address node) {
        Set<Address> shared = new LinkedHashSet<>(relays.ids());
        shared.addAll(relaysOf.getOrDefault(node, List.of()));
        for (Address relay : shared) {
            try {
                PathSwitch.Relayed way = relays.wayTo(node, relay);
                onLoop(() -> keeper.offer(node, List.of(way)));
                return;
            } catch (ProblemException e) {
                log.debug(
                        "No way to {} through {}: {}", node, relay, e.problem().detail());
            }
        }
    }

    /** Takes a datagram that came over a link instead of by UDP. Never blocks. */
    void passed(Address from, RelayPacket packet) {
        if (packet.passedOn()) {
            relays.of(from)
                    .ifPresent(courier -> onLoop(() -> {
                        courier.arrived(packet);
                        paths.readComplete();
                    }));
        } else if (host != null) {
            host.passed(from, packet);
        }
    }

    @Override
    public void close() {
        closed = true;
        choosing.cancel(false);
        keeper.close();
    }
}
