package org.pluspeer.market.sale;

import org.pluspeer.market.listing.Listing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the buyer wants.
 *
 * @param id random; names the purchase before there is an offer
 * @param listing verified
 * @param buyer the account that pays
 * @param buyerKey the key that will sign the release
 */
public record PurchaseRequest(
        Hash32 id, Venue venue, Listing listing, Address buyer, Address buyerKey, BuyerTerms terms) {
    public Hash32 listingId() {
        return venue.idOf(listing);
    }
}
