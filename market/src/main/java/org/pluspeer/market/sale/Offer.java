package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a seller signs for one buyer: the whole of the terms that the contract {@code FairExchange} holds both to.
 *
 * @param buyerKey the key whose signature releases the money, never a contract's answer (ERC-1271); zero for the buyer's
 *     own, which makes a call of the contract 600 gas cheaper where calldata is what it costs
 * @param token the zero address for the chain's own coin
 * @param payee who is credited: an account, a split or a union ({@link Payee})
 * @param price in base units of the token, at least 1 and below 2^96, like bond and noShow, which may be 0
 * @param bond what the seller loses to the buyer for one wrong block
 * @param noShow what the seller loses for not revealing the key in time; at most the bond
 * @param acceptBy the last second, chain time, in which the buyer may accept
 * @param revealWindow seconds after acceptance in which the key must be revealed
 * @param disputeWindow seconds after the key in which the buyer may complain
 * @param listing the EIP-712 digest of the listing that is sold
 * @param size of the content in bytes
 * @param blockSize in bytes, a power of two from 256 to 4096
 * @param exchangeRoot root over the pairs of ciphertext and plaintext block
 * @param keyHash keccak256 of the key
 * @param maskHash zero: the key itself is revealed; else keccak256 of the secret that masks it
 * @param nonce random, never used twice
 */
public record Offer(
        Address seller,
        Address buyer,
        Address buyerKey,
        Address token,
        Hash32 payee,
        Amount price,
        Amount bond,
        Amount noShow,
        long acceptBy,
        int revealWindow,
        int disputeWindow,
        Hash32 listing,
        Hash32 contentRoot,
        long size,
        int blockSize,
        Hash32 exchangeRoot,
        Hash32 keyHash,
        Hash32 maskHash,
        Hash32 nonce) {

    public static final int MIN_WINDOW = 600;
    public static final int MAX_WINDOW = 30 * 24 * 3600;

    /** @throws MalformedException if a field lies outside the bounds that the contract checks */
    public Offer {
        require(size >= 1, "size");
        require(Integer.bitCount(blockSize) == 1 && blockSize >= 256 && blockSize <= 4096, "blockSize");
        require(price.units().bitLength() <= 96 && !price.isZero(), "price");
        require(Payee.isWellFormed(payee), "payee");
        require(bond.units().bitLength() <= 96 && !noShow.isMoreThan(bond), "bond and noShow");
        require(acceptBy > 0, "acceptBy");
        require(revealWindow >= MIN_WINDOW && revealWindow <= MAX_WINDOW, "revealWindow");
        require(disputeWindow >= MIN_WINDOW && disputeWindow <= MAX_WINDOW, "disputeWindow");
    }

    /** The domain in which offers and releases are signed. */
    public static Eip712.Domain domain(long chainId, Address fairExchange) {
        return new Eip712.Domain("Peer FairExchange", "1", chainId, fairExchange);
    }

    public Eip712.Struct struct() {
        return Eip712.Struct.named("Offer")
                .address("seller", seller)
                .address("buyer", buyer)
                .address("buyerKey", buyerKey)
                .address("token", token)
                .bytes32("payee", payee)
                .uint(96, "price", price)
                .uint(96, "bond", bond)
                .uint(96, "noShow", noShow)
                .uint(64, "acceptBy", acceptBy)
                .uint(32, "revealWindow", revealWindow)
                .uint(32, "disputeWindow", disputeWindow)
                .bytes32("listing", listing)
                .bytes32("contentRoot", contentRoot)
                .uint(64, "size", size)
                .uint(32, "blockSize", blockSize)
                .bytes32("exchangeRoot", exchangeRoot)
                .bytes32("keyHash", keyHash)
                .bytes32("maskHash", maskHash)
                .bytes32("nonce", nonce)
                .build();
    }

    /** Names the sale everywhere: the EIP-712 digest of the offer. */
    public Hash32 id(long chainId, Address fairExchange) {
        return Eip712.digest(domain(chainId, fairExchange), struct());
    }

    /** What the buyer signs once the content is whole. */
    public static Eip712.Struct release(Hash32 offerId) {
        return Eip712.Struct.named("Release").bytes32("offerId", offerId).build();
    }

    /**
     * What the seller, or its delegate, signs so that anybody can submit the key for it.
     *
     * @param z the key itself in direct mode
     */
    public static Eip712.Struct reveal(Hash32 offerId, Hash32 z) {
        return Eip712.Struct.named("Reveal")
                .bytes32("offerId", offerId)
                .bytes32("z", z)
                .build();
    }

    /** Whose signature releases the money. */
    public Address releaseKey() {
        return buyerKey.isZero() ? buyer : buyerKey;
    }

    /** How many blocks the content has. */
    public long blocks() {
        return Math.ceilDiv(size, blockSize);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new MalformedException("offer: " + field + " is out of bounds");
        }
    }
}
