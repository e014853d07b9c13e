package org.pluspeer.market.listing;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * A revocation as it travels, signed in the domain of the listing that it ends.
 *
 * @param signature the seller's
 */
public record SignedRevocation(long chainId, Address contract, Revocation revocation, Signature signature) {
    /** @throws MalformedException if the chain id is out of bounds */
    public SignedRevocation {
        if (chainId < 1) {
            throw new MalformedException("revocation: chainId is out of bounds");
        }
    }

    /** The EIP-712 digest. */
    public Hash32 id() {
        return Eip712.digest(Listing.domain(chainId, contract), revocation.struct());
    }

    /** Whether the seller signed it. */
    public boolean isSigned() {
        return Secp256k1.verify(id(), signature, revocation.seller());
    }
}
