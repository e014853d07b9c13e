package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.node.p2p.gossip.Outcome;
import org.pluspeer.node.p2p.gossip.StandingIndex;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Database;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

class StoreShelfTest {
    private final NodeKey seller = Neighbourhood.key(77);
    private final NodeKey owner = Neighbourhood.key(78);
    private final Database database;
    private final CatalogStore store;

    StoreShelfTest(@TempDir Path directory) {
        database = Database.open(DatabaseUrl.embedded(directory));
        store = new CatalogStore(database);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private StoreShelf shelf() {
        return new StoreShelf(store, owner.address()::equals, Neighbourhood.CLOCK);
    }

    private static Set<Hash32> digests(Shelf shelf) {
        return shelf.stretch(Hash32.ZERO, 10_000, Listings.now()).stream()
                .map(Standing::digest)
                .collect(Collectors.toSet());
    }

    private static void put(Shelf shelf, SignedListing listing, String name) {
        shelf.put(listing, Listings.body(name, List.of()));
    }

    @Test
    void whatWasPutIsThereAfterARestartAndComesOutByteForByte() {
        StoreShelf shelf = shelf();
        SignedListing theirs = Listings.of(seller, "birds", 1);
        SignedListing mine = Listings.of(owner, "mine", 3);
        SignedRevocation gone = Listings.revocation(seller, seller.address(), "gone", 2);
        put(shelf, theirs, "birds");
        put(shelf, mine, "mine");
        shelf.put(gone);
        StoreShelf again = shelf();
        assertEquals(3, again.size());
        assertEquals(Set.of(theirs.id(), mine.id(), gone.id()), digests(again));
        assertEquals(Optional.of(new ListingPut(theirs)), again.find(theirs.id()));
        assertEquals(Optional.of(new ListingRevoke(gone)), again.find(gone.id()));
        assertEquals(2, again.slotsOf(seller.address()));
        CatalogEntry entry = store.get(mine.id()).orElseThrow();
        assertTrue(entry.mine());
        assertEquals(mine, StoreShelf.listing(entry));
    }

    @Test
    void aRevokedListingIsATombstoneUntilALaterVersion() {
        StoreShelf shelf = shelf();
        SignedListing first = Listings.of(seller, "birds", 1);
        put(shelf, first, "birds");
        SignedRevocation revocation = Listings.revocation(seller, seller.address(), "birds", 1);
        shelf.put(revocation);
        assertEquals(Set.of(revocation.id()), digests(shelf()));
        assertEquals(Optional.empty(), shelf.find(first.id()));
        SignedListing next = Listings.of(seller, "birds", 2);
        put(shelf, next, "birds");
        assertEquals(Set.of(next.id()), digests(shelf()));
        assertEquals(1, shelf.size());
    }

    @Test
    void whatIsClearedIsGone() {
        StoreShelf shelf = shelf();
        SignedListing listing = Listings.of(seller, "birds", 1);
        put(shelf, listing, "birds");
        shelf.clear(Standing.of(listing).slot());
        assertEquals(Set.of(), digests(shelf));
        assertNull(shelf().standing(Standing.of(listing).slot()));
        assertEquals(0, shelf.size());
    }

    @Test
    void whoTakesMostGivesWayFirstAndTheOwnersAndWhatWasBoughtNever() {
        StoreShelf shelf = shelf();
        NodeKey small = Neighbourhood.key(79);
        for (int i = 0; i < 20; i++) {
            put(shelf, Listings.of(seller, "flood " + i, 1), "flood " + i);
            put(shelf, Listings.of(owner, "mine " + i, 1), "mine " + i);
        }
        SignedListing modest = Listings.of(small, "modest", 1);
        put(shelf, modest, "modest");
        SignedListing bought = Listings.of(seller, "flood 3", 1);
        shelf.spare(() -> Set.of(bought.id()));
        long each = shelf.bytesOf(small.address());
        assertEquals(0, shelf.bytesOf(owner.address()));
        assertEquals(shelf.bytes(), each + shelf.bytesOf(seller.address()));
        assertEquals(shelf.bytes(), shelf().bytes(), "counted the same after a restart");
        assertEquals(List.of(), shelf.surplus(shelf.bytes()).standings());
        Shelf.Surplus surplus = shelf.surplus(shelf.bytes() / 2);
        surplus.standings().forEach(going -> shelf.clear(going.slot()));
        assertTrue(shelf.bytes() <= 11 * each + each, shelf.bytes() + " are left");
        assertTrue(shelf.bytes() >= 9 * each, shelf.bytes() + " are left");
        assertTrue(digests(shelf).containsAll(Set.of(modest.id(), bought.id())));
        assertEquals(20, shelf.slotsOf(owner.address()));
        assertTrue(surplus.level() >= shelf.bytesOf(seller.address()) - 2 * each);
    }

    @Test
    void othersListingsStayWithinTheirRoomAndWhatMadeWayIsNotWantedAgain() {
        StoreShelf shelf = shelf();
        put(shelf, Listings.of(Neighbourhood.key(79), "modest", 1), "modest");
        long room = 12 * shelf.bytes();
        Tally tally = new Tally();
        ExchangeLimits limits = ExchangeLimits.DEFAULT.withRoom(10_000, room);
        Intake intake = new Intake(shelf, new StandingIndex(), limits, Neighbourhood.CLOCK, tally);
        List<SignedListing> all = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> Listings.of(seller, "flood " + i, 1))
                .toList();
        for (SignedListing each : all) {
            intake.take(each);
            assertTrue(shelf.bytes() <= room, shelf.bytes() + " of " + room);
        }
        assertTrue(tally.of("listing", "dropped_for_room") > 0);
        long held = shelf.bytes();
        assertTrue(held > room / 2, held + " are used of " + room);
        for (SignedListing each : all) {
            if (!digests(shelf).contains(each.id())) {
                assertTrue(
                        !intake.wants(Standing.of(each)) || intake.take(each) instanceof Outcome.Declined,
                        "what made way does not come back");
            }
        }
        Outcome modest = intake.take(Listings.of(Neighbourhood.key(80), "new here", 1));
        assertTrue(modest instanceof Outcome.Taken, modest + " though others have more than their share");
    }

    /** As the owner's own revocation does: it comes out of the journal, not through the shelf. */
    @Test
    void aRevocationThatCameByAnotherWayIsHandedOutToo() {
        StoreShelf shelf = shelf();
        put(shelf, Listings.of(owner, "mine", 1), "mine");
        SignedRevocation gone = Listings.revocation(owner, owner.address(), "mine", 1);
        store.revoke(StoreShelf.entry(gone, true, 0));
        assertEquals(Optional.of(new ListingRevoke(gone)), shelf.find(gone.id()));
    }
}
