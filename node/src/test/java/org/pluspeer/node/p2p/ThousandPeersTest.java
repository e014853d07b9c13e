package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.node.p2p.GossipTown.Peer;
import org.pluspeer.node.p2p.sim.SimNetwork.Weather;
import org.pluspeer.wallet.eth.Hash32;

/** A thousand peers that spread listings, in virtual time: late, lost, overtaking one another, and cut in two. */
class ThousandPeersTest {
    private static final int PEERS = 1_000;
    private static final int LISTINGS = 12;

    @Test
    void noListingIsLostThatWasPublishedOnEitherSideOfAPartition() {
        GossipTown town = new GossipTown(11, new Weather(50, 200, 0.02), ExchangeLimits.DEFAULT);
        town.populate(PEERS, 3);
        Set<Hash32> all = new TreeSet<>();
        publish(town, "before", all);
        town.time.pass(Duration.ofSeconds(20).toMillis());
        town.peers.forEach(peer -> town.network.move(peer.number, town.random.nextInt(2)));
        Set<Hash32> before = Set.copyOf(all);
        publish(town, "apart", all);
        town.time.pass(Duration.ofSeconds(20).toMillis());
        town.peers.forEach(peer -> assertNotEquals(all, peer.has(), "peer " + peer.number + " hears the other side"));
        long whole = town.peers.stream()
                .filter(peer -> peer.has().containsAll(before))
                .count();
        assertEquals(PEERS, whole, "of before the partition");
        town.peers.forEach(peer -> town.network.move(peer.number, 0));
        town.time.pass(Duration.ofMinutes(3).toMillis());
        town.peers.forEach(peer -> assertEquals(all, peer.has(), "peer " + peer.number));
    }

    private static void publish(GossipTown town, String when, Set<Hash32> into) {
        for (int i = 0; i < LISTINGS; i++) {
            Peer at = town.peers.get(town.random.nextInt(PEERS));
            SignedListing listing = Listings.of(Neighbourhood.key(200 + i), when, 1);
            at.publish(listing);
            into.add(listing.id());
        }
    }
}
