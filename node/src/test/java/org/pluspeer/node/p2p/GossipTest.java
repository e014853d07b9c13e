package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.p2p.GossipTown.Peer;
import org.pluspeer.node.p2p.sim.SimNetwork.Weather;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/** Listings among many peers, in virtual time. */
class GossipTest {
    private static final Weather FIFTY = new Weather(50, 0, 0);
    private final NodeKey seller = Neighbourhood.key(77);

    @Test
    void fiftyNodesHearOfAListingInTwoSecondsAndFewHearItTwice() {
        GossipTown town = new GossipTown(1, FIFTY, ExchangeLimits.DEFAULT);
        town.populate(50, 4);
        SignedListing listing = Listings.of(seller, "birds", 1);
        town.peers.getFirst().publish(listing);
        town.time.pass(2_000);
        for (Peer peer : town.peers) {
            assertEquals(Set.of(listing.id()), peer.has(), "peer " + peer.number);
        }
        int judged = town.peers.stream().mapToInt(peer -> peer.judged).sum();
        assertTrue(judged <= 50 * 4 + 25, judged + " listings came to 50 peers");
    }

    @Test
    void overALineOfThirtyItTakesOneHopEach() {
        GossipTown town = new GossipTown(2, FIFTY, ExchangeLimits.DEFAULT);
        for (int i = 0; i < 30; i++) {
            town.settle();
        }
        for (int i = 1; i < 30; i++) {
            town.link(town.peers.get(i - 1), town.peers.get(i));
        }
        town.time.pass(1_000);
        town.peers.getFirst().publish(Listings.of(seller, "birds", 1));
        town.time.pass(2_000);
        assertEquals(1, town.peers.getLast().has().size());
    }

    @Test
    void whoWasAwayLosesNothing() {
        GossipTown town = new GossipTown(3, new Weather(50, 20, 0), ExchangeLimits.DEFAULT);
        town.populate(10, 3);
        for (int i = 0; i < 150; i++) {
            town.peers.get(i % 10).publish(Listings.of(seller, "early " + i, 1));
        }
        town.time.pass(5_000);
        Peer away = town.peers.get(4);
        List<Peer> friends = List.copyOf(away.links);
        friends.forEach(friend -> town.part(away, friend));
        for (int i = 0; i < 150; i++) {
            Peer at = town.peers.get(i % 10 == 4 ? 5 : i % 10);
            switch (i % 3) {
                case 0 -> at.publish(Listings.of(seller, "early " + i, 2));
                case 1 -> at.publish(Listings.revocation(seller, seller.address(), "early " + i, 1));
                default -> at.publish(Listings.of(seller, "later " + i, 1));
            }
        }
        away.publish(Listings.of(Neighbourhood.key(78), "written on the train", 1));
        town.time.pass(5_000);
        town.link(away, friends.getFirst());
        town.time.pass(10_000);
        Set<Hash32> all = town.peers.getFirst().has();
        assertEquals(201, all.size());
        town.peers.forEach(peer -> assertEquals(all, peer.has(), "peer " + peer.number));
    }

    @Test
    void aLateComerWithManyNeighboursIsNotToldAllByEach() {
        GossipTown town = new GossipTown(4, FIFTY, ExchangeLimits.DEFAULT);
        town.populate(8, 3);
        for (int i = 0; i < 300; i++) {
            town.peers.get(i % 8).publish(Listings.of(Neighbourhood.key(100 + i % 3), "listing " + i, 1));
        }
        town.time.pass(10_000);
        Peer late = town.settle();
        town.peers.subList(0, 8).forEach(peer -> town.link(late, peer));
        town.time.pass(30_000);
        assertEquals(300, late.has().size());
        assertTrue(late.judged < 500, late.judged + " came for 300");
    }

