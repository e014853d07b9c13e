package org.pluspeer.market.listing;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The signed head of a listing; the words are in a JSON body that {@code bodyHash} fixes.
 *
 * @param bodyHash SHA-256 of the body in RFC 8785 form
 * @param listingKey names the listing across its versions, with the seller
 * @param sequence a higher one replaces
 * @param size of the content in bytes
 * @param blockSize in bytes, a power of two from 256 to 4096
 * @param token the zero address for the chain's own coin
 * @param price in base units, below 2^96
 * @param payee who is credited; an address in the last 20 bytes
 * @param validUntil unix seconds
 * @param exchangeRoot zero in direct mode, like keyHash
 */
public record Listing(
        Hash32 bodyHash,
        Address seller,
        Hash32 listingKey,
        long sequence,
        Hash32 contentRoot,
        long size,
        int blockSize,
        Address token,
        Amount price,
        Hash32 payee,
        long validUntil,
        Hash32 exchangeRoot,
        Hash32 keyHash) {

    /** @throws MalformedException if a field is out of bounds */
    public Listing {
        require(sequence >= 1, "sequence");
        require(size >= 1, "size");
        require(Integer.bitCount(blockSize) == 1 && blockSize >= 256 && blockSize <= 4096, "blockSize");
        require(price.units().bitLength() <= 96, "price");
        require(validUntil > 0, "validUntil");
        require(exchangeRoot.isZero() == keyHash.isZero(), "exchangeRoot and keyHash");
    }

    /** The domain in which listings and revocations are signed. */
    public static Eip712.Domain domain(long chainId, Address fairExchange) {
        return new Eip712.Domain("Peer Listing", "1", chainId, fairExchange);
    }

    public Eip712.Struct struct() {
        return Eip712.Struct.named("Listing")
                .bytes32("bodyHash", bodyHash)
                .address("seller", seller)
                .bytes32("listingKey", listingKey)
                .uint(64, "sequence", sequence)
                .bytes32("contentRoot", contentRoot)
                .uint(64, "size", size)
                .uint(32, "blockSize", blockSize)
                .address("token", token)
                .uint(96, "price", price)
                .bytes32("payee", payee)
                .uint(64, "validUntil", validUntil)
                .bytes32("exchangeRoot", exchangeRoot)
                .bytes32("keyHash", keyHash)
                .build();
    }

    /** Whether all buyers get one ciphertext, in masked mode, so that anybody can keep and pass it on. */
    public boolean hasSharedCipher() {
        return !exchangeRoot.isZero();
    }

    /** Names this version of the listing: the EIP-712 digest. */
    public Hash32 id(long chainId, Address fairExchange) {
        return Eip712.digest(domain(chainId, fairExchange), struct());
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new MalformedException("listing: " + field + " is out of bounds");
        }
    }
}
