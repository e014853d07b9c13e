package org.pluspeer.node.p2p;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.PathSession;
import org.pluspeer.node.p2p.PathSwitch.Path;
import org.pluspeer.node.p2p.path.Check;
import org.pluspeer.node.p2p.path.ControlSeal;
import org.pluspeer.node.p2p.path.Drop;
import org.pluspeer.node.p2p.path.PathAct;
import org.pluspeer.node.p2p.path.PeerPaths;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the ways to linked peers: one {@link PeerPaths} for each. On the socket's event loop but where said. */
final class PathKeeper {
    private static final Logger log = LoggerFactory.getLogger(PathKeeper.class);
    /** What is due within one such stretch is done at its end: one waking for several. */
    private static final long TOGETHER = 50_000_000L;

    private final PathSwitch paths;
    private final ControlPort port;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final Consumer<Address> seek;
    private final Map<Address, PathSession> own = new ConcurrentHashMap<>();
    private final Map<Address, Boolean> direct = new ConcurrentHashMap<>();
    private final Map<Address, Peer> peers = new HashMap<>();
    private final EventLoop loop;
    private volatile @Nullable ScheduledFuture<?> alarm;
    private volatile boolean closed;
    private long alarmAt;

    private static final class Peer {
        private final PathSession theirs;
        private final ControlSeal out;
        private final PeerPaths<Path> ways;
        private final Set<InetSocketAddress> connections = new HashSet<>();
        private long due = Long.MAX_VALUE;

        Peer(PathSession theirs, PeerPaths<Path> ways) {
            this.theirs = theirs;
            this.out = new ControlSeal(theirs);
            this.ways = ways;
        }
    }

    /**
     * @param loop the socket's
     * @param seek is told of peers to whom the way is gone, and who may be reached through a relay
     */
    PathKeeper(RelayCourier.Ground ground, EventLoop loop, Consumer<Address> seek) {
        this.paths = ground.paths();
        this.port = ground.port();
        this.random = ground.random();
        this.nanos = ground.nanos();
        this.seek = seek;
        this.loop = loop;
        paths.onStir(this::stirred);
    }

    /** How a peer's packets to this node are to be marked, the same as long as there is a link. From any thread. */
    PathSession session(Address node) {
        return own.computeIfAbsent(node, of -> port.open((from, type, body) -> take(of, from, type, body)));
    }

    /** Whether what is for a peer goes there directly; null if nothing is known of its ways. From any thread. */
    @Nullable
    Boolean isDirect(Address node) {
        return direct.get(node);
    }

    /**
     * What a peer has offered over a link.
     *
     * @param stable by which QUIC knows it
     * @param offered direct ways
     */
    void offered(Address node, InetSocketAddress stable, PathSession theirs, List<Path> offered) {
        Path now = paths.now(stable);
        if (now == null || !own.containsKey(node)) {
            return;
        }
        Peer known = peers.get(node);
        if (known == null || !known.theirs.equals(theirs)) {
            known = new Peer(theirs, new PeerPaths<>(now, Path::isDirect, random, nanos.getAsLong()));
            peers.put(node, known);
            direct.put(node, now.isDirect());
        }
        known.connections.add(stable);
        paths.follow(stable);
        offer(node, offered);
    }

    /** More ways to a peer. */
    void offer(Address node, List<Path> more) {
        Peer peer = peers.get(node);
        if (peer != null) {
            peer.ways.offered(more, nanos.getAsLong());
            act(node, peer);
        }
    }

    /** A relay is of no more use. */
    void lost(PathSwitch.Courier courier) {
        peers.forEach((node, peer) -> {
            peer.ways.known().stream()
                    .filter(way -> way instanceof PathSwitch.Relayed relayed && relayed.by() == courier)
                    .forEach(peer.ways::lost);
            act(node, peer);
        });
    }

