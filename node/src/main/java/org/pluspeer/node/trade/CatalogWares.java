package org.pluspeer.node.trade;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Contact;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.ListingJson;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.sale.PlainSource;
import org.pluspeer.node.sale.Wares;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** What can be bought, out of the catalogue, and the files behind the owner's own listings. */
public final class CatalogWares implements Wares {
    private static final int MOST_CONTACTS = 20;

    private final CatalogStore catalog;
    private final BlobStore blobs;
    private final OwnListings own;
    private final java.util.function.LongSupplier now;

    /** @param now unix seconds */
    public CatalogWares(CatalogStore catalog, BlobStore blobs, OwnListings own, java.util.function.LongSupplier now) {
        this.catalog = catalog;
        this.blobs = blobs;
        this.own = own;
        this.now = now;
    }

    @Override
    public @Nullable Ware find(Hash32 listingId) {
        Optional<CatalogEntry> entry = catalog.get(listingId);
        if (entry.isEmpty()) {
            return null;
        }
        ListingBody body = ListingJson.read(StoreShelf.listing(entry.get()).body());
        // An API is paid for by the call, and room on a disk by deals; what their listings hold only describes them.
        boolean sold = body.kind() != ListingBody.Kind.API && body.kind() != ListingBody.Kind.STORAGE;
        return ware(entry.get(), body, sold);
    }

    /** A service that can be called; null if there is none. */
    public @Nullable Ware service(Hash32 listingId) {
        Optional<CatalogEntry> entry = catalog.get(listingId);
        if (entry.isEmpty()) {
            return null;
        }
        ListingBody body = ListingJson.read(StoreShelf.listing(entry.get()).body());
        return ware(entry.get(), body, body.kind() == ListingBody.Kind.API);
    }

    private Ware ware(CatalogEntry entry, ListingBody body, boolean sold) {
        SignedListing signed = StoreShelf.listing(entry);
        boolean live = sold && !entry.revoked() && signed.listing().validUntil() >= now.getAsLong();
        return new Ware(
                new Venue(signed.chainId(), signed.contract()), signed.listing(), body.title(), body.fileName(), live);
    }

    @Override
    public @Nullable Hash32 sharedBy(Hash32 exchangeRoot) {
        return own.sharing(exchangeRoot).orElse(null);
    }

    @Override
    public @Nullable PlainSource open(Hash32 listingId) {
        return own.blob(listingId).map(this::source).orElse(null);
    }

    /** Where an account's listings say that its node is. */
    public List<HostPort> addressesOf(Address account) {
        return catalog.bySeller(account, now.getAsLong(), MOST_CONTACTS).stream()
                .map(entry -> ListingJson.read(entry.body()).contact())
                .flatMap(contact -> contact == null ? java.util.stream.Stream.<String>empty() : addresses(contact))
                .distinct()
                .flatMap(text -> parsed(text).stream())
                .toList();
    }

    private static java.util.stream.Stream<String> addresses(Contact contact) {
        return contact.addresses().stream();
    }

    private static Optional<HostPort> parsed(String text) {
        try {
            return Optional.of(HostPort.parse(text));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** A file of this node's. */
    public PlainSource source(Hash32 blob) {
        return new PlainSource() {
            @Override
            public void read(long offset, byte[] into, int from, int length) {
                byte[] bytes = blobs.read(blob, offset, length);
                System.arraycopy(bytes, 0, into, from, length);
            }

            @Override
            public void close() {
                // The blob store opens and closes for each read.
            }
        };
    }
}
