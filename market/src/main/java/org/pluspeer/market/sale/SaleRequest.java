package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A sale as it begins: an offer that was computed but not yet signed.
 *
 * @param id the offer's id
 * @param offer made out to the buyer
 * @param node the buyer's node, which alone is served
 * @param requestId what the buyer calls it; the same one is the same sale
 */
public record SaleRequest(Hash32 id, Venue venue, Offer offer, Address node, Hash32 requestId) {}
