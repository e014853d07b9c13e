package org.pluspeer.market.listing;

import java.util.Arrays;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

/**
 * A listing as it travels: head, signature, and the bytes of its body.
 *
 * @param chainId of the chain on which it can be bought, like the contract part of what was signed
 * @param contract FairExchange on that chain
 * @param signature the seller's, over the head
 * @param body JSON in RFC 8785 form, at most 64 KiB
 */
public record SignedListing(long chainId, Address contract, Listing listing, Signature signature, byte[] body) {
    /** In bytes. */
    public static final int MAX_BODY = 64 << 10;

    /** @throws MalformedException if a field is out of bounds */
    public SignedListing {
        if (chainId < 1 || body.length < 2 || body.length > MAX_BODY) {
            throw new MalformedException("listing: chainId or body is out of bounds");
        }
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** Names this version of the listing: the EIP-712 digest. */
    public Hash32 id() {
        return listing.id(chainId, contract);
    }

    public ContentShape shape() {
        return new ContentShape(listing.size(), listing.blockSize());
    }

    /** Whether the head fixes these body bytes. */
    boolean fixesBody() {
        return Sha256.hash(body).equals(listing.bodyHash());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedListing that
                && chainId == that.chainId
                && contract.equals(that.contract)
                && listing.equals(that.listing)
                && signature.equals(that.signature)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * listing.hashCode() + signature.hashCode();
    }

    @Override
    public String toString() {
        return "SignedListing[" + listing + ", " + body.length + " bytes of body]";
    }
}
