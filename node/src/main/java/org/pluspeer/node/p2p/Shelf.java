package org.pluspeer.node.p2p;

import java.util.List;
import java.util.Optional;
import org.pluspeer.market.catalog.CatalogIndex;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Address;
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

    /** Bytes that others' listings take up. */
    long bytes();

    /** Likewise of one seller; 0 if that is the owner. */
    long bytesOf(Address seller);

    /**
     * What has to go so that others' listings take up no more: of those sellers who take up most, what runs out first.
     * Never the owner's, nor what the owner has to do with.
     *
     * @param room bytes
     */
    Surplus surplus(long room);

    /**
     * @param level what each seller keeps at most, in bytes
     * @param standings in the order in which they go
     */
    record Surplus(long level, List<Standing> standings) {}

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
