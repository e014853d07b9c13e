package org.pluspeer.node.store;

import org.pluspeer.market.catalog.Standing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One version of a listing as this node knows it. It was checked before it came here.
 *
 * @param id names this version
 * @param listingKey names the listing across its versions, with the seller
 * @param sequence from 1; a higher one replaces
 * @param price in the token's base units
 * @param size of the content in bytes
 * @param validUntil unix seconds
 * @param signed the signed head, in the encoding that peers exchange
 * @param body the JSON words that the head fixes
 * @param mine whether this node's owner sells it
 * @param revoked whether its seller took it back
 * @param firstSeen unix seconds: when this version came, where it is put; when the first one did, where it is read
 */
public record CatalogEntry(
        Hash32 id,
        Address seller,
        Hash32 listingKey,
        long sequence,
        Words words,
        Amount price,
        Address token,
        long size,
        long validUntil,
        byte[] signed,
        byte[] body,
        boolean mine,
        boolean revoked,
        long firstSeen) {

    public Standing standing() {
        return new Standing(slot(), sequence, false, id);
    }

    /** Names the listing across its versions, whoever sells it. */
    public Hash32 slot() {
        return Standing.slot(seller, listingKey);
    }
}
