package org.pluspeer.node.p2p;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.path.RelayLimits;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.NodeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers that this node is linked with, and talking to them. Calls block and are meant for virtual threads.
 * Everything thrown is a {@link ProblemException} with PEER_UNREACHABLE, PEER_REFUSED, PEER_CHEATED, WRONG_PEER,
 * TIMEOUT or STOPPING.
 */
public final class PeerNetwork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeerNetwork.class);

    /** Answers messages of one kind. Called on a virtual thread of its own for each message; may block. */
    @FunctionalInterface
    public interface Responder<M extends Message> {
        /**
         * The reply; null acknowledges. A {@link ProblemException} becomes a refusal with its code and sentence, which
         * the other side is shown.
         */
        @Nullable
        Message answer(PeerInfo from, M message);
    }

    /** Hears of peers that come and go. Called on virtual threads. */
    public interface Watcher {
        void linked(PeerInfo peer);

        void parted(PeerInfo peer, Parting parting);

        /** A node called only to see if this one can be dialled. */
        default void tried(Address by, String carrier) {}
    }

    /** A link that ended, or never came about. */
    public record Farewell(Address node, HostPort address, Parting parting, long at) {}

    private final Carrier carrier;
    private final Greeting greeting;
    private final LinkTable table;
    private final Question questions;
    private final Bindings bindings;
    private final Tally tally;
    private final Farewells farewells;
    private final LinkOwner owner;
    private final Reception reception;
    private final Reach reach;
    private volatile @Nullable HostPort listening;
    private volatile @Nullable Routes routes;
    private final @Nullable RelayLimits relaying;
    private final Ground ground;
    private volatile int tlsPort;
    private volatile boolean stopping;

    /**
     * What a node's network stands on.
     *
     * @param nanos a monotonic clock
     */
    public record Ground(
            Vertx vertx, Scheduler scheduler, InstantSource clock, LongSupplier nanos, SecureRandom random) {}

    /**
     * The network of a node. It makes a fresh certificate, which the node's key signs.
     *
     * @param binding the account's statement for this node; null while it has signed none
     */
    public static PeerNetwork over(
            Carriers carriers,
            NodeKey key,
            PeerSetting setting,
            Supplier<@Nullable NodeBinding> binding,
            Ground ground) {
        NodeCertificate identity =
                NodeCertificate.issue(key.address(), key::sign, ground.clock().instant(), ground.random());
        Greeting greeting = new Greeting(key.address(), setting, binding, ground.clock());
        Tally tally = new Tally();
        return new PeerNetwork(
                carriers.open(identity, setting.limits(), tally, ground),
                tally,
                greeting,
                new Link.Toolbox(setting.limits(), ground.scheduler(), ground.nanos(), greeting::ours),
                setting.relaying(),
                ground);
    }

    private PeerNetwork(
            Carrier carrier,
            Tally tally,
            Greeting greeting,
            Link.Toolbox tools,
            @Nullable RelayLimits relaying,
            Ground ground) {
        InstantSource clock = ground.clock();
        this.carrier = carrier;
        this.tally = tally;
        this.relaying = relaying;
        this.ground = ground;
        this.greeting = greeting;
        this.table = new LinkTable(greeting.self(), tools.limits());
        this.reach = new Reach(this, table, greeting.named());
        this.questions = new Question(table, tools.nanos());
        this.bindings = new Bindings(clock);
        this.farewells = new Farewells(clock, tally);
        this.owner = new LinkOwner(table, farewells, tally);
        this.reception = new Reception(greeting, tools, clock, table, bindings, farewells, owner);
    }

    /**
     * Begins to listen.
     *
     * @return what is listened on; its port is the real one if 0 was asked for
     * @throws ProblemException PORT_IN_USE
     */
    public HostPort start(HostPort listen) {
        HostPort bound = carrier.listen(listen, reception::accepted);
        listening = bound;
        QuicCarrier quic = carrier.quic();
        if (quic != null) {
            begin(quic);
        }
        greeting.listensOn(bound);
        log.info("Peer links: node {} listens on {}", greeting.self(), bound);
        return bound;
    }

    /** Where it can be dialled, as peers that it meets from now on are told; the first eight. */
    public void advertise(List<HostPort> addresses) {
        greeting.advertise(addresses);
    }

    /**
     * Takes links by TLS on another port as well, for those whose networks let nothing else out.
     *
     * @throws ProblemException PORT_IN_USE
     */
    public void startByTls(HostPort listen) {
        HostPort bound = carrier.listenByTls(listen, reception::accepted);
        tlsPort = bound.port();
        log.info("Peer links by TLS: listens on {}", bound);
    }

    /** What was turned away since the start. */
    public Tally tally() {
        return tally;
    }

    /** The port for TLS alone; 0 if there is none. */
    int tlsPort() {
        return tlsPort;
    }

    private void begin(QuicCarrier quic) {
        Routes begun = new Routes(
                new Routes.Parts(this, table, greeting.named(), quic.newestSocket(), quic),
                relaying,
                reception,
                ground);
        routes = begun;
        owner.onRelayed(begun::passed);
        watch(begun);
    }

    /** The ways over UDP; empty before it listens, and where there is no QUIC. */
    Optional<Routes> routes() {
        return Optional.ofNullable(routes);
    }

    /** For tests that move ways. */
    QuicCarrier quic() {
        return Objects.requireNonNull(carrier.quic());
    }

    /** Whether what is for a linked peer goes there directly, or through a relay. */
    public boolean isDirect(PeerInfo peer) {
        return routes().map(ways -> ways.isDirect(peer)).orElse(true);
    }

    /** How many relays take calls for this node. */
    public int relays() {
        return routes().map(ways -> ways.relays().ids().size()).orElse(0);
    }

    /** This node's id. */
    public Address self() {
        return greeting.self();
    }

    /** Where it listens, once started. */
    public Optional<HostPort> listening() {
        return Optional.ofNullable(listening);
    }

    /** Dials an address that the owner named; nothing is tried again. */
    public PeerInfo connect(HostPort address) {
        return connect(address, null);
    }

    /**
     * Dials a node.
     *
     * @param expected the handshake fails if another answers; null if any may
     */
    public PeerInfo connect(HostPort address, @Nullable Address expected) {
        if (stopping) {
            throw new ProblemException(Problem.Code.STOPPING, "the node is stopping");
        }
        Optional<PeerInfo> known = expected == null ? Optional.empty() : peer(expected);
        return known.orElseGet(() -> reception.greet(carrier.dial(address, expected)));
    }

    /**
     * A link with the node that speaks for an account: the one that there is, or a new one by the addresses that the
     * account named. Those that {@link PeerSetting#named} excludes are not dialled.
     *
     * @param named best first; the first eight are tried
     */
    public PeerInfo reach(Address account, List<HostPort> named) {
        return reach.reach(account, named);
    }

    /**
     * Tries whether a node can be dialled there by those who don't know it, and hangs up. Blocks for seconds.
     *
     * @param expected the node that has to answer
     */
    public Trial tries(HostPort address, Address expected) {
        return carrier.tries(address, expected);
    }

    Reach reach() {
        return reach;
    }

    /** Asks and waits for the reply. */
    public Message request(Address node, Message message, Duration limit) {
        return questions.put(node, limit, (link, left) -> link.ask(message, left));
    }

    /** Asks and waits for the reply, which may be a {@link Refusal}. */
    public Message converse(Address node, Message message, Duration limit) {
        return questions.put(node, limit, (link, left) -> link.converse(message, left));
    }

    /** Says something that has no reply; it may get lost if the link ends. */
    public void send(Address node, Message message) {
        table.linkTo(node).tell(message);
    }

    /**
     * Ends all links with a node.
     *
     * @param reason one sentence, which the node is told
     */
    public void cut(Address node, String reason) {
        cut(node, Bye.Reason.UNWANTED, reason);
    }

    /** The same for a node that lied: it is not dialled of our own accord for a while. */
    public void shun(Address node, String reason) {
        cut(node, Bye.Reason.CHEATED, reason);
    }

    void cut(Address node, Bye.Reason reason, String text) {
        for (LinkTable.Peer peer : table.every()) {
            if (peer.info().node().equals(node)) {
                peer.link().cut(reason, text);
            }
        }
    }

    public List<PeerInfo> peers() {
        return table.all().stream().map(LinkTable.Peer::info).toList();
    }

    /** Bytes of frames that came over the link with a node; 0 where there is none. */
    public long bytesFrom(Address node) {
        return table.of(node).map(peer -> peer.link().traffic().in()).orElse(0L);
    }

    /** Bytes of frames that went over the link with a node; 0 where there is none. */
    public long bytesTo(Address node) {
        return table.of(node).map(peer -> peer.link().traffic().out()).orElse(0L);
    }

    public Optional<PeerInfo> peer(Address node) {
        return table.of(node).map(LinkTable.Peer::info);
    }

    /** Connections that are open; more than there are peers only while two links with one are being merged. */
    int links() {
        return table.every().size();
    }

    /** Links that ended of late and those that were refused, the latest first. */
    public List<Farewell> farewells() {
        return farewells.latest();
    }

    /** The node that last proved to speak for the account and still does. It need not be linked now. */
    public Optional<Address> nodeOf(Address account) {
        return bindings.nodeOf(account);
    }

    /** Whoever comes later replaces; a kind that nobody answers is refused. */
    public <M extends Message> void onMessage(Class<M> kind, Responder<M> handler) {
        owner.onMessage(kind, handler);
    }

    public void watch(Watcher watcher) {
        owner.watch(watcher);
    }

    /** Says goodbye to everybody and stops listening. */
    @Override
    public void close() {
        stopping = true;
        reception.close();
        List<LinkTable.Peer> all = table.every();
        all.forEach(peer -> peer.link().cut(Bye.Reason.STOPPING, "the node is stopping"));
        try {
            for (LinkTable.Peer peer : all) {
                peer.link().awaitClosed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        routes().ifPresent(Routes::close);
        carrier.close();
    }
}
