package org.pluspeer.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.Fetcher;
import org.pluspeer.node.content.RateLimit;
import org.pluspeer.node.content.SeedDesk;
import org.pluspeer.node.content.SeedView;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.p2p.ListingJson;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.sale.CipherDesk;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.sale.SalePorts;
import org.pluspeer.node.sale.SaleRoom;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.trade.ContentLines;
import org.pluspeer.wallet.eth.Hash32;

/** Content that comes and goes: who fetches, who seeds, and who answers those that ask. */
final class ContentStage {
    private static final Duration SEED_AGAIN = Duration.ofSeconds(30);
    /** An asker gives up after a minute: what could not go by then is better refused at once. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private ContentStage() {}

    static Fetcher fetcher(TradeStage.Ground ground, SalePeers sellers, RandomGenerator random) {
        NetworkStage network = ground.network();
        return new Fetcher(
                new ContentLines(network.network(), network.finder(), sellers),
                Fetcher.Pace.standard(),
                RateLimit.of(ground.settings().network().download(), System::nanoTime),
                random);
    }

    /**
     * What is given on.
     *
     * @param ciphers where it lies, as far as it was fetched
     */
    record Given(CipherStore ciphers, Shelf shelf) {}

    static SeedDesk seeds(
            TradeStage.Ground ground, SalePorts ports, Given given, Executor threads, InstantSource clock) {
        StorageStage storage = ground.storage();
        return new SeedDesk(
                new SeedDesk.Place(storage.journal(), storage.blobs(), given.ciphers()),
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
                !entry.revoked() && head.validUntil() >= clock.instant().getEpochSecond());
    }

    /** What is sold comes first, then what is seeded. */
    static void answer(TradeStage.Ground ground, SaleRoom room, SeedDesk seeds, Shelf shelf) {
        RateLimit upload = RateLimit.of(ground.settings().network().upload(), System::nanoTime);
        CipherDesk sold = room.sales().ciphers();
        ground.network().shelf().spare(() -> concerned(room, seeds));
        var network = ground.network().network();
        network.onMessage(BlocksRequest.class, (from, request) -> {
            Message own = sold.answer(TradeStage.caller(from), request);
            return paced(from, own != null ? own : shelf.answer(request), upload);
        });
        network.onMessage(HoldingRequest.class, (from, request) -> {
            Message own = sold.holding(TradeStage.caller(from), request.exchangeRoot());
            return orNothing(own != null ? own : shelf.holding(request.exchangeRoot()));
        });
    }

    /** Listings that the owner bought or seeds. */
    private static Set<Hash32> concerned(SaleRoom room, SeedDesk seeds) {
        return Stream.concat(
                        room.purchases().list().purchases().stream().map(PurchaseView::listingId),
                        seeds.list().seeds().stream().map(SeedView::listing))
                .collect(Collectors.toSet());
    }

    private static Message paced(PeerInfo to, @Nullable Message reply, RateLimit upload) {
        if (reply instanceof BlocksReply blocks && !upload.await(to.node(), blocks.cipher().length, LONGEST_WAIT)) {
            return new Refusal(Refusal.Code.BUSY, "the line is full");
        }
        return orNothing(reply);
    }

    private static Message orNothing(@Nullable Message reply) {
        return reply != null ? reply : new Refusal(Refusal.Code.NOT_FOUND, "there are no such blocks for you here");
    }
}
