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
