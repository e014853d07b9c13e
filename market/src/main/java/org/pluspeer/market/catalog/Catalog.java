package org.pluspeer.market.catalog;

import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The rule by which peers come to the same catalogue. A slot holds the standing that wins over all that were heard
 * for it; a seller has the {@code quota} lowest slots that were heard. Neither depends on the order.
 *
 * @param quota slots a seller
 */
public record Catalog(CatalogIndex index, int quota) {
    /** Enough for a seller of many things, too few for one who would fill the shelves of others. */
    public static final int DEFAULT_QUOTA = 1000;

    /** @throws MalformedException if the quota is below 1 */
    public Catalog {
        if (quota < 1) {
            throw new MalformedException("catalog: the quota is at least 1");
        }
    }

    /**
     * What to do with a listing or revocation that was checked.
     *
     * @param seller who signed it
     */
    public Merge merge(Address seller, Standing heard) {
        Standing standing = index.standing(heard.slot());
        if (standing != null) {
            return heard.replaces(standing) ? new Merge.Take(standing, null) : new Merge.Known();
        }
        if (index.slotsOf(seller) < quota) {
            return new Merge.Take(null, null);
        }
        Hash32 highest = index.highestSlotOf(seller);
        boolean comesBefore = highest != null && heard.slot().compareTo(highest) < 0;
        return comesBefore ? new Merge.Take(null, highest) : new Merge.Full();
    }

    /** Whether a standing in another's inventory is news. */
    public boolean wants(Standing told) {
        Standing standing = index.standing(told.slot());
        return standing == null || told.replaces(standing);
    }

    /**
     * Whether a listing that stands can be shown and bought.
     *
     * @param validUntil the listing's, unix seconds, inclusive
     * @param now unix seconds
     */
    public static boolean isLive(Standing standing, long validUntil, long now) {
        return !standing.revoked() && validUntil >= now;
    }

    /**
     * Whether a standing, live or not, can be dropped: every version of its listing that could have been accepted
     * when it was heard has expired by now, so that forgetting it lets none come back.
     *
     * @param heardAt unix seconds
     * @param now unix seconds
     */
    public static boolean mayForget(long heardAt, long now) {
        return now > heardAt + SignedListing.MAX_VALIDITY;
    }
}
