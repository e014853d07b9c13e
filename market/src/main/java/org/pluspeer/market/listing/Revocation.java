package org.pluspeer.market.listing;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The end of a listing: it wins over every version up to its sequence, and a later version over it.
 *
 * @param sequence at least 1; of the version that is taken back
 */
public record Revocation(Address seller, Hash32 listingKey, long sequence) {
    /** @throws MalformedException if the sequence is below 1 */
    public Revocation {
        if (sequence < 1) {
            throw new MalformedException("revocation: sequence is out of bounds");
        }
    }

    public Eip712.Struct struct() {
        return Eip712.Struct.named("Revocation")
                .address("seller", seller)
                .bytes32("listingKey", listingKey)
                .uint(64, "sequence", sequence)
                .build();
    }
}
