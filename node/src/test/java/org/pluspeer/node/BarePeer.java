package org.pluspeer.node;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.node.p2p.AddressPolicy;
import org.pluspeer.node.p2p.Carriers;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.LinkLimits;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.node.p2p.PeerSetting;
import org.pluspeer.node.p2p.RealTime;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.key.NodeKey;

/** Somebody with an account and a link to a node, who says whatever a test lets it say. */
final class BarePeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final RealTime time = new RealTime();
    private final NodeKey account;
    private final PeerNetwork network;
    private final PeerInfo other;

    private BarePeer(NodeKey node, NodeKey account, Address exchange, long chain, HostPort at) {
        this.account = account;
        InstantSource clock = InstantSource.system();
        PeerSetting setting =
                new PeerSetting(chain, exchange, "bare/1", List.of(), AddressPolicy.THIS_MACHINE, LinkLimits.DEFAULT);
        NodeBinding binding = binding(account, node.address(), clock);
        this.network = PeerNetwork.over(
                Carriers.BOTH,
                node,
                setting,
                () -> binding,
                new PeerNetwork.Ground(vertx, time, clock, System::nanoTime, new SecureRandom()));
        network.start(new HostPort("127.0.0.1", 0));
        this.other = network.connect(at);
    }

    /** @param at where the node listens */
    static BarePeer dial(HostPort at, Address exchange, long chain) {
        SecureRandom random = new SecureRandom();
        return new BarePeer(key(random), key(random), exchange, chain, at);
    }

    private static NodeKey key(SecureRandom random) {
        byte[] entropy = new byte[32];
        random.nextBytes(entropy);
        return NodeKey.generate(entropy);
    }

    private static NodeBinding binding(NodeKey account, Address node, InstantSource clock) {
        long until = clock.instant().getEpochSecond() + 24 * 3600;
        return new NodeBinding(
                account.address(),
                node,
                1,
                until,
                account.sign(Eip712.digest(NodeBinding.DOMAIN, NodeBinding.struct(account.address(), node, 1, until))));
    }

    Address account() {
        return account.address();
    }

    /** What it is answered, refusals too. */
    Message ask(Message message) {
        return network.converse(other.node(), message, PATIENCE);
    }

    @Override
    public void close() {
        network.close();
        time.close();
        account.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
    }
}
