package org.pluspeer.node.p2p.reach;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.market.wire.ReachRequest;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.Origins;
import org.pluspeer.node.p2p.Parting;
import org.pluspeer.node.p2p.PeerFinder;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that others can dial this node, knows if they can, and tells them where. It asks the router for a port, and
 * a few peers to dial back; what comes of both it keeps up to date, since networks change under a running node.
 */
public final class Reachability implements PeerNetwork.Watcher, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reachability.class);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000_000L;
    private static final Mapped NOT_ASKED = Mapped.none(Mapped.State.OFF, "the router is not asked for the port");

    private final PeerNetwork network;
    private final PeerFinder finder;
    private final PeerNetwork.Ground ground;
    private final boolean asksRouter;
    private final ReachBook book = new ReachBook();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable PortMapping mapping;
    private volatile @Nullable PortMapping pinhole;
    private volatile @Nullable HostPort listening;
    private volatile boolean closed;
    private volatile Runnable changed = () -> {};
    private @Nullable ReachState state;

    /** @param asksRouter whether the owner lets it */
    public Reachability(PeerNetwork network, PeerFinder finder, PeerNetwork.Ground ground, boolean asksRouter) {
        this.network = network;
        this.finder = finder;
        this.ground = ground;
        this.asksRouter = asksRouter;
    }

    /** To be called before the network starts, so that no peer comes unseen. */
    public void start() {
        DialBackDesk desk = new DialBackDesk(network::tries, ground.nanos());
        network.onMessage(ReachRequest.class, desk::answer);
        network.watch(this);
    }

    /** To be called once the network listens there. Returns at once. */
    public void begin(HostPort at) {
        listening = at;
        if (Verdict.isThisMachineOnly(at)) {
            settle();
            return;
        }
        if (asksRouter) {
            PortMapping fresh = PortMapping.ofThisMachine(
                    at.port(), ground.scheduler(), ground.random(), ground.nanos(), this::mapped);
            mapping = fresh;
            fresh.begin();
            if (at.host().contains(":")) {
                PortMapping six = PortMapping.pinholeOfThisMachine(
                        at.port(), ground.scheduler(), ground.random(), ground.nanos(), this::mapped);
                pinhole = six;
                six.begin();
            }
        }
        settle();
        ground.scheduler().after(TICK, this::tick);
    }

    /** Who wants to know when the state is another. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /** How others can come to this node; empty before it listens. */
    public Optional<ReachState> state() {
        turn.lock();
        try {
            return Optional.ofNullable(state);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void linked(PeerInfo peer) {
        ground.scheduler().after(SETTLE, () -> {
            look();
            settle();
        });
    }

    @Override
    public void parted(PeerInfo peer, Parting parting) {}

    @Override
    public void tried(Address by, String carrier) {
        Transport transport = carrier.equals("tcp") ? Transport.TCP : Transport.UDP;
        inTurn(() -> book.tried(by, transport, now()));
        settle();
    }

    private void mapped(Mapped fresh) {
        inTurn(book::begin);
        settle();
        look();
    }

    private void tick() {
        if (!closed) {
            look();
            settle();
            ground.scheduler().after(TICK, this::tick);
        }
    }

    private void look() {
        HostPort at = listening;
        boolean early = mapping().state() == Mapped.State.ASKING;
        if (closed || early || at == null || Verdict.isThisMachineOnly(at)) {
            return;
        }
        List<ReachBook.Candidate> linked = network.peers().stream()
                .filter(peer -> Origins.address(peer.address()).isPresent())
                .map(peer -> new ReachBook.Candidate(peer.node(), Origins.group(peer.address())))
                .toList();
        inTurn(() -> book.toAsk(linked, now()).forEach(each -> {
            book.asked(each.node(), now());
            Thread.ofVirtual().name("peer-reach").start(() -> ask(each, at));
        }));
    }

    private void ask(ReachBook.Candidate peer, HostPort at) {
        try {
            PeerInfo info = network.peer(peer.node()).orElse(null);
            if (info != null
                    && network.converse(peer.node(), new ReachRequest(outside(info, at)), ANSWER)
                            instanceof ReachReply reply) {
                inTurn(() -> book.answered(peer, reply, now()));
                settle();
            }
        } catch (ProblemException e) {
            log.debug("{} does not dial back: {}", peer.node(), e.problem().detail());
        }
    }

    private int outside(PeerInfo peer, HostPort at) {
        boolean four = Origins.address(peer.address())
                .map(address -> address.ip().length == 4)
                .orElse(true);
        return of(four ? mapping : pinhole).external().map(HostPort::port).orElse(at.port());
    }

    /** What the router did for this node: by IPv6 if that is all that it did. */
    private Mapped mapping() {
        Mapped four = of(mapping);
        Mapped six = of(pinhole);
        return four.state() != Mapped.State.GRANTED && six.state() == Mapped.State.GRANTED ? six : four;
    }

    private static Mapped of(@Nullable PortMapping asked) {
        return asked == null ? NOT_ASKED : asked.now();
    }

    private void each(Consumer<PortMapping> step) {
        Stream.of(Optional.ofNullable(mapping), Optional.ofNullable(pinhole))
                .flatMap(Optional::stream)
                .forEach(step);
    }

    private void settle() {
        HostPort at = listening;
        if (at == null || closed) {
            return;
        }
        Mapped router = mapping();
        int linked = network.peers().size();
        int relays = network.relays();
        turn.lock();
        try {
            ReachState fresh = new Verdict(at, linked, book, router, relays).state();
            if (fresh.equals(state)) {
                return;
            }
            state = fresh;
            log.info("Reach: {}, {}", fresh.reached().text(), fresh.why());
            // In turn, or an older state could be told after a newer one.
            tell(fresh);
        } finally {
            turn.unlock();
        }
        changed.run();
    }

    /** What is only thought, and not known, is left as the network itself has it. */
    private void tell(ReachState fresh) {
        switch (fresh.reached()) {
            case DIRECT, MAPPED -> tell(fresh.addresses());
            case UNKNOWN -> fresh.mapping().external().ifPresent(outside -> tell(List.of(outside)));
            case RELAYED, UNREACHABLE -> {
                tell(List.of());
                if (fresh.mapping().state() == Mapped.State.GRANTED) {
                    each(PortMapping::doubt);
                }
            }
        }
    }

    private void tell(List<HostPort> addresses) {
        network.advertise(addresses);
        finder.listenAt(addresses);
    }

    private long now() {
        return ground.nanos().getAsLong() / SECOND;
    }

    private void inTurn(Runnable step) {
        turn.lock();
        try {
            step.run();
        } finally {
            turn.unlock();
        }
    }

    /** Gives back what the router granted. */
    @Override
    public void close() {
        closed = true;
        each(PortMapping::close);
    }
}
