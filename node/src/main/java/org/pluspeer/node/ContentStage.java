package org.pluspeer.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.SeedDesk;
import org.pluspeer.node.content.SeedView;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.p2p.ListingJson;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SalePorts;
import org.pluspeer.node.sale.SaleRoom;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.wallet.eth.Hash32;

/** Content that comes and goes: who fetches, who seeds, and who answers those that ask. */
final class ContentStage {
    private static final Duration SEED_AGAIN = Duration.ofSeconds(30);

    private ContentStage() {}

    /**
     * What is given on.
     *
     * @param ciphers where it lies, as far as it was fetched
     * @param money what is charged for it
     */
    record Given(CipherStore ciphers, Shelf shelf, SeedDesk.Money money) {}

    static SeedDesk seeds(
            TradeStage.Ground ground, SalePorts ports, Given given, Executor threads, InstantSource clock) {
        StorageStage storage = ground.storage();
        return new SeedDesk(
                new SeedDesk.Place(storage.journal(), storage.blobs(), given.ciphers()),
                given.money(),
                ports.fetcher(),
                id -> seedable(storage, clock, id),
                new SeedDesk.Hands(
                        threads, clock, SEED_AGAIN, ground.settings().network().seedSpace()),
                given.shelf());
    }

    private static Optional<SeedDesk.Seedable> seedable(StorageStage storage, InstantSource clock, Hash32 id) {
        return storage.catalog().get(id).map(entry -> seedable(entry, clock));
    }

    private static SeedDesk.Seedable seedable(CatalogEntry entry, InstantSource clock) {
        SignedListing signed = StoreShelf.listing(entry);
        Listing head = signed.listing();
        return new SeedDesk.Seedable(
                entry.id(),
                head.hasSharedCipher() ? head.exchangeRoot() : null,
                signed.shape(),
                head.seller(),
                ListingJson.read(entry.body()).title(),
                entry.mine(),
                !entry.revoked() && head.validUntil() >= clock.instant().getEpochSecond(),
                head.token());
    }

    /** What listings the owner is concerned with is kept when room is short. */
    static void spare(TradeStage.Ground ground, SaleRoom room, SeedDesk seeds) {
        ground.network().shelf().spare(() -> concerned(room, seeds));
    }

    /** Listings that the owner bought or seeds. */
    private static Set<Hash32> concerned(SaleRoom room, SeedDesk seeds) {
        return Stream.concat(
                        room.purchases().list().purchases().stream().map(PurchaseView::listingId),
                        seeds.list().seeds().stream().map(SeedView::listing))
                .collect(Collectors.toSet());
    }
}
