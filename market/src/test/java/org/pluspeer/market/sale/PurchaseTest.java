package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Amount;

/** One nested class for each state a purchase can be in. */
class PurchaseTest {
    private static final ChainTime EARLY = new ChainTime(1000, 10, 990);
    private static final long REVEAL_BY = 1000 + Samples.WINDOW;
    private static final Amount PRICE = Samples.OFFER.price();

    private Purchase state = Purchase.begin(Samples.REQUEST).state();
    private final List<PurchaseEvent> last = new ArrayList<>();

    private Step<Purchase, PurchaseEvent, PurchaseEffect> tell(PurchaseCommand command) {
        var step = state.on(command);
        state = step.state();
        last.clear();
        last.addAll(step.events());
        assertEquals(state.effects(), step.effects());
        return step;
    }

    private void chain(ChainTime time, ChainFact... facts) {
        tell(new PurchaseCommand.Move(ChainMove.to(time, facts)));
    }

    private void revert(long from, ChainTime time, ChainFact... facts) {
        tell(new PurchaseCommand.Move(new ChainMove(from, List.of(facts), time)));
    }

    private static ChainTime at(long head) {
        return new ChainTime(head, 10, 990);
    }

    private void offered() {
        tell(new PurchaseCommand.TakeOffer(Samples.SIGNED, Samples.SELLER, 1000));
    }

    private void fetching() {
        offered();
        tell(new PurchaseCommand.Approve(PRICE));
    }

    private void checked() {
        fetching();
        tell(new PurchaseCommand.KeepCiphertext());
    }

    private void paying(PaymentMethod method) {
        checked();
        tell(new PurchaseCommand.StartPayment(method, 1000));
    }

    private void paid() {
        paying(PaymentMethod.AUTHORIZATION);
        chain(EARLY, Samples.accepted(11, 1000));
    }

    private void opened() {
        paid();
        tell(new PurchaseCommand.TakeKey(Samples.KEY));
    }

    private void complaining() {
        opened();
        tell(new PurchaseCommand.FindFault(1));
    }

    private void delivered() {
        opened();
        tell(new PurchaseCommand.Deliver(Samples.FILE));
    }

    private void refundingAfterSilence() {
        paid();
        chain(at(REVEAL_BY + 1));
    }

    private void report(TransactionReport report) {
        tell(new PurchaseCommand.Report(report));
    }

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

    @Nested
    class Opened {
        @Test
        void decrypts() {
            opened();
            assertEquals(
                    List.of(new PurchaseEffect.OpenContent(Samples.REQUEST, Samples.SIGNED, Samples.KEY)),
                    state.effects());
        }

        @Test
        void a_key_at_hand_is_used_before_the_money_is_called_back() {
            opened();
            chain(at(REVEAL_BY + 1));
            assertInstanceOf(Purchase.Opened.class, state);
        }

        @Test
        void pays_again_if_the_chain_took_the_acceptance_back() {
            opened();
            revert(11, EARLY);
            assertTrue(state.effects()
                    .contains(new PurchaseEffect.SubmitAccept(Samples.SIGNED, PaymentMethod.AUTHORIZATION, PRICE)));
        }
    }

    @Nested
    class Delivered {
        @Test
        void tells_the_seller_until_the_seller_has_it() {
            delivered();
            assertEquals(List.of(new PurchaseEffect.SendRelease(Samples.SIGNED)), state.effects());
            tell(new PurchaseCommand.ConfirmRelease());
            assertTrue(state.isOver());
        }

        @Test
        void or_until_the_chain_says_that_it_ended() {
            delivered();
            chain(EARLY, Samples.ended(13, How.RELEASED));
            assertTrue(state.isOver());
        }

        @Test
        void never_calls_the_money_back() {
            delivered();
            chain(at(REVEAL_BY + 1));
            assertEquals(List.of(new PurchaseEffect.SendRelease(Samples.SIGNED)), state.effects());
        }
    }

    @Nested
    class Complaining {
        @Test
        void shows_the_wrong_block_before_the_key_is_public() {
            complaining();
            assertEquals(
                    List.of(new PurchaseEffect.SubmitComplaint(Samples.SIGNED, Samples.KEY, 1, 0)), state.effects());
        }

