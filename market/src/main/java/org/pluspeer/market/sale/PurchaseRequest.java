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
 * @param label what the listing calls itself
 * @param buyerKey the key that will sign the release
 */
public record PurchaseRequest(
        Hash32 id, Venue venue, Listing listing, Label label, Address buyer, Address buyerKey, BuyerTerms terms) {
    /** A stranger's words for what is sold; harmless to show, not to be used as a path. */
    public record Label(String title, String fileName) {}

    public Hash32 listingId() {
        return venue.idOf(listing);
    }
}