    /** There is no link any more. */
    void forget(Address node) {
        peers.remove(node);
        direct.remove(node);
        PathSession session = own.remove(node);
        if (session != null) {
            port.close(session);
        }
    }

    private void take(Address node, Path from, int type, byte[] body) {
        Peer peer = peers.get(node);
        Check check = type == Check.TYPE ? Check.read(body).orElse(null) : null;
        if (peer == null || check == null) {
            port.drop(peer == null ? Drop.UNKNOWN_SESSION : Drop.MALFORMED);
            return;
        }
        see(peer);
        peer.ways.checked(from, check.ask(), check.echo(), nanos.getAsLong());
        act(node, peer);
    }

    /** Something goes to a peer after a pause: in a moment it shows whether anything comes back. */
    private void stirred(InetSocketAddress stable) {
        long soon = nanos.getAsLong() + PeerPaths.PAUSE;
        for (Peer peer : peers.values()) {
            if (peer.due > soon && peer.connections.contains(stable)) {
                peer.due = soon;
                arm(soon);
            }
        }
    }

    /** Looks at the peers of whom something is due. */
    private void tick() {
        alarm = null;
        long now = nanos.getAsLong();
        for (Map.Entry<Address, Peer> each : List.copyOf(peers.entrySet())) {
            Peer peer = each.getValue();
            if (peer.due <= now) {
                see(peer);
                peer.ways.tick(now);
                act(each.getKey(), peer);
            }
        }
        peers.values().forEach(peer -> arm(peer.due));
    }

    private void arm(long due) {
        ScheduledFuture<?> set = alarm;
        if (closed || (set != null && alarmAt <= due)) {
            return;
        }
        if (set != null) {
            set.cancel(false);
        }
        alarmAt = due;
        alarm = loop.schedule(this::tick, Math.max(0, due - nanos.getAsLong()), TimeUnit.NANOSECONDS);
    }

    /** From any thread. */
    void close() {
        closed = true;
        ScheduledFuture<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
    }

    private void see(Peer peer) {
        for (InetSocketAddress connection : peer.connections) {
            paths.traffic(connection, new PathSwitch.TrafficSeen() {
                @Override
                public void heard(Path path, long at) {
                    peer.ways.heard(path, at);
                }

                @Override
                public void sent(long since, long at) {
                    peer.ways.sent(since, at);
                }
            });
        }
    }

    private void act(Address node, Peer peer) {
        for (PathAct<Path> act : peer.ways.drain()) {
            switch (act) {
                case PathAct.Send<Path>(Path by, long ask, long echo) -> send(peer, by, ask, echo);
                case PathAct.Use<Path>(Path by) -> use(node, peer, by);
                case PathAct.Seek<Path>() -> seek.accept(node);
            }
        }
        peer.due = Math.ceilDiv(peer.ways.due(nanos.getAsLong()), TOGETHER) * TOGETHER;
        arm(peer.due);
    }

    private void send(Peer peer, Path by, long ask, long echo) {
        switch (by) {
            case PathSwitch.Direct direct ->
                paths.send(direct.to(), peer.out.seal(Check.TYPE, new Check(ask, echo, direct.to()).bytes()));
            case PathSwitch.Relayed(PathSwitch.Courier courier, int slot) ->
                courier.pass(
                        slot,
                        io.netty.buffer.Unpooled.wrappedBuffer(
                                peer.out.seal(Check.TYPE, new Check(ask, echo, null).bytes())));
        }
    }

    private void use(Address node, Peer peer, Path by) {
        peer.connections.retainAll(paths.stable());
        for (InetSocketAddress connection : peer.connections) {
            paths.move(connection, by);
        }
        direct.put(node, by.isDirect());
        if (by instanceof PathSwitch.Relayed relayed) {
            // The direct way may have gone with this node's own address, and then the relay has a stale one too.
            relayed.by().lookAgain();
        }
        log.info("What is for {} goes {}", node, by.isDirect() ? "directly to " + by : by.toString());
    }
}
