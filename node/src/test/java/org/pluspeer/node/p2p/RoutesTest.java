package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.market.wire.PathSession;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.RelayCall;
import org.pluspeer.market.wire.RelayGrant;
import org.pluspeer.market.wire.RelayPacket;
import org.pluspeer.market.wire.RelayRequest;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.path.Check;
import org.pluspeer.node.p2p.path.ControlSeal;
import org.pluspeer.node.p2p.path.Drop;
import org.pluspeer.node.p2p.path.RelayLimits;
import org.pluspeer.wallet.eth.Hash32;

/** Two nodes that meet through a relay over real sockets, and what can be done to them and to it. */
@Timeout(600)
class RoutesTest {
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final RelayTown town = new RelayTown(Carriers.BOTH);
    private Neighbourhood.Member relay;
    private Neighbourhood.Member seller;
    private Neighbourhood.Member buyer;

    @BeforeEach
    void open() {
        relay = town.relay(1, RelayTown.LIMITS);
        seller = town.home(2);
        buyer = town.home(3);
    }

    @AfterEach
    void close() throws Exception {
        town.close();
    }

    private static Routes routes(Neighbourhood.Member member) {
        return member.network().routes().orElseThrow();
    }

    private void meet() {
        seller.network().connect(relay.at(), relay.node());
        Eventually.holds("the seller has a relay", () -> routes(seller).relays().uses(relay.node()));
        buyer.network().connect(relay.at(), relay.node());
        PeerInfo met = routes(buyer).relays().dial(seller.node(), relay.node());
        assertEquals(seller.node(), met.node());
        assertTrue(met.address().isThroughRelay(), "an address of the relay's proves nothing about the seller");
    }

    private static boolean isDirect(Neighbourhood.Member from, Neighbourhood.Member to) {
        return from.network().isDirect(from.network().peer(to.node()).orElseThrow());
    }

    private void untilDirect(boolean direct) {
        Eventually.holds(
                direct ? "both are direct" : "both go through the relay",
                () -> isDirect(buyer, seller) == direct && isDirect(seller, buyer) == direct);
    }

    private RelayTown.Wall[] wallBetweenHomes() {
        RelayTown.Wall[] walls = {RelayTown.Wall.before(seller), RelayTown.Wall.before(buyer)};
        walls[0].shut.add(buyer.at().port());
        walls[1].shut.add(seller.at().port());
        return walls;
    }

    @Test
    void twoThatMeetThroughARelayGoDirectAndTheRelaySeesNoMoreOfThem() {
        RelayTown.Wall wall = RelayTown.Wall.before(seller);
        meet();
        untilDirect(true);
        long before = wall.sentTo(relay.at().port());
        for (int i = 0; i < 8; i++) {
            RelayTown.fetch(seller, buyer, i);
        }
        long direct = wall.sentTo(buyer.at().port());
        assertTrue(direct > 8L * RelayTown.BLOCK, direct + " bytes went directly");
        long relayed = wall.sentTo(relay.at().port()) - before;
        assertTrue(relayed < RelayTown.BLOCK, relayed + " bytes went to the relay");
    }

    @Test
    void whereNoDirectWayOpensTheRelayCarriesEverything() {
        RelayTown.Wall[] walls = wallBetweenHomes();
        meet();
        for (int i = 0; i < 8; i++) {
            RelayTown.fetch(seller, buyer, i);
        }
        assertFalse(isDirect(buyer, seller));
        assertTrue(walls[0].sentTo(relay.at().port()) > 8L * RelayTown.BLOCK);
    }

    @Test
    void aTransferGoesOnThroughTheRelayWhileTheDirectWayIsCutAndComesBack() {
        RelayTown.Wall[] walls = {RelayTown.Wall.before(seller), RelayTown.Wall.before(buyer)};
        meet();
        untilDirect(true);
        walls[0].shut.add(buyer.at().port());
        walls[1].shut.add(seller.at().port());
        for (int i = 0; i < 4; i++) {
            RelayTown.fetch(seller, buyer, i);
        }
        untilDirect(false);
        walls[0].shut.clear();
        walls[1].shut.clear();
        RelayTown.fetch(seller, buyer, 4);
        untilDirect(true);
        RelayTown.fetch(seller, buyer, 5);
        assertEquals(
                1,
                buyer.network().peers().stream()
                        .filter(p -> p.node().equals(seller.node()))
                        .count());
    }