    /** Versions and revocations of three sellers, and what must be left of them. */
    private static List<Object> saga(SplittableRandom random) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            NodeKey seller = Neighbourhood.key(90 + random.nextInt(3));
            String name = "listing " + random.nextInt(8);
            int sequence = 1 + random.nextInt(4);
            all.add(
                    random.nextInt(4) == 0
                            ? Listings.revocation(seller, seller.address(), name, sequence)
                            : Listings.of(seller, name, sequence));
        }
        return all;
    }

    private static Set<Hash32> left(List<Object> saga) {
        Map<Hash32, Standing> best = new HashMap<>();
        for (Object each : saga) {
            Standing standing =
                    each instanceof SignedListing listing ? Standing.of(listing) : Standing.of((SignedRevocation) each);
            best.merge(standing.slot(), standing, (a, b) -> Standing.WINS.compare(a, b) >= 0 ? a : b);
        }
        return best.values().stream().map(Standing::digest).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAndAnyPartitionEndInTheSameCatalogue(long seed) {
        GossipTown town = new GossipTown(seed, new Weather(20, 200, 0.05), ExchangeLimits.DEFAULT);
        town.populate(9, 2);
        List<Object> saga = saga(town.random);
        for (Object each : saga) {
            Peer at = town.peers.get(town.random.nextInt(9));
            if (each instanceof SignedListing listing) {
                at.publish(listing);
            } else {
                at.publish((SignedRevocation) each);
            }
            if (town.random.nextInt(6) == 0) {
                town.peers.forEach(peer -> town.network.move(peer.number, town.random.nextInt(3)));
            }
            town.time.pass(town.random.nextInt(500));
        }
        town.peers.forEach(peer -> town.network.move(peer.number, 0));
        town.time.pass(Duration.ofMinutes(20).toMillis());
        Set<Hash32> left = left(saga);
        town.peers.forEach(peer -> assertEquals(left, peer.has(), "peer " + peer.number));
    }

    @Test
    void aFloodOfSignedJunkFillsNeitherTheShelfNorTheProcessor() {
        ExchangeLimits small = new ExchangeLimits(
                50, 800, Long.MAX_VALUE, 100, 200, 100, 16, 200, Duration.ofSeconds(30), Duration.ofMinutes(16));
        GossipTown town = new GossipTown(5, FIFTY, small);
        town.populate(3, 1);
        Peer victim = town.peers.getFirst();
        Peer liar = town.settle();
        town.link(liar, victim);
        int taken = 0;
        int asked = 5_000;
        for (int i = 0; i < asked; i++) {
            NodeKey fresh = Neighbourhood.key(1000 + i);
            Message junk = new ListingPut(Listings.of(fresh, "junk", 1));
            int[] accepted = new int[1];
            town.network.ask(
                    liar.number,
                    victim.number,
                    junk,
                    1_000,
                    reply -> accepted[0] =
                            reply.filter(Acknowledged.class::isInstance).isPresent() ? 1 : 0);
            town.time.pass(110);
            taken += accepted[0];
        }
        assertTrue(taken <= 600 + 25 + 1, taken + " of the junk is kept");
        assertTrue(victim.judged <= 700, victim.judged + " were looked at of " + asked);
        town.peers.get(1).publish(Listings.of(seller, "honest", 1));
        town.time.pass(2_000);
        Standing honest = victim.shelf.standing(Standing.slot(seller.address(), Listings.key("honest")));
        assertNotNull(honest, "there is room for others");
    }

    /** A million in ten seconds, by ten neighbours and by one; no signature is looked at of what is not let in. */
    @Test
    void ofAMillionListingsMostAreTurnedAwayByTheirNumberAlone() {
        GossipTown town = new GossipTown(6, FIFTY, ExchangeLimits.DEFAULT);
        town.populate(3, 1);
        Peer victim = town.peers.getFirst();
        List<Peer> liars = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Peer liar = town.settle();
            town.link(liar, victim);
            liars.add(liar);
        }
        SplittableRandom random = new SplittableRandom(6);
        byte[] digest = new byte[Hash32.LENGTH];
        int million = 1_000_000;
        int admitted = 0;
        for (int i = 0; i < million; i++) {
            random.nextBytes(digest);
            Hash32 junk = Hash32.of(digest);
            if (victim.gossip.admit(liars.get(i % 10).node, junk, junk, town.now() + i / 100) == null) {
                admitted++;
            }
        }
        ExchangeLimits usual = ExchangeLimits.DEFAULT;
        int most = 10 * (usual.newBurst() + 10 * usual.newPerSecond());
        assertTrue(admitted <= most + 10, admitted + " were let in");
        int fromOne = 0;
        for (int i = 0; i < million; i++) {
            random.nextBytes(digest);
            Hash32 junk = Hash32.of(digest);
            boolean in = victim.gossip.admit(liars.getFirst().node, junk, junk, town.now() + 200_000 + i / 100) == null;
            fromOne += in ? 1 : 0;
        }
        assertTrue(fromOne <= usual.newBurst() + 11 * usual.newPerSecond(), fromOne + " of one in 10 s");
    }
}
