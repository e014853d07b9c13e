package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Amount;

/** One nested class for each state a purchase can be in until its price is paid. */
class PurchaseTest extends PurchaseScene {
    @Nested
    class Requested {
        @Test
        void asks_for_an_offer() {
            assertEquals(List.of(new PurchaseEffect.RequestOffer(Samples.REQUEST)), state.effects());
        }

        @Test
        void a_good_offer_waits_for_the_owner() {
            offered();
            assertInstanceOf(Purchase.Offered.class, state);
            assertEquals(List.of(), state.effects());
        }

        @Test
        void a_forged_offer_ends_it() {
            tell(new PurchaseCommand.TakeOffer(Samples.SIGNED, Samples.STRANGER, 1000));
            assertEquals(
                    PurchaseFault.OFFER_SIGNATURE,
                    assertInstanceOf(Purchase.Failed.class, state).failure().fault());
        }

        @Test
        void a_yes_to_nothing_is_refused() {
            assertEquals(
                    Denial.NOT_OFFERED_YET,
                    tell(new PurchaseCommand.Approve(PRICE)).denial());
        }

        @Test
        void can_be_cancelled() {
            tell(new PurchaseCommand.Cancel());
            assertInstanceOf(Purchase.Cancelled.class, state);
        }
    }

    @Nested
    class Offered {
        @Test
        void a_yes_below_the_price_is_refused() {
            offered();
            assertEquals(
                    Denial.TOTAL_TOO_LOW,
                    tell(new PurchaseCommand.Approve(Amount.of(3_999_999))).denial());
            assertInstanceOf(Purchase.Offered.class, state);
        }

        @Test
        void a_second_offer_changes_nothing() {
            offered();
            Samples.OfferDraft other = new Samples.OfferDraft();
            other.acceptBy = 9000;
            tell(new PurchaseCommand.TakeOffer(
                    SignedOffer.at(Samples.VENUE, other.offer(), Samples.SIGNATURE), Samples.SELLER, 1000));
            assertEquals(Samples.SIGNED, state.offer());
        }

        @Test
        void holds_in_the_last_second_and_expires_after_it() {
            offered();
            chain(at(Samples.ACCEPT_BY));
            assertInstanceOf(Purchase.Offered.class, state);
            chain(at(Samples.ACCEPT_BY + 1));
            assertEquals(
                    PurchaseFault.OFFER_EXPIRED,
                    assertInstanceOf(Purchase.Failed.class, state).failure().fault());
        }
    }

    @Nested
    class Fetching {
        @Test
        void wants_the_ciphertext() {
            fetching();
            assertEquals(List.of(new PurchaseEffect.FetchCiphertext(Samples.REQUEST, Samples.SIGNED)), state.effects());
        }

        @Test
        void wrong_ciphertext_ends_it_unpaid() {
            fetching();
            tell(new PurchaseCommand.GiveUp(Failure.of(PurchaseFault.CIPHERTEXT_WRONG)));
            assertInstanceOf(Purchase.Failed.class, state);
            assertTrue(!state.isCommitted());
        }

        @Test
        void a_second_yes_is_no_news() {
            fetching();
            assertNull(tell(new PurchaseCommand.Approve(PRICE)).denial());
            assertEquals(List.of(), last);
        }
    }

    @Nested
    class Checked {
        @Test
        void looks_at_the_money_before_anything_is_signed() {
            checked();
            assertEquals(List.of(new PurchaseEffect.PreparePayment(Samples.SIGNED, PRICE)), state.effects());
        }

        @Test
        void no_money_ends_it_unpaid() {
            checked();
            tell(new PurchaseCommand.GiveUp(Failure.of(PurchaseFault.INSUFFICIENT_FUNDS)));
            assertInstanceOf(Purchase.Failed.class, state);
        }

        @Test
        void does_not_start_a_payment_that_comes_too_late() {
            checked();
            tell(new PurchaseCommand.StartPayment(PaymentMethod.COIN, Samples.ACCEPT_BY - 29));
            assertInstanceOf(Purchase.Failed.class, state);
        }

        @Test
        void a_payment_prepared_before_a_cancel_is_not_started_after_it() {
            checked();
            tell(new PurchaseCommand.Cancel());
            tell(new PurchaseCommand.StartPayment(PaymentMethod.COIN, 1000));
            assertInstanceOf(Purchase.Cancelled.class, state);
        }
    }

    @Nested
    class Paying {
        @Test
        void a_token_with_authorizations_needs_one_transaction() {
            paying(PaymentMethod.AUTHORIZATION);
            assertEquals(
                    List.of(new PurchaseEffect.SubmitAccept(Samples.SIGNED, PaymentMethod.AUTHORIZATION, PRICE)),
                    state.effects());
        }