    @Test
    void aLinkThatBeganDirectFindsARelayWhenItsWayIsCut() {
        seller.network().connect(relay.at(), relay.node());
        Eventually.holds("the seller has a relay", () -> routes(seller).relays().uses(relay.node()));
        buyer.network().connect(relay.at(), relay.node());
        Eventually.holds("the buyer has a relay", () -> routes(buyer).relays().uses(relay.node()));
        buyer.network().connect(seller.at(), seller.node());
        assertTrue(isDirect(buyer, seller));
        Eventually.holds(
                "both know the other's ways",
                () -> routes(buyer).canMove(seller.node()) && routes(seller).canMove(buyer.node()));
        wallBetweenHomes();
        for (int i = 0; i < 4; i++) {
            RelayTown.fetch(seller, buyer, i);
        }
        assertFalse(isDirect(buyer, seller));
    }

    @Test
    void aNodeWithoutUdpIsReachedThroughItsLinkWithTheRelay() {
        RelayTown.Wall walled = RelayTown.Wall.before(seller);
        walled.shut.add(relay.at().port());
        walled.shut.add(buyer.at().port());
        meet();
        assertEquals("tcp", seller.network().peer(relay.node()).orElseThrow().carrier());
        for (int i = 0; i < 4; i++) {
            RelayTown.fetch(seller, buyer, i);
            RelayTown.fetch(buyer, seller, i);
        }
        assertFalse(isDirect(buyer, seller));
    }

    @Test
    void aRelayServesOnlySoMany() {
        Neighbourhood.Member small = town.relay(8, new RelayLimits(1, 1, 1 << 20, 1 << 20));
        seller.network().connect(small.at(), small.node());
        Eventually.holds("the seller is served", () -> routes(seller).relays().uses(small.node()));
        buyer.network().connect(small.at(), small.node());
        Refusal refusal = (Refusal)
                buyer.network().converse(small.node(), new RelayRequest(new PathSession(7, Hash32.ZERO)), ANSWER);
        assertEquals(Refusal.Code.BUSY, refusal.code());
        Refusal unknown = (Refusal) buyer.network().converse(small.node(), new RelayCall(relay.node()), ANSWER);
        assertEquals(Refusal.Code.NOT_FOUND, unknown.code());
    }

    @Test
    void aNodeThatRelaysForNobodySaysSo() {
        buyer.network().connect(seller.at(), seller.node());
        Refusal refusal = (Refusal)
                buyer.network().converse(seller.node(), new RelayRequest(new PathSession(7, Hash32.ZERO)), ANSWER);
        assertEquals(Refusal.Code.UNSUPPORTED, refusal.code());
        assertThrows(ProblemException.class, () -> routes(buyer).relays().dial(relay.node(), seller.node()));
    }

    @Test
    void forgedAndReplayedPacketsAreDroppedWithoutAWordAndCounted() throws Exception {
        RelayTown.Wall[] walls = wallBetweenHomes();
        buyer.network().connect(relay.at(), relay.node());
        Eventually.holds("the buyer has a relay", () -> routes(buyer).relays().uses(relay.node()));
        meet();
        Eventually.holds("the relay has had packets of the buyer's", () -> {
            RelayTown.fetch(seller, buyer, 0);
            return walls[1].controlTo(relay.at().port(), 16).size() == 16;
        });
        for (RelayTown.Wall wall : walls) {
            wall.shut.clear();
        }
        RelayTown.fetch(seller, buyer, 1);
        untilDirect(true);
        RelayTown.fetch(seller, buyer, 2);
        List<byte[]> overheard = new ArrayList<>(walls[1].controlTo(relay.at().port(), 16));
        overheard.addAll(walls[1].controlTo(seller.at().port(), 16));
        InetSocketAddress victim =
                new InetSocketAddress("127.0.0.1", seller.at().port());
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", relay.at().port());
        try (DatagramSocket attacker = new DatagramSocket()) {
            for (byte[] packet : overheard) {
                for (InetSocketAddress to : List.of(victim, server)) {
                    attacker.send(new DatagramPacket(packet, packet.length, to));
                    byte[] forged = packet.clone();
                    forged[forged.length - 1] ^= 1;
                    attacker.send(new DatagramPacket(forged, forged.length, to));
                }
            }
            byte[] invented =
                    new ControlSeal(new PathSession(99, Hash32.ZERO)).seal(Check.TYPE, new byte[Check.LENGTH]);
            attacker.send(new DatagramPacket(invented, invented.length, victim));
            attacker.send(new DatagramPacket(new byte[] {1}, 1, victim));
            Eventually.holds(
                    "each was counted",
                    () -> routes(seller).dropped(Drop.REPLAYED) > 0
                            && routes(seller).dropped(Drop.WRONG_TAG) > 0
                            && routes(seller).dropped(Drop.UNKNOWN_SESSION) > 0
                            && routes(seller).dropped(Drop.MALFORMED) > 0
                            && routes(relay).dropped(Drop.REPLAYED) > 0
                            && routes(relay).dropped(Drop.WRONG_TAG) > 0);
            attacker.setSoTimeout(200);
            assertThrows(
                    java.net.SocketTimeoutException.class,
                    () -> attacker.receive(new DatagramPacket(new byte[2000], 2000)),
                    "nobody answers an attacker");
        }
        assertTrue(isDirect(seller, buyer), "and nothing has moved");
        RelayTown.fetch(seller, buyer, 3);
    }