        @Test
        void a_refused_complaint_is_made_again() {
            complaining();
            report(new TransactionReport.Refused(SaleTransaction.COMPLAIN, 0, "reverted"));
            report(new TransactionReport.Refused(SaleTransaction.COMPLAIN, 0, "reverted"));
            assertEquals(
                    List.of(new PurchaseEffect.SubmitComplaint(Samples.SIGNED, Samples.KEY, 1, 1)), state.effects());
        }

        @Test
        void without_a_key_on_chain_it_turns_into_a_refund_after_the_deadline() {
            complaining();
            chain(at(REVEAL_BY));
            assertInstanceOf(Purchase.Complaining.class, state);
            chain(at(REVEAL_BY + 1));
            assertInstanceOf(Purchase.Refunding.class, state);
        }

        @Test
        void with_the_key_on_chain_the_dispute_deadline_counts_to_its_last_second() {
            complaining();
            chain(EARLY, Samples.revealed(12, 2000));
            chain(at(2000 + Samples.WINDOW));
            assertInstanceOf(Purchase.Complaining.class, state);
            chain(at(2001 + Samples.WINDOW));
            assertInstanceOf(Purchase.Lost.class, state);
        }

        @Test
        void ends_with_price_and_bond() {
            complaining();
            chain(EARLY, Samples.ended(13, How.COMPLAINED));
            assertEquals(
                    Amount.of(4_400_000),
                    assertInstanceOf(Purchase.Refunded.class, state).credited());
        }

        @Test
        void does_not_pay_for_what_is_known_to_be_wrong() {
            complaining();
            revert(11, EARLY);
            assertInstanceOf(Purchase.Uncertain.class, state);
        }
    }

    @Nested
    class Refunding {
        @Test
        void calls_the_money_back() {
            refundingAfterSilence();
            assertEquals(List.of(new PurchaseEffect.SubmitRefund(Samples.SIGNED, 0)), state.effects());
        }

        @Test
        void a_key_revealed_in_the_last_second_opens_after_all() {
            refundingAfterSilence();
            chain(at(REVEAL_BY + 2), Samples.revealed(12, REVEAL_BY));
            assertInstanceOf(Purchase.Opened.class, state);
        }

        @Test
        void ends_with_price_and_no_show() {
            refundingAfterSilence();
            chain(at(REVEAL_BY + 20), Samples.ended(40, How.REFUNDED));
            assertEquals(
                    Amount.of(4_080_000),
                    assertInstanceOf(Purchase.Refunded.class, state).credited());
        }
    }

    @Nested
    class Refunded {
        @Test
        void a_reorganisation_takes_it_up_again() {
            refundingAfterSilence();
            chain(at(REVEAL_BY + 20), Samples.ended(40, How.REFUNDED));
            revert(40, at(REVEAL_BY + 20));
            assertInstanceOf(Purchase.Refunding.class, state);
        }
    }

    @Nested
    class Cancelled {
        @Test
        void stays_so() {
            tell(new PurchaseCommand.Cancel());
            assertNull(tell(new PurchaseCommand.Cancel()).denial());
            offered();
            assertEquals(Denial.OVER, tell(new PurchaseCommand.Approve(PRICE)).denial());
            assertInstanceOf(Purchase.Cancelled.class, state);
        }
    }

    @Nested
    class Failed {
        @Test
        void an_acceptance_that_nobody_expected_is_not_forgotten() {
            paying(PaymentMethod.COIN);
            chain(new ChainTime(20_000, 100, 19_000));
            assertInstanceOf(Purchase.Failed.class, state);
            chain(new ChainTime(20_010, 101, 19_010), Samples.accepted(60, 9_000));
            assertInstanceOf(Purchase.Refunding.class, state);
        }
    }

    @Nested
    class Lost {
        @Test
        void a_settled_sale_with_right_content_is_simply_delivered() {
            paid();
            chain(at(50_000), Samples.revealed(12, 2000), Samples.ended(13, How.SETTLED));
            assertInstanceOf(Purchase.Opened.class, state);
            tell(new PurchaseCommand.Deliver(Samples.FILE));
            assertTrue(state.isOver());
            assertInstanceOf(Purchase.Delivered.class, state);
        }

        @Test
        void a_settled_sale_with_a_wrong_block_is_lost_and_says_so() {
            paid();
            chain(at(50_000), Samples.revealed(12, 2000), Samples.ended(13, How.SETTLED));
            tell(new PurchaseCommand.FindFault(0));
            assertEquals(
                    PurchaseFault.DISPUTE_MISSED,
                    assertInstanceOf(Purchase.Lost.class, state).failure().fault());
        }
    }
}
