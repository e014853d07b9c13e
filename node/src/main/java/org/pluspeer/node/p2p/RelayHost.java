package org.pluspeer.node.p2p;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PathSession;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.RelayCall;
import org.pluspeer.market.wire.RelayCalled;
import org.pluspeer.market.wire.RelayGrant;
import org.pluspeer.market.wire.RelayPacket;
import org.pluspeer.market.wire.RelayRequest;
import org.pluspeer.node.p2p.path.Check;
import org.pluspeer.node.p2p.path.ControlSeal;
import org.pluspeer.node.p2p.path.Drop;
import org.pluspeer.node.p2p.path.RelayDesk;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node as a relay for others: passes on what it can't read, to those who have a link with it. */
final class RelayHost {
    private static final Logger log = LoggerFactory.getLogger(RelayHost.class);

    private final RelayDesk<InetSocketAddress> desk;
    private final PathSwitch paths;
    private final ControlPort port;
    private final int udpPort;
    private final LongSupplier nanos;
    private final BiConsumer<Address, Message> link;
    private final Map<Address, Served> served = new HashMap<>();

    private record Served(RelayDesk.Client<InetSocketAddress> client, ControlSeal out, PathSession in) {}

    /** @param udpPort where this node takes datagrams */
    RelayHost(RelayDesk<InetSocketAddress> desk, RelayCourier.Ground ground, int udpPort) {
        this.desk = desk;
        this.paths = ground.paths();
        this.port = ground.port();
        this.udpPort = udpPort;
        this.nanos = ground.nanos();
        this.link = ground.link();
    }

    synchronized Message answer(PeerInfo from, RelayRequest request) {
        if (from.address().isThroughRelay()) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "no relay beyond a relay");
        }
        var admitted = desk.admit(from.node(), Origins.group(from.address()), nanos.getAsLong());
        if (admitted.isEmpty()) {
            return new Refusal(Refusal.Code.BUSY, "this relay serves as many as it can");
        }
        leave(served.get(from.node()));
        RelayDesk.Client<InetSocketAddress> client = admitted.get();
        PathSession in = port.open((path, type, body) -> take(client, path, type, body));
        served.put(from.node(), new Served(client, new ControlSeal(request.session()), in));
        log.info("Relaying for {} at {}", from.node(), from.address());
        return new RelayGrant(in, client.slot(), udpPort, desk.rate());
    }

    synchronized Message answer(RelayCall call) {
        return desk.of(call.node())
                .<Message>map(client -> new RelayCalled(client.slot()))
                .orElseGet(() -> new Refusal(Refusal.Code.NOT_FOUND, "this relay does not serve that node"));
    }

    /** A client's link has ended. */
    synchronized void parted(Address node) {
        desk.leave(node);
        leave(served.remove(node));
    }

    private void leave(@org.jspecify.annotations.Nullable Served gone) {
        if (gone != null) {
            port.close(gone.in());
        }
    }

    private synchronized void take(
            RelayDesk.Client<InetSocketAddress> client, PathSwitch.Path by, int type, byte[] body) {
        if (!(by instanceof PathSwitch.Direct direct)) {
            port.drop(Drop.WRONG_ADDRESS);
            return;
        }
        InetSocketAddress from = direct.to();
        switch (type) {
            case Check.TYPE ->
                Check.read(body)
                        .ifPresentOrElse(check -> checked(client, from, check), () -> port.drop(Drop.MALFORMED));
            case RelayFrames.TYPE -> {
                try {
                    pass(client, from, RelayFrames.packet(body, false));
                } catch (MalformedException e) {
                    port.drop(Drop.MALFORMED);
                }
            }
            default -> port.drop(Drop.MALFORMED);
        }
    }

    private void checked(RelayDesk.Client<InetSocketAddress> client, InetSocketAddress from, Check check) {
        long ask = desk.checked(client, from, check.echo());
        Served to = served.get(client.node());
        if (check.ask() != 0 && to != null) {
            paths.send(from, to.out().seal(Check.TYPE, new Check(ask, check.ask(), from).bytes()));
        }
    }

    /** A client's datagram, over its link. */
    synchronized void passed(Address node, RelayPacket packet) {
        desk.of(node).ifPresentOrElse(client -> pass(client, null, packet), () -> port.drop(Drop.UNKNOWN_SESSION));
    }

    private void pass(
            RelayDesk.Client<InetSocketAddress> from,
            @org.jspecify.annotations.Nullable InetSocketAddress by,
            RelayPacket packet) {
        RelayDesk.Verdict<InetSocketAddress> verdict =
                desk.pass(from, by, packet.slot(), packet.datagram().length, nanos.getAsLong());
        RelayDesk.Client<InetSocketAddress> to = verdict.to();
        Served there = to == null ? null : served.get(to.node());
        if (to == null || there == null) {
            port.drop(verdict.drop() == null ? Drop.UNKNOWN_SLOT : verdict.drop());
            return;
        }
        RelayPacket onwards = new RelayPacket(true, from.slot(), packet.datagram());
        InetSocketAddress proven = to.proven();
        if (proven != null) {
            paths.send(proven, there.out().seal(RelayFrames.TYPE, RelayFrames.body(onwards)));
        } else {
            link.accept(to.node(), onwards);
        }
    }
}
