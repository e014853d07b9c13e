package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

class LinkTableTest {
    private static final Scheduler NEVER = (Duration delay, Runnable task) -> () -> {};

    private final LinkLimits limits = LinkLimits.DEFAULT.withLinks(6, 2, 3);
    private final LinkTable table = new LinkTable(Neighbourhood.key(1).address(), limits);
    private int last = 10;

    @Test
    void oneRangeOfAddressesGetsOnlySoManyPlaces() {
        assertEquals(null, called("203.0.113.1").refused());
        assertNull(called("203.0.113.2").refused());
        LinkTable.Dismissal refused = called("203.0.113.3").refused();
        assertEquals(Bye.Reason.TOO_MANY_PEERS, refused == null ? null : refused.reason());
        assertNull(called("203.0.114.1").refused(), "another range has places of its own");
        assertNull(dialled("203.0.113.4").refused(), "whom this side dials it has chosen itself");
    }

    @Test
    void oneHomeOfIpv6IsOneRangeAndTheMachinesOfALanAreNot() {
        assertNull(called("2001:db8:1:1::1").refused());
        assertNull(called("2001:db8:1:2::1").refused());
        assertEquals(1, called("2001:db8:1:3::1").refused() == null ? 0 : 1);
        for (int i = 1; i <= 3; i++) {
            assertNull(called("192.168.1." + i).refused());
        }
    }

    /** Who has many addresses, and keeps all its links busy, does not shut a node in. */
    @Test
    void callersLeaveRoomForThoseWhomTheNodeChooses() {
        int callers = limits.links() - limits.links() / 4;
        for (int i = 0; i < callers; i++) {
            assertNull(called("5." + i + ".1.1").refused());
        }
        LinkTable.Dismissal refused = called("6.6.6.6").refused();
        assertEquals(Bye.Reason.TOO_MANY_PEERS, Objects.requireNonNull(refused).reason());
        for (int i = callers; i < limits.links(); i++) {
            assertNull(dialled("7." + i + ".1.1").refused());
        }
        refused = dialled("8.8.8.8").refused();
        assertEquals(Bye.Reason.TOO_MANY_PEERS, Objects.requireNonNull(refused).reason());
    }

    private LinkTable.Admission called(String from) {
        return table.admit(peer(from, false));
    }

    private LinkTable.Admission dialled(String to) {
        return table.admit(peer(to, true));
    }

    private LinkTable.Peer peer(String host, boolean dialled) {
        Address node = Neighbourhood.key(last++).address();
        HostPort at = new HostPort(host, 4000 + last);
        Link link = new Link(
                new Mute(node, at, dialled), new Link.Toolbox(limits, NEVER, () -> 0, Stranger::hello), new Deaf());
        return new LinkTable.Peer(
                link, new PeerInfo(node, null, at, "tcp", List.of(), "test", dialled, Instant.ofEpochSecond(last)));
    }

    /** Nothing comes, nothing goes. */
    private record Mute(Address node, HostPort remote, boolean dialled) implements Pipe {
        @Override
        public Hash32 process() {
            return Hash32.ZERO;
        }

        @Override
        public String carrier() {
            return "tcp";
        }

        @Override
        public void open(Receiver receiver) {}

        @Override
        public void write(Buffer bytes, Runnable gone) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {}
    }

    private static final class Deaf implements LinkHolder {
        @Override
        public void passed(Link link, org.pluspeer.market.wire.RelayPacket packet) {}

        @Override
        public @Nullable Message answer(Link link, Message message) {
            return null;
        }

        @Override
        public void ended(Link link, Parting parting) {}
    }
}
