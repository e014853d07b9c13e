package org.pluspeer.market.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
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

    /** The longest that a listing may be valid from now on, in seconds: 400 days. */
    public static final long MAX_VALIDITY = 400L * 24 * 3600;

    /** How far ahead another clock may be, in seconds. */
    public static final long CLOCK_SLACK = 24 * 3600;

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

    /** Whether the seller signed the head. */
    public boolean isSigned() {
        return Secp256k1.verify(id(), signature, listing.seller());
    }

    /** Whether the head fixes these body bytes. */
    public boolean fixesBody() {
        return Sha256.hash(body).equals(listing.bodyHash());
    }

    /**
     * Everything that is wrong with it; empty if it may be kept, shown and passed on.
     *
     * @param parsed what the body's bytes say
     * @param now unix seconds
     */
    public List<ListingFault> check(ListingBody parsed, long now) {
        List<ListingFault> faults = new ArrayList<>(parsed.check());
        require(isSigned(), ListingFault.SIGNATURE, faults);
        require(fixesBody(), ListingFault.BODY_HASH, faults);
        require(isCanonical(parsed), ListingFault.BODY_NOT_CANONICAL, faults);
        boolean here = parsed.chainId() == chainId && parsed.contract().equals(contract);
        require(here, ListingFault.WRONG_CHAIN, faults);
        require(listing.validUntil() >= now, ListingFault.EXPIRED, faults);
        require(listing.validUntil() <= now + MAX_VALIDITY, ListingFault.VALID_TOO_LONG, faults);
        require(parsed.createdAt() <= now + CLOCK_SLACK, ListingFault.FROM_THE_FUTURE, faults);
        require(listing.size() <= Json.MAX_NUMBER, ListingFault.SIZE, faults);
        require(!listing.price().isZero(), ListingFault.PRICE, faults);
        require(isAccount(listing.payee()), ListingFault.PAYEE, faults);
        require(samplesHold(parsed.samples()), ListingFault.SAMPLE, faults);
        return faults.stream().distinct().toList();
    }

    private boolean isCanonical(ListingBody parsed) {
        try {
            return Arrays.equals(parsed.bytes(), body);
        } catch (MalformedException e) {
            return false;
        }
    }

    private boolean samplesHold(List<BlockProof> samples) {
        long different = samples.stream().map(BlockProof::index).distinct().count();
        return different == samples.size()
                && samples.stream().allMatch(sample -> sample.holds(shape(), listing.contentRoot()));
    }

    private static boolean isAccount(Hash32 payee) {
        byte[] bytes = payee.bytes();
        return !payee.isZero() && Arrays.equals(bytes, 0, 12, new byte[12], 0, 12);
    }

    private static void require(boolean holds, ListingFault otherwise, List<ListingFault> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
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
