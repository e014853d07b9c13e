package org.pluspeer.node;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.node.p2p.PeerFinder;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Page;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Tells those who look for a content that this node serves it: what its owner lists, as long as the listing lives, by
 * the root of the content and by that of a ciphertext that all buyers share; and what its owner seeds.
 */
final class OwnContents {
    private static final int AT_ONCE = 100;

    private final CatalogStore catalog;
    private final InstantSource clock;
    private final PeerFinder finder;
    private volatile Set<Hash32> seeded = Set.of();

    OwnContents(CatalogStore catalog, InstantSource clock, PeerFinder finder) {
        this.catalog = catalog;
        this.clock = clock;
        this.finder = finder;
    }

    /** Something came onto the shelf. */
    void changed(Standing standing) {
        boolean mine =
                catalog.inSlot(standing.slot()).filter(CatalogEntry::mine).isPresent();
        if (mine) {
            tell();
        }
    }

    /** The ciphertexts of others that are given on from now on. */
    void seeded(Set<Hash32> roots) {
        seeded = roots;
        tell();
    }

    void tell() {
        Set<Hash32> roots = new HashSet<>(seeded);
        Optional<String> cursor = Optional.empty();
        do {
            Page<CatalogEntry> page = catalog.newest(true, clock.instant().getEpochSecond(), AT_ONCE, cursor);
            page.items().forEach(entry -> addRoots(StoreShelf.listing(entry).listing(), roots));
            cursor = page.next();
        } while (cursor.isPresent());
        finder.serve(roots);
    }

    private static void addRoots(Listing listing, Set<Hash32> roots) {
        roots.add(listing.contentRoot());
        if (listing.hasSharedCipher()) {
            roots.add(listing.exchangeRoot());
        }
    }
}
