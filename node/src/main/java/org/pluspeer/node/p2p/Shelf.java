package org.pluspeer.node.p2p;

import java.util.List;
import java.util.Optional;
import org.pluspeer.market.catalog.CatalogIndex;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Where the listings are that this node knows. The exchange puts only what was checked and merged, one call at a time;
 * reads come from many threads. Tombstones are kept like listings.
 */
public interface Shelf extends CatalogIndex {
    /** Replaces whatever stood in the listing's slot. */
    void put(SignedListing listing, ListingBody body);

    /** Replaces whatever stood in the slot. */
    void put(SignedRevocation revocation);

    /** Forgets a slot. */
    void clear(Hash32 slot);

    /** Slots taken, of all sellers. */
    long size();

    /**
     * What may be told to others, in rising order of slots: revocations, and listings that have not expired.
     *
     * @param after the first slot that may come is the next one; the zero slot to begin with
     * @param now unix seconds
     */
    List<Standing> stretch(Hash32 after, int limit, long now);

    /** The ListingPut or ListingRevoke with this digest, if it still stands. */
    Optional<Message> find(Hash32 digest);
}
