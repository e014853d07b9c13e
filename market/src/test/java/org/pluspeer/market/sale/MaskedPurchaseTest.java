package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A purchase of a ciphertext that all buyers share. */
class MaskedPurchaseTest {
    private static final Mask MASK = Mask.of(Samples.hash(55).bytes());
    private static final Listing LISTING = new Listing(
            Samples.hash(10),
            Samples.SELLER,
            Samples.hash(11),
            1,
            Samples.hash(12),
            5000,
            2048,
            Samples.TOKEN,
            Amount.of(4_000_000),
            Samples.SELLER.padded(),
            1_000_000,
            Samples.hash(40),
            Samples.KEY.keyHash());
    private static final PurchaseRequest REQUEST = new PurchaseRequest(
            Samples.hash(20),
            Samples.VENUE,
            LISTING,
            new PurchaseRequest.Label("Strikes", "strikes.csv"),
            Samples.BUYER,
            Samples.BUYER_KEY,
            Samples.TERMS);

    private Purchase state = Purchase.begin(REQUEST).state();

    private static SignedOffer offer(Hash32 maskHash, @Nullable Mask mask) {
        Samples.OfferDraft draft = new Samples.OfferDraft();
        draft.listing = REQUEST.listingId();
        draft.maskHash = maskHash;
        return SignedOffer.at(Samples.VENUE, draft.offer(), Samples.SIGNATURE, mask);
    }

    private static SignedOffer masked() {
        return offer(MASK.maskHash(), MASK);
    }

    private void tell(PurchaseCommand command) {
        state = state.on(command).state();
    }

    private void take(SignedOffer offer) {
        tell(new PurchaseCommand.TakeOffer(offer, Samples.SELLER, 1000));
    }

    private void chain(long head, ChainFact... facts) {
        tell(new PurchaseCommand.Move(new ChainMove(null, List.of(facts), new ChainTime(head, 0, 0))));
    }

    private void paid() {
        take(masked());
        tell(new PurchaseCommand.Approve(Amount.of(4_000_000)));
        tell(new PurchaseCommand.KeepCiphertext());
        tell(new PurchaseCommand.StartPayment(PaymentMethod.COIN, 1000));
        chain(1500, Samples.accepted(11, 1500));
        assertInstanceOf(Purchase.Paid.class, state);
    }

    private ChainFact.Revealed revealed(Hash32 z) {
        return new ChainFact.Revealed(12, Samples.TX, z, 2000 + Samples.WINDOW);
    }

    @Test
    void anOfferWithoutTheMaskOrForAnotherCiphertextIsRefused() {
        for (SignedOffer wrong : List.of(
                offer(Hash32.ZERO, null),
                offer(MASK.maskHash(), null),
                offer(MASK.maskHash(), Mask.of(Samples.hash(56).bytes())))) {
            state = Purchase.begin(REQUEST).state();
            take(wrong);
            Purchase.Failed failed = assertInstanceOf(Purchase.Failed.class, state);
            assertEquals(PurchaseFault.OFFER_MASKED, failed.failure().fault());
        }
        Samples.OfferDraft other = new Samples.OfferDraft();
        other.listing = new PurchaseRequest(
                        REQUEST.id(),
                        Samples.VENUE,
                        ofAnotherCipher(),
                        REQUEST.label(),
                        Samples.BUYER,
                        Samples.BUYER_KEY,
                        Samples.TERMS)
                .listingId();
        other.maskHash = MASK.maskHash();
        state = Purchase.begin(new PurchaseRequest(
                        REQUEST.id(),
                        Samples.VENUE,
                        ofAnotherCipher(),
                        REQUEST.label(),
                        Samples.BUYER,
                        Samples.BUYER_KEY,
                        Samples.TERMS))
                .state();
        take(SignedOffer.at(Samples.VENUE, other.offer(), Samples.SIGNATURE, MASK));
        Purchase.Failed failed = assertInstanceOf(Purchase.Failed.class, state);
        assertEquals(PurchaseFault.OFFER_CIPHERTEXT, failed.failure().fault());
    }

    private static Listing ofAnotherCipher() {
        return new Listing(
                LISTING.bodyHash(),
                LISTING.seller(),
                LISTING.listingKey(),
                LISTING.sequence(),
                LISTING.contentRoot(),
                LISTING.size(),
                LISTING.blockSize(),
                LISTING.token(),
                LISTING.price(),
                LISTING.payee(),
                LISTING.validUntil(),
                Samples.hash(41),
                LISTING.keyHash());
    }

    @Test
    void whatIsRevealedIsUnmaskedWithThisSalesSecret() {
        paid();
        chain(2000, revealed(MASK.cover(Samples.KEY, masked().id())));
        Purchase.Opened opened = assertInstanceOf(Purchase.Opened.class, state);
        assertEquals(Samples.KEY, opened.key());
    }

    @Test
    void whatUnmasksNothingIsContestedToTheLastSecondAndOnlyThen() {
        paid();
        Hash32 bare = Hash32.of(Samples.KEY.bytes());
        chain(2000, revealed(bare));
        assertEquals(List.of(new PurchaseEffect.SubmitMaskComplaint(masked(), bare, 0)), state.effects());
        chain(2000 + Samples.WINDOW);
        assertInstanceOf(Purchase.Contesting.class, state);
        chain(2001 + Samples.WINDOW);
        assertInstanceOf(Purchase.Lost.class, state);
    }

    @Test
    void aContestThatIsUpheldBringsPriceAndBond() {
        paid();
        chain(2000, revealed(Samples.hash(1)));
        chain(2010, Samples.ended(13, How.COMPLAINED));
        assertEquals(
                Amount.of(4_400_000),
                assertInstanceOf(Purchase.Refunded.class, state).credited());
    }

    @Test
    void aRevealThatTheChainTakesBackIsNotContested() {
        paid();
        chain(2000, revealed(Samples.hash(1)));
        tell(new PurchaseCommand.Move(new ChainMove(12L, List.of(), new ChainTime(2010, 0, 0))));
        assertInstanceOf(Purchase.Paid.class, state);
    }

    @Test
    void theKeyItselfFromTheSellerEndsTheContest() {
        paid();
        chain(2000, revealed(Samples.hash(1)));
        tell(new PurchaseCommand.TakeKey(ContentKey.of(Samples.KEY.bytes())));
        assertInstanceOf(Purchase.Opened.class, state);
        assertTrue(state.facts().goods().key() != null);
    }
}
