package org.pluspeer.market.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.wallet.eth.Address;

/** Whether an offer is what the listing promises and no worse than the buyer's terms. */
final class OfferCheck {
    private OfferCheck() {}

    /**
     * @param signer recovered from the signature over {@code signed.id()}
     * @param headTime unix seconds of the chain's head
     * @return the first fault found; null if there is none
     */
    static @Nullable PurchaseFault fault(PurchaseRequest request, SignedOffer signed, Address signer, long headTime) {
        PurchaseFault fault = parties(request, signed, signer);
        fault = fault != null ? fault : goods(request.listing(), signed);
        return fault != null ? fault : terms(request.terms(), signed.offer(), headTime);
    }

    private static @Nullable PurchaseFault parties(PurchaseRequest request, SignedOffer signed, Address signer) {
        Offer offer = signed.offer();
        boolean rightId = request.venue().idOf(offer).equals(signed.id());
        if (!offer.seller().equals(request.listing().seller())) {
            return PurchaseFault.OFFER_SELLER;
        }
        if (!rightId || !signer.equals(offer.seller())) {
            return PurchaseFault.OFFER_SIGNATURE;
        }
        if (!offer.buyer().equals(request.buyer()) || !offer.releaseKey().equals(request.buyerKey())) {
            return PurchaseFault.OFFER_BUYER;
        }
        return offer.listing().equals(request.listingId()) ? null : PurchaseFault.OFFER_LISTING;
    }

    private static @Nullable PurchaseFault goods(Listing listing, SignedOffer signed) {
        Offer offer = signed.offer();
        if (!offer.contentRoot().equals(listing.contentRoot()) || offer.size() != listing.size()) {
            return PurchaseFault.OFFER_CONTENT;
        }
        if (offer.blockSize() != listing.blockSize()) {
            return PurchaseFault.OFFER_BLOCK_SIZE;
        }
        if (!offer.token().equals(listing.token())) {
            return PurchaseFault.OFFER_TOKEN;
        }
        if (!offer.price().equals(listing.price())) {
            return PurchaseFault.OFFER_PRICE;
        }
        if (!offer.payee().equals(listing.payee())) {
            return PurchaseFault.OFFER_PAYEE;
        }
        return listing.hasSharedCipher() ? shared(listing, signed) : direct(signed);
    }

    private static @Nullable PurchaseFault direct(SignedOffer signed) {
        boolean bare = signed.offer().maskHash().isZero() && signed.mask() == null;
        return bare ? null : PurchaseFault.OFFER_MASKED;
    }

    /** One ciphertext for all: the one that the listing names, and a mask that this buyer was told. */
    private static @Nullable PurchaseFault shared(Listing listing, SignedOffer signed) {
        Offer offer = signed.offer();
        if (!offer.exchangeRoot().equals(listing.exchangeRoot())
                || !offer.keyHash().equals(listing.keyHash())) {
            return PurchaseFault.OFFER_CIPHERTEXT;
        }
        Mask mask = signed.mask();
        boolean told = mask != null && mask.maskHash().equals(offer.maskHash());
        return told ? null : PurchaseFault.OFFER_MASKED;
    }

    private static @Nullable PurchaseFault terms(BuyerTerms terms, Offer offer, long headTime) {
        if (offer.revealWindow() < terms.minReveal() || offer.revealWindow() > terms.maxReveal()) {
            return PurchaseFault.OFFER_REVEAL_WINDOW;
        }
        if (offer.disputeWindow() < terms.minDispute() || offer.disputeWindow() > terms.maxDispute()) {
            return PurchaseFault.OFFER_DISPUTE_WINDOW;
        }
        if (offer.bond().isLessThan(terms.minBond())) {
            return PurchaseFault.OFFER_BOND;
        }
        if (offer.noShow().isLessThan(terms.minNoShow())) {
            return PurchaseFault.OFFER_NO_SHOW;
        }
        // Until then an acceptance that went astray can still be mined: nobody should have to wait for ever.
        if (offer.acceptBy() > headTime + BuyerTerms.LONGEST_TO_ACCEPT) {
            return PurchaseFault.OFFER_EXPIRY;
        }
        return headTime > offer.acceptBy() ? PurchaseFault.OFFER_EXPIRED : null;
    }
}
