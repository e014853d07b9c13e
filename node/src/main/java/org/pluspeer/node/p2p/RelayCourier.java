package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.RelayGrant;
import org.pluspeer.market.wire.RelayPacket;
import org.pluspeer.node.p2p.path.Check;
import org.pluspeer.node.p2p.path.ControlSeal;
import org.pluspeer.node.p2p.path.Drop;
import org.pluspeer.node.p2p.path.RelayLeg;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/** A relay that this node uses: by UDP where that comes through, else over the link with it. */
final class RelayCourier implements PathSwitch.Courier {
    private final Address relay;
    private final int slot;
    private final @Nullable InetSocketAddress udp;
    private final ControlSeal out;
    private final PathSwitch paths;
    private final ControlPort port;
    private final LongSupplier nanos;
    private final BiConsumer<Address, Message> link;
    private final RelayLeg leg;
    private volatile @Nullable InetSocketAddress seen;
    private volatile Runnable onSeen = () -> {};

    /** What it stands on; {@code link} says something to a node and never blocks. */
    record Ground(
            PathSwitch paths,
            ControlPort port,
            SecureRandom random,
            LongSupplier nanos,
            BiConsumer<Address, Message> link) {}

    /** @param udp where the relay takes datagrams; null if only over the link */
    RelayCourier(Address relay, RelayGrant grant, @Nullable InetSocketAddress udp, Ground ground) {
        this.relay = relay;
        this.slot = grant.slot();
        this.udp = udp;
        this.out = new ControlSeal(grant.session());
        this.paths = ground.paths();
        this.port = ground.port();
        this.nanos = ground.nanos();
        this.link = ground.link();
        this.leg = new RelayLeg(ground.random(), nanos.getAsLong());
    }

    @Override
    public Address relay() {
        return relay;
    }

    /** By which the relay knows this node. */
    int slot() {
        return slot;
    }

    /** Where the relay sees this node's socket; null before it has said so. */
    @Nullable
    InetSocketAddress seen() {
        return seen;
    }

    /** Called on the event loop whenever the relay sees this node's socket elsewhere. */
    void onSeen(Runnable hears) {
        onSeen = hears;
    }

    /** On the event loop. */
    void tick() {
        long number = udp == null ? 0 : leg.tick(nanos.getAsLong());
        if (number != 0) {
            check(new Check(number, 0, null));
        }
    }

    @Override
    public void lookAgain() {
        if (udp != null) {
            check(new Check(leg.ask(nanos.getAsLong()), 0, null));
        }
    }

    private void check(Check check) {
        InetSocketAddress to = udp;
        if (to != null) {
            paths.send(to, out.seal(Check.TYPE, check.bytes()));
        }
    }

    @Override
    public void pass(int to, ByteBuf datagram) {
        byte[] bytes = new byte[datagram.readableBytes()];
        datagram.readBytes(bytes);
        datagram.release();
        pass(new RelayPacket(false, to, bytes));
    }

    /** On the event loop. */
    void pass(RelayPacket packet) {
        InetSocketAddress by = udp;
        if (by != null && leg.isUp()) {
            paths.send(by, out.seal(RelayFrames.TYPE, RelayFrames.body(packet)));
        } else {
            link.accept(relay, packet);
        }
    }

    /** A genuine packet of the relay's, by UDP. */
    void take(PathSwitch.Path from, int type, byte[] body) {
        switch (type) {
            case Check.TYPE -> Check.read(body).ifPresentOrElse(this::checked, () -> port.drop(Drop.MALFORMED));
            case RelayFrames.TYPE -> {
                try {
                    arrived(RelayFrames.packet(body, true));
                } catch (MalformedException e) {
                    port.drop(Drop.MALFORMED);
                }
            }
            default -> port.drop(Drop.MALFORMED);
        }
    }

    private void checked(Check check) {
        if (check.echo() != 0
                && leg.echoed(check.echo())
                && check.seen() != null
                && !check.seen().equals(seen)) {
            seen = check.seen();
            onSeen.run();
        }
        if (check.ask() != 0) {
            check(new Check(0, check.ask(), null));
        }
    }

    /** Somebody's datagram, which the relay has passed on. On the event loop. */
    void arrived(RelayPacket packet) {
        if (packet.datagram().length > 0) {
            paths.arrived(new PathSwitch.Relayed(this, packet.slot()), Unpooled.wrappedBuffer(packet.datagram()));
        }
    }
}