        @Test
        void another_token_is_allowed_for_first() {
            paying(PaymentMethod.ALLOWANCE);
            assertEquals(List.of(new PurchaseEffect.ApproveToken(Samples.SIGNED, PRICE, 0)), state.effects());
            report(new TransactionReport.Succeeded(SaleTransaction.APPROVE, 0, Samples.TX, 1, Amount.of(1)));
            assertEquals(
                    List.of(new PurchaseEffect.SubmitAccept(Samples.SIGNED, PaymentMethod.ALLOWANCE, PRICE)),
                    state.effects());
        }

        @Test
        void cannot_be_cancelled() {
            paying(PaymentMethod.COIN);
            assertEquals(
                    Denial.ALREADY_PAYING, tell(new PurchaseCommand.Cancel()).denial());
        }

        @Test
        void giving_up_is_not_heard_any_more() {
            paying(PaymentMethod.COIN);
            tell(new PurchaseCommand.GiveUp(Failure.of(PurchaseFault.SELLER_UNREACHABLE)));
            assertInstanceOf(Purchase.Paying.class, state);
        }

        @Test
        void a_mined_transaction_is_not_yet_a_paid_sale() {
            paying(PaymentMethod.COIN);
            report(new TransactionReport.Succeeded(SaleTransaction.ACCEPT, 0, Samples.TX, 1, Amount.of(1)));
            assertInstanceOf(Purchase.Paying.class, state);
        }

        @Test
        void blocks_that_change_nothing_leave_no_trace() {
            paying(PaymentMethod.COIN);
            chain(at(2000));
            assertEquals(List.of(), last);
        }
    }

    @Nested
    class Uncertain {
        @Test
        void a_refused_payment_may_still_be_relayed_by_anyone() {
            paying(PaymentMethod.AUTHORIZATION);
            report(new TransactionReport.Refused(SaleTransaction.ACCEPT, 0, "reverted"));
            assertInstanceOf(Purchase.Uncertain.class, state);
            assertEquals(List.of(), state.effects());
            chain(EARLY, Samples.accepted(11, 1000));
            assertInstanceOf(Purchase.Paid.class, state);
        }

        @Test
        void only_finality_past_the_deadline_makes_it_a_failure() {
            paying(PaymentMethod.COIN);
            chain(new ChainTime(Samples.ACCEPT_BY + 1, 50, Samples.ACCEPT_BY));
            assertInstanceOf(Purchase.Uncertain.class, state);
            chain(new ChainTime(Samples.ACCEPT_BY + 60, 55, Samples.ACCEPT_BY + 1));
            assertEquals(
                    PurchaseFault.PAYMENT_LATE,
                    assertInstanceOf(Purchase.Failed.class, state).failure().fault());
        }

        @Test
        void an_acceptance_in_the_same_breath_as_the_deadline_counts() {
            paying(PaymentMethod.COIN);
            chain(new ChainTime(20_000, 100, 19_000), Samples.accepted(60, Samples.ACCEPT_BY));
            assertTrue(state instanceof Purchase.Refunding);
        }
    }

    @Nested
    class Paid {
        @Test
        void asks_for_the_key() {
            paid();
            assertEquals(List.of(new PurchaseEffect.FetchKey(Samples.SIGNED)), state.effects());
        }

        @Test
        void a_wrong_key_is_ignored() {
            paid();
            tell(new PurchaseCommand.TakeKey(ContentKey.of(Samples.hash(5).bytes())));
            assertInstanceOf(Purchase.Paid.class, state);
            assertEquals(List.of(), last);
        }

        @Test
        void the_last_second_still_belongs_to_the_seller() {
            paid();
            chain(at(REVEAL_BY));
            assertInstanceOf(Purchase.Paid.class, state);
            chain(at(REVEAL_BY + 1));
            assertInstanceOf(Purchase.Refunding.class, state);
        }

        @Test
        void a_key_on_chain_opens_it() {
            paid();
            chain(EARLY, Samples.revealed(12, 1100));
            assertEquals(
                    Samples.KEY, assertInstanceOf(Purchase.Opened.class, state).key());
        }

        @Test
        void a_reorganisation_leads_back_to_paying() {
            paid();
            revert(11, EARLY);
            assertInstanceOf(Purchase.Paying.class, state);
            chain(EARLY, Samples.accepted(13, 1100));
            assertInstanceOf(Purchase.Paid.class, state);
        }

        @Test
        void a_reorganisation_of_other_blocks_is_no_news() {
            paid();
            revert(12, EARLY);
            assertEquals(List.of(), last);
        }
    }
}
