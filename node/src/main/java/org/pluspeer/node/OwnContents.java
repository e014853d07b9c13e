package org.pluspeer.node;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.node.p2p.PeerFinder;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Page;
import org.pluspeer.wallet.eth.Hash32;

/** Tells those who look for a content that this node serves it: what its owner lists, as long as the listing lives. */
final class OwnContents {
    private static final int AT_ONCE = 100;

    private final CatalogStore catalog;
    private final InstantSource clock;
    private final PeerFinder finder;

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

    void tell() {
        Set<Hash32> roots = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<CatalogEntry> page = catalog.newest(true, clock.instant().getEpochSecond(), AT_ONCE, cursor);
            page.items()
                    .forEach(entry ->
                            roots.add(StoreShelf.listing(entry).listing().contentRoot()));
            cursor = page.next();
        } while (cursor.isPresent());
        finder.serve(roots);
    }
}
