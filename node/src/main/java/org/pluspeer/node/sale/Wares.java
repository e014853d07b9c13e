package org.pluspeer.node.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.wallet.eth.Hash32;

/** The listings that can be bought, and the files of those that are ours. */
public interface Wares {
    /** Null if it is not known here; a listing that was revoked or replaced may be known and not live. */
    @Nullable
    Ware find(Hash32 listingId);

    /** The listing of ours whose shared ciphertext has this root; null if there is none. */
    @Nullable
    Hash32 sharedBy(Hash32 exchangeRoot);

    /** The content of a listing of ours; null if it is not ours. To be closed. */
    @Nullable
    PlainSource open(Hash32 listingId);

    /**
     * A listing as the desks need it.
     *
     * @param live neither revoked nor replaced
     */
    record Ware(Venue venue, Listing listing, String title, String fileName, boolean live) {}
}
