package org.pluspeer.node.p2p;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Find;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.NodePut;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderPut;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.find.Act;
import org.pluspeer.node.p2p.find.Caller;
import org.pluspeer.node.p2p.find.FindLimits;
import org.pluspeer.node.p2p.find.Finder;
import org.pluspeer.node.p2p.find.Finding;
import org.pluspeer.node.p2p.find.Position;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds peers that nobody named, by a {@link Finder} over the links, and sees to it that this node has some. A link
 * that was dialled for one question alone is let go when it has been of no use for a while.
 */
public final class PeerFinder implements PeerNetwork.Watcher, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeerFinder.class);
    private static final Duration TICK = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration LINGER = Duration.ofSeconds(40);
    private static final int QUESTIONS = 16;

    private final PeerNetwork network;
    private final Voice voice;
    private final AddressPolicy policy;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final RecordDialler dialler;
    private final Company company;
    private final Finder finder;
    private final ReentrantLock turn = new ReentrantLock();
    private final Semaphore questions = new Semaphore(QUESTIONS);
    private final Map<Long, CompletableFuture<Finding>> open = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();
    private volatile List<NodeAddress> ownAddresses = List.of();
    private volatile boolean closed;

    /**
     * What a node's finder speaks with.
     *
     * @param binding the account's latest statement for this node; null while there is none
     */
    public record Voice(NodeKey key, Supplier<@Nullable NodeBinding> binding) {}

    /** @param known where the nodes of the last run are kept */
    public PeerFinder(
            PeerNetwork network, Voice voice, PeerSetting setting, KnownPeers known, PeerNetwork.Ground ground) {
        this.network = network;
        this.voice = voice;
        this.policy = setting.named();
        this.scheduler = ground.scheduler();
        this.clock = ground.clock();
        this.dialler = new RecordDialler(network, policy, clock, this::recordOf);
        this.company = new Company(network, dialler, known, ground.random());
        NodeKey key = voice.key();
        this.finder = new Finder(key.address(), key::sign, dialler::mayDial, FindLimits.DEFAULT, ground.random());
    }

    /** To be called before the network starts, so that no peer comes unseen. */
    public void start() {
        network.onMessage(Find.class, this::answer);
        network.onMessage(NodePut.class, this::answer);
        network.onMessage(ProviderPut.class, this::answer);
        network.watch(this);
        network.reach().lookElsewhere(this::reach);
    }

    /** A link with a node that speaks for an account, as the table has it. */
    private Optional<PeerInfo> reach(Address account, List<String> tried) {
        for (NodeRecord record : speakersFor(account, LOOK)) {
            try {
                PeerInfo peer = reach(record);
                if (Objects.equals(account, peer.account())) {
                    return Optional.of(peer);
                }
                tried.add(peer.node() + " does not speak for " + account);
            } catch (ProblemException e) {
                tried.add(e.problem().detail());
            }
        }
        return Optional.empty();
    }

    /**
     * A link with a node that was found: the one that there is or a new one, directly or through a relay. Blocks.
     *
     * @throws ProblemException PEER_UNREACHABLE, WRONG_PEER, PEER_REFUSED
     */
    public PeerInfo reach(NodeRecord record) {
        return network.peer(record.node()).orElseGet(() -> dialler.dial(record.node(), record.addresses()));
    }

    private Optional<NodeRecord> recordOf(Address node) {
        return snapshot().stream()
                .filter(record -> record.node().equals(node))
                .findFirst()
                .or(() -> find(Find.Kind.NODES, Position.ofNode(node), 0, LOOK).nearest().stream()
                        .filter(record -> record.node().equals(node))
                        .findFirst());
    }

    /** Looks for company; to be called when the network listens. */
    public void begin() {
        network.routes().ifPresent(routes -> {
            routes.listensAt(() -> ownAddresses);
            routes.relays().onChange(() -> {
                tell();
                look();
            });
        });
        network.listening().ifPresent(at -> tell(Origins.ofListener(at, policy::allows)));
        List<NodeRecord> last = company.ofLastRun(now());
        look();
        scheduler.after(Duration.ZERO, () -> company.mingle(last));
        scheduler.after(TICK, this::tick);
    }

    /**
     * Where this node can be dialled from now on, best first, if it isn't what the machine itself knows. Names, and
     * addresses that its own policy forbids, are left out. Others believe only the address that its links come from.
     */
    public void listenAt(List<HostPort> addresses) {
        tell(addresses.stream()
                .flatMap(address -> Origins.address(address).stream())
                .toList());
    }

    private void tell(List<NodeAddress> addresses) {
        int tls = network.tlsPort();
        ownAddresses = addresses.stream()
                .filter(dialler::mayDial)
                .flatMap(at -> tls == 0 ? Stream.of(at) : Stream.of(at, new NodeAddress(at.kind(), at.number(), tls)))
                .distinct()
                .toList();
        tell();
        network.routes().ifPresent(Routes::addressesChanged);
    }

    /** Directly, or else through relays. */
    private void tell() {
        List<NodeAddress> direct = ownAddresses;
        List<NodeAddress> said = direct.isEmpty()
                ? network.routes()
                        .map(routes -> routes.relays().ids().stream()
                                .map(NodeAddress::through)
                                .toList())
                        .orElse(List.of())
                : direct;
        inTurn(() -> finder.listenAt(said));
    }

    /** The contents that this node serves from now on, for those who look for them by their roots. */
    public void serve(Set<Hash32> roots) {
        inTurn(() -> finder.serve(roots));
        look();
    }

    /**
     * The nodes that answer for an account by its latest statement. Blocks.
     *
     * @return empty if none was found in time
     */
    public List<NodeRecord> speakersFor(Address account, Duration limit) {
        List<NodeRecord> all = find(Find.Kind.ACCOUNT, Position.ofAccount(account), 1, limit).speakers().stream()
                .filter(record ->
                        record.binding() != null && record.binding().account().equals(account))
                .sorted(Comparator.comparingLong(PeerFinder::sequence).reversed())
                .toList();
        return all.stream()
                .filter(record -> sequence(record) == sequence(all.getFirst()))
                .toList();
    }

    /**
     * The nodes that say that they serve a content. Blocks.
     *
     * @param enough of them to stop looking
     * @return empty if none was found in time
     */
    public List<ProviderRecord> providersOf(Hash32 contentRoot, int enough, Duration limit) {
        return find(Find.Kind.CONTENT, Position.ofContent(contentRoot), enough, limit).providers().stream()
                .filter(record -> record.contentRoot().equals(contentRoot))
                .toList();
    }

    /** Where a node that was found can be dialled, as far as this node may. */
    public List<HostPort> addresses(NodeRecord record) {
        return dialler.dialable(record.addresses());
    }

    /** Nodes in this node's table. */
    public int known() {
        return snapshot().size();
    }

    @Override
    public void linked(PeerInfo peer) {
        inTurn(() -> finder.linked(peer.node(), now()));
    }

    @Override
    public void parted(PeerInfo peer, Parting parting) {
        // What it was asked fails by itself, and it stays in the table until it doesn't answer.
        dialler.parted(peer.node(), parting);
    }

    /** Looks no more, and keeps what it knows for the next start. */
    @Override
    public void close() {
        closed = true;
        dialler.close();
        company.save(snapshot());
        open.values().forEach(waiting -> waiting.complete(Finding.NOTHING));
    }

    private Finding find(Find.Kind kind, Position goal, int wanted, Duration limit) {
        long ticket = tickets.incrementAndGet();
        CompletableFuture<Finding> result = new CompletableFuture<>();
        open.put(ticket, result);
        try {
            inTurn(() -> finder.find(ticket, kind, goal, wanted, now()));
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Finding.NOTHING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.NOTHING;
        } finally {
            open.remove(ticket);
        }
    }

    private @Nullable Message answer(PeerInfo from, Message question) {
        return inTurn(() -> finder.answer(caller(from), question, now()));
    }

    private void tick() {
        if (closed) {
            return;
        }
        look();
        company.saveNowAndThen(snapshot(), now());
        company.mingle(snapshot());
        scheduler.after(TICK, this::tick);
    }

    private void look() {
        NodeBinding binding = voice.binding().get();
        inTurn(() -> {
            if (binding != null) {
                finder.speakFor(binding);
            }
            finder.tick(now());
        });
    }

    private List<NodeRecord> snapshot() {
        turn.lock();
        try {
            return finder.known();
        } finally {
            turn.unlock();
        }
    }

    private void inTurn(Runnable step) {
        inTurn(() -> {
            step.run();
            return null;
        });
    }

    private @Nullable Message inTurn(Supplier<@Nullable Message> step) {
        List<Act> acts;
        Message reply;
        turn.lock();
        try {
            reply = step.get();
            acts = finder.drain();
        } finally {
            turn.unlock();
        }
        acts.forEach(this::perform);
        return reply;
    }

    private void perform(Act act) {
        switch (act) {
            case Act.Done(long ticket, Finding finding) -> {
                CompletableFuture<Finding> waiting = open.get(ticket);
                if (waiting != null) {
                    waiting.complete(finding);
                }
            }
            case Act.Ask ask -> Thread.ofVirtual().name("peer-find").start(() -> ask(ask));
        }
    }

    private void ask(Act.Ask ask) {
        questions.acquireUninterruptibly();
        try {
            PeerInfo peer = network.peer(ask.node()).orElse(null);
            if (peer == null) {
                peer = dialler.dial(ask.node(), ask.addresses());
                scheduler.after(LINGER, () -> network.reach().letGo(ask.node()));
            }
            Caller there = caller(peer);
            Message reply = network.converse(ask.node(), ask.question(), ANSWER);
            inTurn(() -> finder.replied(ask.id(), there, reply, now()));
        } catch (ProblemException e) {
            log.debug("{} was not found: {}", ask.node(), e.problem().detail());
            inTurn(() -> finder.failed(ask.id(), now()));
        } finally {
            questions.release();
        }
    }

    private static Caller caller(PeerInfo peer) {
        return new Caller(
                peer.node(),
                Origins.address(peer.address()).map(NodeAddress::ip).orElse(new byte[0]));
    }

    private static long sequence(NodeRecord record) {
        NodeBinding binding = record.binding();
        return binding == null ? 0 : binding.sequence();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
