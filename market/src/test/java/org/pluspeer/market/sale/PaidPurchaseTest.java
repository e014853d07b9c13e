package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

/** One nested class for each state a purchase can be in once the key is here, the price is lost, or it is over. */
class PaidPurchaseTest extends PurchaseScene {
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
