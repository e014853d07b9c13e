package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class OfferCheckTest {
    @Test
    void an_offer_as_listed_holds_until_its_last_second() {
        assertNull(OfferCheck.fault(Samples.REQUEST, Samples.SIGNED, Samples.SELLER, Samples.ACCEPT_BY));
    }

    @Test
    void an_offer_is_too_late_one_second_after() {
        assertEquals(
                PurchaseFault.OFFER_EXPIRED,
                OfferCheck.fault(Samples.REQUEST, Samples.SIGNED, Samples.SELLER, Samples.ACCEPT_BY + 1));
    }

    @Test
    void an_offer_that_stays_open_for_more_than_a_day_is_refused() {
        Samples.OfferDraft draft = new Samples.OfferDraft();
        draft.acceptBy = 1000 + BuyerTerms.LONGEST_TO_ACCEPT;
        SignedOffer longest = SignedOffer.at(Samples.VENUE, draft.offer(), Samples.SIGNATURE);
        assertNull(OfferCheck.fault(Samples.REQUEST, longest, Samples.SELLER, 1000));
        assertEquals(PurchaseFault.OFFER_EXPIRY, OfferCheck.fault(Samples.REQUEST, longest, Samples.SELLER, 999));
    }

    @Test
    void a_signature_by_somebody_else_is_refused() {
        assertEquals(
                PurchaseFault.OFFER_SIGNATURE, OfferCheck.fault(Samples.REQUEST, Samples.SIGNED, Samples.STRANGER, 1));
    }

    @Test
    void an_id_that_is_not_the_offers_is_refused() {
        SignedOffer other = new SignedOffer(Samples.hash(1), Samples.OFFER, Samples.SIGNATURE);
        assertEquals(PurchaseFault.OFFER_SIGNATURE, OfferCheck.fault(Samples.REQUEST, other, Samples.SELLER, 1));
    }

    @ParameterizedTest
    @EnumSource
    void every_term_that_differs_is_named(Deviation deviation) {
        Samples.OfferDraft draft = new Samples.OfferDraft();
        deviation.change.accept(draft);
        SignedOffer offer = SignedOffer.at(Samples.VENUE, draft.offer(), Samples.SIGNATURE);
        assertEquals(deviation.fault, OfferCheck.fault(Samples.REQUEST, offer, Samples.SELLER, 1));
    }

    /** What {@code FairExchange} reverts on cannot be written down as an offer either. */
    @Test
    void where_no_key_is_named_it_is_the_buyers_own() {
        Samples.OfferDraft draft = new Samples.OfferDraft();
        draft.buyerKey = Address.ZERO;
        assertEquals(Samples.BUYER, draft.offer().releaseKey());
        draft.buyerKey = Samples.STRANGER;
        assertEquals(Samples.STRANGER, draft.offer().releaseKey());
    }

    @ParameterizedTest
    @EnumSource
    void what_the_contract_refuses_is_no_offer(Impossible impossible) {
        Samples.OfferDraft draft = new Samples.OfferDraft();
        impossible.change.accept(draft);
        assertThrows(MalformedException.class, draft::offer);
    }

    @SuppressWarnings("ImmutableEnumChecker") // the changes hold nothing
    enum Impossible {
        FREE(d -> d.price = Amount.ZERO),
        TOO_DEAR(d -> d.price = Amount.parseUnits("79228162514264337593543950336")),
        NO_PAYEE(d -> d.payee = Hash32.ZERO),
        MORE_THAN_AN_ACCOUNT(d -> d.payee = Hash32.parse("01".repeat(32))),
        LATER_MEMBERSHIP(d -> d.payee = Hash32.parse("7f".repeat(32))),
        NO_SHOW_ABOVE_BOND(d -> d.noShow = d.bond.plus(Amount.of(1))),
        HASTY_REVEAL(d -> d.revealWindow = 599),
        ENDLESS_REVEAL(d -> d.revealWindow = 2_592_001),
        HASTY_DISPUTE(d -> d.disputeWindow = 599),
        ENDLESS_DISPUTE(d -> d.disputeWindow = 2_592_001),
        EMPTY(d -> d.size = 0),
        SMALL_BLOCKS(d -> d.blockSize = 128),
        LARGE_BLOCKS(d -> d.blockSize = 8192),
        ODD_BLOCKS(d -> d.blockSize = 3000);

        private final Consumer<Samples.OfferDraft> change;

        Impossible(Consumer<Samples.OfferDraft> change) {
            this.change = change;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // the changes hold nothing
    enum Deviation {
        SELLER(PurchaseFault.OFFER_SELLER, d -> d.seller = Samples.STRANGER),
        BUYER(PurchaseFault.OFFER_BUYER, d -> d.buyer = Samples.STRANGER),
        BUYER_KEY(PurchaseFault.OFFER_BUYER, d -> d.buyerKey = Samples.STRANGER),
        LISTING(PurchaseFault.OFFER_LISTING, d -> d.listing = Samples.hash(3)),
        ROOT(PurchaseFault.OFFER_CONTENT, d -> d.contentRoot = Samples.hash(3)),
        SIZE(PurchaseFault.OFFER_CONTENT, d -> d.size = 5001),
        BLOCK_SIZE(PurchaseFault.OFFER_BLOCK_SIZE, d -> d.blockSize = 4096),
        TOKEN(PurchaseFault.OFFER_TOKEN, d -> d.token = Samples.STRANGER),
        DEARER(PurchaseFault.OFFER_PRICE, d -> d.price = Amount.of(4_000_001)),
        CHEAPER(PurchaseFault.OFFER_PRICE, d -> d.price = Amount.of(3_999_999)),
        PAYEE(PurchaseFault.OFFER_PAYEE, d -> d.payee = Samples.STRANGER.padded()),
        MASK(PurchaseFault.OFFER_MASKED, d -> d.maskHash = Samples.hash(3)),
        LONG_REVEAL(PurchaseFault.OFFER_REVEAL_WINDOW, d -> d.revealWindow = 7201),
        LONG_DISPUTE(PurchaseFault.OFFER_DISPUTE_WINDOW, d -> d.disputeWindow = 100_001),
        BOND(PurchaseFault.OFFER_BOND, d -> {
            d.bond = Amount.of(99_999);
            d.noShow = Amount.of(20_000);
        }),
        NO_SHOW(PurchaseFault.OFFER_NO_SHOW, d -> d.noShow = Amount.of(19_999));

        private final PurchaseFault fault;
        private final Consumer<Samples.OfferDraft> change;

        Deviation(PurchaseFault fault, Consumer<Samples.OfferDraft> change) {
            this.fault = fault;
            this.change = change;
        }
    }
}
