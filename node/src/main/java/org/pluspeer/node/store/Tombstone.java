package org.pluspeer.node.store;

import org.pluspeer.market.catalog.Standing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A seller's word that every version of a listing up to a sequence is withdrawn. It was checked before it came here.
 *
 * @param id EIP-712 digest of the revocation
 * @param signed in the encoding that peers exchange
 * @param heardAt unix seconds
 */
public record Tombstone(
        Hash32 id, Address seller, Hash32 listingKey, long sequence, byte[] signed, boolean mine, long heardAt) {

    public Standing standing() {
        return new Standing(Standing.slot(seller, listingKey), sequence, true, id);
    }
}
