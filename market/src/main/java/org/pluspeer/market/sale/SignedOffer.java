package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * An offer with the seller's signature over it.
 *
 * @param id the EIP-712 digest of the offer, computed here and never taken from the other side
 */
public record SignedOffer(Hash32 id, Offer offer, Signature signature) {
    public static SignedOffer at(Venue venue, Offer offer, Signature signature) {
        return new SignedOffer(venue.idOf(offer), offer, signature);
    }
}
