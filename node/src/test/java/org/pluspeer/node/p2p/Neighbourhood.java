package org.pluspeer.node.p2p;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.key.NodeKey;

/** Nodes in one process that talk over real sockets on loopback. */
final class Neighbourhood implements AutoCloseable {
    static final long CHAIN = 31337;
    static final Address CONTRACT = Address.parse("0x00000000000000000000000000000000000000c0");
    static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);
    /** When every run begins, so that whatever is signed is the same in each, and so is what follows from its hash. */
    static final Instant BEGUN = Instant.parse("2026-11-22T12:00:00Z");

    static final InstantSource CLOCK =
            Clock.offset(Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), BEGUN));

    private final Carriers carriers;
    final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    final RealTime scheduler = new RealTime();
    final PeerNetwork.Ground ground =
            new PeerNetwork.Ground(vertx, scheduler, CLOCK, System::nanoTime, new SecureRandom());
    private final List<AutoCloseable> open = new ArrayList<>();

    Neighbourhood(Carriers carriers) {
        this.carriers = carriers;
    }

    /** A node with its account, listening. */
    record Member(PeerNetwork network, NodeKey key, NodeKey account, HostPort at) {
        Address node() {
            return key.address();
        }
    }

    Member member(int seed) {
        return member(seed, setting(LinkLimits.DEFAULT));
    }

    Member member(int seed, PeerSetting setting) {
        NodeKey key = key(seed);
        NodeKey account = key(seed + 100);
        return member(key, account, setting, binding(account, key.address(), 1));
    }

    Member member(NodeKey key, NodeKey account, PeerSetting setting, @Nullable NodeBinding binding) {
        PeerNetwork network = PeerNetwork.over(carriers, key, setting, () -> binding, ground);
        open.add(network);
        return new Member(network, key, account, network.start(ANY_PORT));
    }

    /** A node that listens there. */
    PeerNetwork listening(int seed, HostPort at) {
        PeerNetwork network = PeerNetwork.over(carriers, key(seed), setting(LinkLimits.DEFAULT), () -> null, ground);
        open.add(network);
        network.start(at);
        return network;
    }

    /** Someone who has an identity and writes whatever bytes it likes. */
    Carrier stranger(int seed) {
        return stranger(seed, patient());
    }

    Carrier stranger(int seed, LinkLimits limits) {
        NodeKey key = key(seed);
        Carrier carrier = carriers.open(
                NodeCertificate.issue(key.address(), key::sign, CLOCK.instant(), ground.random()),
                limits,
                new Tally(),
                ground);
        open.add(carrier);
        return carrier;
    }

    static PeerSetting setting(LinkLimits limits) {
        return new PeerSetting(CHAIN, CONTRACT, "test/1", List.of(), AddressPolicy.THIS_MACHINE, limits);
    }

    /** Defaults, but who is dialled may be as slow as a machine that does much else. */
    static LinkLimits patient() {
        LinkLimits d = LinkLimits.DEFAULT;
        Duration minutes = Duration.ofMinutes(2);
        return new LinkLimits(
                minutes,
                minutes,
                d.pingAfter(),
                d.silence(),
                d.stall(),
                d.outboundBytes(),
                d.ownRequests(),
                d.theirRequests(),
                d.messagesPerSecond(),
                d.burst(),
                d.neighbours(),
                d.links(),
                d.linksOfRange(),
                d.greeting());
    }

    /** Defaults, but for a few that tests don't want to wait for. */
    static LinkLimits hasty(Duration hello, Duration pingAfter, Duration silence, Duration stall) {
        LinkLimits d = LinkLimits.DEFAULT;
        return new LinkLimits(
                d.connect(),
                hello,
                pingAfter,
                silence,
                stall,
                d.outboundBytes(),
                d.ownRequests(),
                d.theirRequests(),
                d.messagesPerSecond(),
                d.burst(),
                d.neighbours(),
                d.links(),
                d.linksOfRange(),
                d.greeting());
    }

    static NodeKey key(int seed) {
        byte[] entropy = new byte[32];
        Arrays.fill(entropy, (byte) seed);
        entropy[0] = 1;
        entropy[31] = (byte) (seed >> 8);
        return NodeKey.generate(entropy);
    }

    static NodeBinding binding(NodeKey account, Address node, long sequence) {
        long until = CLOCK.instant().getEpochSecond() + 3600;
        return signed(account, account.address(), node, sequence, until);
    }

    static NodeBinding signed(NodeKey signer, Address account, Address node, long sequence, long until) {
        return new NodeBinding(
                account,
                node,
                sequence,
                until,
                signer.sign(Eip712.digest(NodeBinding.DOMAIN, NodeBinding.struct(account, node, sequence, until))));
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        scheduler.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    }
}
