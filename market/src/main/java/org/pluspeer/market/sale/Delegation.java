package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a seller signs so that somebody who is always there sells for it: signs offers in its name, posts the bond out of
 * its own ledger, gives the keys. The contract holds the delegate to every field when an offer is accepted. It is revoked
 * by raising the seller's epoch on the chain; that takes back the right to sell, not the knowledge of the keys.
 *
 * @param listing digest of the listing that may be sold
 * @param minPrice base units of the token, below 2^96
 * @param payee who is credited, always
 * @param until the last second, chain time, in which an offer of the delegate can be accepted
 * @param epoch the seller's on the chain, when an offer is accepted
 */
public record Delegation(
        Address seller,
        Address delegate,
        Hash32 listing,
        Address token,
        Amount minPrice,
        Hash32 payee,
        long until,
        long epoch) {

    /** @throws MalformedException if a field lies outside what can be signed, or nobody could be paid */
    public Delegation {
        if (minPrice.units().bitLength() > 96 || until < 0 || epoch < 0 || !Payee.isWellFormed(payee)) {
            throw new MalformedException("delegation: a field is out of bounds");
        }
    }

    /** In the domain of offers. */
    public Eip712.Struct struct() {
        return Eip712.Struct.named("Delegation")
                .address("seller", seller)
                .address("delegate", delegate)
                .bytes32("listing", listing)
                .address("token", token)
                .uint(96, "minPrice", minPrice)
                .bytes32("payee", payee)
                .uint(64, "until", until)
                .uint(64, "epoch", epoch)
                .build();
    }

    /**
     * Whether the contract would take the offer by this delegation.
     *
     * @param time unix seconds of the block that accepts
     * @param epochNow of the seller, in that block
     */
    public boolean covers(Offer offer, long time, long epochNow) {
        return seller.equals(offer.seller())
                && listing.equals(offer.listing())
                && token.equals(offer.token())
                && payee.equals(offer.payee())
                && !offer.price().isLessThan(minPrice)
                && time <= until
                && epoch == epochNow;
    }
}
