package org.pluspeer.node.p2p;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Hello;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
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
    private static final Duration RETIRED_CHECK = Duration.ofSeconds(1);
    private static final int RETIRED_CHECKS = 30;

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
    }

    /** A link that ended, or never came about. */
    public record Farewell(Address node, HostPort address, Parting parting, long at) {}

    private final Carrier carrier;
    private final Greeting greeting;
    private final Link.Toolbox tools;
    private final InstantSource clock;
    private final LinkTable table;
    private final Question questions;
    private final Bindings bindings;
    private final Semaphore greetings;
    private final Map<Class<?>, Responder<?>> handlers = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Farewells farewells;
    private final LinkOwner owner = new LinkOwner();
    private final Reach reach;
    private volatile @Nullable HostPort listening;
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
        return new PeerNetwork(
                carriers.open(identity, setting.limits(), ground),
                new Greeting(key.address(), setting, binding, ground.clock()),
                new Link.Toolbox(setting.limits(), ground.scheduler(), ground.nanos()),
                ground.clock());
    }

    PeerNetwork(Carrier carrier, Greeting greeting, Link.Toolbox tools, InstantSource clock) {
        this.carrier = carrier;
        this.greeting = greeting;
        this.tools = tools;
        this.clock = clock;
        this.table = new LinkTable(greeting.self(), tools.limits());
        this.reach = new Reach(this, table, greeting.named());
        this.questions = new Question(table, tools.nanos());
        this.bindings = new Bindings(clock);
        this.farewells = new Farewells(clock);
        this.greetings = new Semaphore(tools.limits().greeting());
    }

    /**
     * Begins to listen.
     *
     * @return what is listened on; its port is the real one if 0 was asked for
     * @throws ProblemException PORT_IN_USE
     */
    public HostPort start(HostPort listen) {
        HostPort bound = carrier.listen(listen, this::accepted);
        listening = bound;
        greeting.listensOn(bound);
        log.info("Peer links: node {} listens on {}", greeting.self(), bound);
        return bound;
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
        return known.orElseGet(() -> greet(carrier.dial(address, expected)));
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
        handlers.put(kind, handler);
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Says goodbye to everybody and stops listening. */
    @Override
    public void close() {
        stopping = true;
        List<LinkTable.Peer> all = table.every();
        all.forEach(peer -> peer.link().cut(Bye.Reason.STOPPING, "the node is stopping"));
        try {
            for (LinkTable.Peer peer : all) {
                peer.link().awaitClosed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        carrier.close();
    }

    private void accepted(Pipe pipe) {
        if (stopping || !greetings.tryAcquire()) {
            pipe.close();
            return;
        }
        try {
            greet(pipe);
        } catch (ProblemException e) {
            log.info(
                    "No link with {} at {}: {}",
                    pipe.node(),
                    pipe.remote(),
                    e.problem().detail());
        } finally {
            greetings.release();
        }
    }

    private PeerInfo greet(Pipe pipe) {
        Link link = new Link(pipe, tools, owner);
        try {
            Hello hello = link.greet(greeting.ours());
            Greeting.Met met = greeting.check(hello, pipe.node());
            if (met.binding() != null && !bindings.learn(met.binding())) {
                throw new Greeting.UnfitException(
                        Bye.Reason.WRONG_IDENTITY, "the account has named another node since");
            }
            return admit(new LinkTable.Peer(link, info(pipe, met)));
        } catch (Greeting.UnfitException e) {
            link.cut(e.reason(), e.sentence());
            throw new ProblemException(Problem.Code.PEER_REFUSED, pipe.node() + ": " + e.sentence(), e);
        } finally {
            Parting parting = link.parting();
            if (parting != null) {
                farewells.add(pipe, parting);
            }
        }
    }

    private PeerInfo info(Pipe pipe, Greeting.Met met) {
        Address account = met.binding() == null ? null : met.binding().account();
        return new PeerInfo(
                pipe.node(),
                account,
                pipe.remote(),
                pipe.carrier(),
                met.listens(),
                met.agent(),
                pipe.dialled(),
                clock.instant());
    }

    private PeerInfo admit(LinkTable.Peer peer) {
        LinkTable.Admission admission = table.admit(peer);
        admission.cut().forEach((other, why) -> other.link().cut(why.reason(), why.text()));
        LinkTable.Dismissal refused = admission.refused();
        if (refused != null) {
            peer.link().cut(refused.reason(), refused.text());
            return peer(peer.info().node())
                    .orElseThrow(() -> new ProblemException(Problem.Code.PEER_UNREACHABLE, refused.text()));
        }
        if (!peer.link().serve()) {
            table.remove(peer);
            throw new ProblemException(
                    Problem.Code.PEER_UNREACHABLE,
                    "the link with " + peer.info().node() + " ended at once");
        }
        admission.retire().forEach(loser -> closeWhenIdle(loser, RETIRED_CHECKS));
        if (admission.first()) {
            log.info(
                    "Linked with {} at {} by {} ({})",
                    peer.info().node(),
                    peer.info().address(),
                    peer.info().carrier(),
                    peer.info().dialled() ? "dialled" : "called");
            watchers.forEach(watcher -> watcher.linked(peer.info()));
        }
        return peer.info();
    }

    private void closeWhenIdle(LinkTable.Peer peer, int checksLeft) {
        tools.scheduler().after(RETIRED_CHECK, () -> {
            if (peer.link().isIdle() || checksLeft == 0) {
                peer.link().cut(Bye.Reason.DUPLICATE_LINK, "there is another link");
            } else if (peer.link().parting() == null) {
                closeWhenIdle(peer, checksLeft - 1);
            }
        });
    }

    /** What links report to. */
    private final class LinkOwner implements Link.Owner {
        @Override
        public @Nullable Message answer(Link link, Message message) {
            Optional<LinkTable.Peer> peer =
                    table.every().stream().filter(p -> p.link() == link).findFirst();
            Responder<?> handler = handlers.get(message.getClass());
            if (peer.isEmpty() || handler == null) {
                return new Refusal(Refusal.Code.UNSUPPORTED, "nobody here answers that");
            }
            try {
                return answered(handler, peer.get().info(), message);
            } catch (ProblemException e) {
                return Wire.refusal(e.problem());
            } catch (RuntimeException e) {
                log.error("A fault while answering {}", link.node(), e);
                return new Refusal(Refusal.Code.FAULT, "");
            }
        }

        @SuppressWarnings("unchecked") // onMessage pairs each class with a handler of that class
        private <M extends Message> @Nullable Message answered(Responder<?> handler, PeerInfo from, M message) {
            return ((Responder<M>) handler).answer(from, message);
        }

        @Override
        public void ended(Link link, Parting parting) {
            farewells.add(link.pipe(), parting);
            for (LinkTable.Peer peer : table.every()) {
                if (peer.link() == link) {
                    gone(peer, parting);
                }
            }
        }

        private void gone(LinkTable.Peer peer, Parting parting) {
            boolean last = table.remove(peer);
            log.info(
                    "Parted from {} ({}, {}): {}",
                    peer.info().node(),
                    parting.code(),
                    parting.byThem() ? "by them" : "by us",
                    parting.text());
            if (last) {
                watchers.forEach(watcher -> watcher.parted(peer.info(), parting));
            }
        }
    }
}
