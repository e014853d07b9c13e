package org.pluspeer.market.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.Mask;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * An offer with the seller's signature over it.
 *
 * @param id the EIP-712 digest of the offer, computed here and never taken from the other side
 * @param mask the secret of masked mode, that with what is revealed on the chain gives the key; null in direct mode
 */
public record SignedOffer(
        Hash32 id,
        Offer offer,
        Signature signature,
        @Nullable Mask mask) {
    /** In direct mode. */
    public SignedOffer(Hash32 id, Offer offer, Signature signature) {
        this(id, offer, signature, null);
    }

    public static SignedOffer at(Venue venue, Offer offer, Signature signature, @Nullable Mask mask) {
        return new SignedOffer(venue.idOf(offer), offer, signature, mask);
    }

    /** In direct mode. */
    public static SignedOffer at(Venue venue, Offer offer, Signature signature) {
        return at(venue, offer, signature, null);
    }
}
