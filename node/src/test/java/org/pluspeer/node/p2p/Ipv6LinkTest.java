package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.ReachReply.Outcome;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/** Links by IPv6, and both families on one port: Java's 0.0.0.0 is every address of both, as :: is. */
class Ipv6LinkTest {
    private static final HostPort EVERYWHERE = new HostPort("::", 0);

    @BeforeAll
    static void thereIsIpv6() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::1", 0))) {
            assumeTrue(socket.isBound());
        } catch (IOException e) {
            assumeTrue(false, "skipped: this machine has no IPv6");
        }
    }

    @ParameterizedTest
    @EnumSource(Carriers.class)
    void aNodeThatListensEverywhereIsReachedByEitherFamily(Carriers carriers) throws Exception {
        try (Neighbourhood here = new Neighbourhood(carriers)) {
            PeerNetwork open = here.listening(1, EVERYWHERE);
            open.onMessage(BlocksRequest.class, (from, ask) -> new Acknowledged());
            int port = open.listening().orElseThrow().port();
            PeerNetwork six = here.listening(2, new HostPort("0.0.0.0", 0));
            PeerInfo by6 = six.connect(new HostPort("::1", port), open.self());
            assertEquals("[0:0:0:0:0:0:0:1]:" + port, by6.address().toString());
            assertTrue(
                    six.request(open.self(), new BlocksRequest(Hash32.ZERO, 0, 1), Duration.ofMinutes(1))
                            instanceof Acknowledged);
            PeerNetwork four = here.listening(3, EVERYWHERE);
            PeerInfo by4 = four.connect(new HostPort("127.0.0.1", port), open.self());
            assertEquals("127.0.0.1:" + port, by4.address().toString());
            Eventually.holds("both are linked", () -> open.peers().size() == 2);
            assertTrue(
                    open.peers().stream().anyMatch(peer -> peer.address().host().equals("0:0:0:0:0:0:0:1")));
            assertTrue(
                    open.peers().stream().anyMatch(peer -> peer.address().host().equals("127.0.0.1")));
        }
    }

    @ParameterizedTest
    @EnumSource(Carriers.class)
    void aNodeIsDialledBackByIpv6(Carriers carriers) throws Exception {
        try (Neighbourhood here = new Neighbourhood(carriers)) {
            PeerNetwork open = here.listening(1, new HostPort("::1", 0));
            Member other = here.member(2);
            Trial trial = other.network().tries(open.listening().orElseThrow(), open.self());
            assertEquals(carriers == Carriers.TCP ? Outcome.UNTRIED : Outcome.REACHED, trial.udp());
            assertEquals(carriers == Carriers.QUIC ? Outcome.UNTRIED : Outcome.REACHED, trial.tcp());
        }
    }
}
