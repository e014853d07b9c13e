package org.pluspeer.market.sale;

import org.pluspeer.market.listing.Listing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Where sales are settled: one {@code FairExchange} contract on one chain.
 *
 * @param chainId EIP-155
 * @param exchange the contract
 */
public record Venue(long chainId, Address exchange) {
    public Hash32 idOf(Offer offer) {
        return offer.id(chainId, exchange);
    }

    public Hash32 idOf(Listing listing) {
        return listing.id(chainId, exchange);
    }
}
