package org.pluspeer.market.catalog;

import java.util.Comparator;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The last word heard about one listing.
 *
 * @param slot SHA-256 of seller and listingKey: names the listing across its versions
 * @param sequence at least 1
 * @param revoked true for a tombstone
 * @param digest the EIP-712 digest of the listing, or of the revocation
 */
public record Standing(Hash32 slot, long sequence, boolean revoked, Hash32 digest) {
    /** A higher sequence wins, then a revocation, then the lower digest. A total order, so merging is taking the most. */
    public static final Comparator<Standing> WINS = Comparator.comparingLong(Standing::sequence)
            .thenComparing(Standing::revoked)
            .thenComparing(Standing::digest, Comparator.reverseOrder());

    /** @throws MalformedException if the sequence is below 1 */
    public Standing {
        if (sequence < 1) {
            throw new MalformedException("standing: sequence is out of bounds");
        }
    }

    public static Standing of(SignedListing listing) {
        return new Standing(
                slot(listing.listing().seller(), listing.listing().listingKey()),
                listing.listing().sequence(),
                false,
                listing.id());
    }

    public static Standing of(SignedRevocation signed) {
        return new Standing(
                slot(signed.revocation().seller(), signed.revocation().listingKey()),
                signed.revocation().sequence(),
                true,
                signed.id());
    }

    public static Hash32 slot(Address seller, Hash32 listingKey) {
        return Sha256.hash(seller.bytes(), listingKey.bytes());
    }

    /** Whether this replaces what stood before. */
    public boolean replaces(Standing other) {
        return slot.equals(other.slot) && WINS.compare(this, other) > 0;
    }
}
