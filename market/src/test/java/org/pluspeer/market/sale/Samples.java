package org.pluspeer.market.sale;

import java.math.BigInteger;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** One listing, one offer and what goes with them, as the tests of this room use them. */
final class Samples {
    static final Address SELLER = address(1);
    static final Address BUYER = address(2);
    static final Address BUYER_KEY = address(2);
    static final Address TOKEN = address(3);
    static final Address BUYER_NODE = address(4);
    static final Address STRANGER = address(9);
    static final Venue VENUE = new Venue(31337, address(5));
    static final ContentKey KEY = ContentKey.of(hash(77).bytes());
    static final Signature SIGNATURE = new Signature(hash(1), hash(2), 0);
    static final BuyerTerms TERMS = new BuyerTerms(600, 7200, 600, 100_000, Amount.of(100_000), Amount.of(20_000), 30);
    static final Listing LISTING = new Listing(
            hash(10),
            SELLER,
            hash(11),
            1,
            hash(12),
            5000,
            2048,
            TOKEN,
            Amount.of(4_000_000),
            SELLER.padded(),
            1_000_000,
            Hash32.ZERO,
            Hash32.ZERO);
    static final PurchaseRequest REQUEST = new PurchaseRequest(
            hash(20), VENUE, LISTING, new PurchaseRequest.Label("Strikes", "strikes.csv"), BUYER, BUYER_KEY, TERMS);
    static final long ACCEPT_BY = 10_000;
    static final int WINDOW = 3600;
    static final Offer OFFER = new OfferDraft().offer();
    static final SignedOffer SIGNED = SignedOffer.at(VENUE, OFFER, SIGNATURE);
    static final SaleRequest SALE = new SaleRequest(SIGNED.id(), VENUE, OFFER, BUYER_NODE, hash(20));
    static final Delivery FILE = new Delivery("strikes.csv", 5000, hash(30), "downloads/strikes.csv");
    static final Hash32 TX = hash(99);

    private Samples() {}

    static Address address(int n) {
        byte[] bytes = new byte[20];
        bytes[19] = (byte) n;
        return Address.of(bytes);
    }

    static Hash32 hash(int n) {
        byte[] word = new byte[32];
        byte[] raw = BigInteger.valueOf(n).toByteArray();
        System.arraycopy(raw, 0, word, 32 - raw.length, raw.length);
        return Hash32.of(word);
    }

    static ChainFact.Accepted accepted(long block, long at) {
        return new ChainFact.Accepted(block, TX, at + WINDOW);
    }

    static ChainFact.Revealed revealed(long block, long at) {
        return new ChainFact.Revealed(block, TX, Hash32.of(KEY.bytes()), at + WINDOW);
    }

    static ChainFact.Ended ended(long block, How how) {
        return new ChainFact.Ended(block, TX, how);
    }

    /** The offer with single fields otherwise. */
    static final class OfferDraft {
        Address seller = SELLER;
        Address buyer = BUYER;
        Address buyerKey = BUYER_KEY;
        Address token = TOKEN;
        Hash32 payee = SELLER.padded();
        Amount price = Amount.of(4_000_000);
        Amount bond = Amount.of(400_000);
        Amount noShow = Amount.of(80_000);
        long acceptBy = ACCEPT_BY;
        int revealWindow = WINDOW;
        int disputeWindow = WINDOW;
        Hash32 listing = REQUEST.listingId();
        Hash32 contentRoot = hash(12);
        long size = 5000;
        int blockSize = 2048;
        Hash32 maskHash = Hash32.ZERO;

        Offer offer() {
            return new Offer(
                    seller,
                    buyer,
                    buyerKey,
                    token,
                    payee,
                    price,
                    bond,
                    noShow,
                    acceptBy,
                    revealWindow,
                    disputeWindow,
                    listing,
                    contentRoot,
                    size,
                    blockSize,
                    hash(40),
                    KEY.keyHash(),
                    maskHash,
                    hash(41));
        }
    }
}