    /** A client of the relay's that keeps to no rule. */
    private RelayGrant grant(Neighbourhood.Member member) {
        member.network().connect(relay.at(), relay.node());
        return (RelayGrant)
                member.network().converse(relay.node(), new RelayRequest(new PathSession(7, Hash32.ZERO)), ANSWER);
    }

    @Test
    void aRelayPassesNothingOnFromAnAddressThatItsClientHasNotProven() throws Exception {
        seller.network().connect(relay.at(), relay.node());
        Eventually.holds("the seller is served", () -> routes(seller).relays().uses(relay.node()));
        RelayGrant granted = grant(town.here.member(9));
        int slot = routes(seller).relays().of(relay.node()).orElseThrow().slot();
        ControlSeal seal = new ControlSeal(granted.session());
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", relay.at().port());
        try (DatagramSocket stolen = new DatagramSocket()) {
            for (int i = 0; i < 50; i++) {
                byte[] packet =
                        seal.seal(RelayFrames.TYPE, RelayFrames.body(new RelayPacket(false, slot, new byte[1000])));
                stolen.send(new DatagramPacket(packet, packet.length, server));
            }
            Eventually.holds("all were dropped", () -> routes(relay).dropped(Drop.WRONG_ADDRESS) == 50);
        }
    }

    @Test
    void aFloodThroughARelayIsCutToTheRateOfItsClient() {
        Neighbourhood.Member narrow = town.relay(8, new RelayLimits(4, 4, 100_000, 100_000));
        seller.network().connect(narrow.at(), narrow.node());
        Eventually.holds("the seller is served", () -> routes(seller).relays().uses(narrow.node()));
        int slot = routes(seller).relays().of(narrow.node()).orElseThrow().slot();
        Neighbourhood.Member flooder = town.here.member(9);
        flooder.network().connect(narrow.at(), narrow.node());
        RelayGrant granted = (RelayGrant)
                flooder.network().converse(narrow.node(), new RelayRequest(new PathSession(7, Hash32.ZERO)), ANSWER);
        assertEquals(100_000, granted.rate());
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        noise[0] = (byte) 0xc3;
        for (int i = 0; i < 2000; i++) {
            flooder.network().send(narrow.node(), new RelayPacket(false, slot, noise));
        }
        flooder.network().send(narrow.node(), new RelayPacket(false, slot + 1, noise));
        Eventually.holds("all have arrived", () -> routes(narrow).dropped(Drop.UNKNOWN_SLOT) == 1);
        long dropped = routes(narrow).dropped(Drop.OVER_RATE);
        assertTrue(dropped > 0, "of two megabytes at once not all are passed on");
        assertTrue(
                QuicGate.underWay(seller) <= LinkLimits.DEFAULT.greeting(), "and who gets them keeps a bounded amount");
    }

    /** Handshakes that a node has begun to take. */
    private static final class QuicGate {
        static int underWay(Neighbourhood.Member member) {
            return RelayTown.socket(member).gate().underWay();
        }
    }
}
