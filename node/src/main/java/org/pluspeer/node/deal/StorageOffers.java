package org.pluspeer.node.deal;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.index.ListingIndex;
import org.pluspeer.node.index.SearchQuery;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.p2p.ListingJson;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** Listings of kind {@code storage}, with the price tables that they carry and sign. */
public final class StorageOffers {
    /** Every storage listing bears it, so that it is found. */
    static final String TAG = "storage";

    private static final int MOST = 100;

    private final Venue venue;
    private final CatalogStore catalog;
    private final ListingIndex index;
    private final InstantSource clock;

    public StorageOffers(Venue venue, CatalogStore catalog, ListingIndex index, InstantSource clock) {
        this.venue = venue;
        this.catalog = catalog;
        this.index = index;
        this.clock = clock;
    }

    /**
     * One that stands: neither revoked, replaced nor expired.
     *
     * @param networks that its node says it is in
     */
    public record StorageOffer(
            Hash32 listing, Address seller, String title, StorageTable table, boolean mine, Set<String> networks) {}

    /** Up to a hundred, the newest first. */
    List<StorageOffer> all() {
        SearchQuery wanted = SearchQuery.words("").tagged(TAG);
        return index.search(wanted, now(), MOST, Optional.empty()).ids().stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    Optional<StorageOffer> find(Hash32 listing) {
        return catalog.get(listing).filter(entry -> !entry.revoked()).flatMap(this::read);
    }

    /** What a listing's buyer would save its file as. */
    Optional<String> fileName(Hash32 listing) {
        return catalog.get(listing).map(entry -> ListingJson.read(entry.body()).fileName());
    }

    private Optional<StorageOffer> read(CatalogEntry entry) {
        SignedListing signed = StoreShelf.listing(entry);
        ListingBody body = ListingJson.read(entry.body());
        boolean here = signed.chainId() == venue.chainId() && signed.contract().equals(venue.exchange());
        boolean stands = here && signed.listing().validUntil() >= now();
        if (!stands || body.kind() != ListingBody.Kind.STORAGE) {
            return Optional.empty();
        }
        // The sample was checked against the signed root; it is the table if it is the whole of the content.
        return body.samples().stream()
                .filter(sample -> sample.index() == 0
                        && sample.data().length == signed.listing().size())
                .findFirst()
                .flatMap(sample -> table(sample, signed))
                .map(table -> new StorageOffer(
                        entry.id(), entry.seller(), body.title(), table, entry.mine(), Networks.of(body.contact())));
    }

    private static Optional<StorageTable> table(BlockProof sample, SignedListing signed) {
        try {
            StorageTable table = Json.read(sample.data(), StorageTable.class);
            boolean canonical = Arrays.equals(table.bytes(), sample.data());
            return canonical && table.token().equals(signed.listing().token()) ? Optional.of(table) : Optional.empty();
        } catch (ProblemException | MalformedException e) {
            // Somebody else's words: they make no offer, and no noise.
            return Optional.empty();
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
