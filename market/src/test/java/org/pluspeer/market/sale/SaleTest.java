package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One nested class for each state a sale can be in until its key went out. */
class SaleTest extends SaleScene {
    @Nested
    class Bonding {
        @Test
        void reserves_and_secures_the_bond() {
            assertTrue(state.reservesBond());
            assertEquals(List.of(new SaleEffect.SecureBond(Samples.SALE, 0)), state.effects());
        }

        @Test
        void a_refused_deposit_is_tried_under_a_new_number() {
            tell(new SaleCommand.Report(new TransactionReport.Refused(SaleTransaction.DEPOSIT, 0, "reverted")));
            assertEquals(List.of(new SaleEffect.SecureBond(Samples.SALE, 1)), state.effects());
        }

        @Test
        void serves_nothing() {
            assertFalse(state.servesBlocks());
        }
    }

    @Nested
    class Signing {
        @Test
        void signs_only_with_the_bond_in_hand() {
            tell(new SaleCommand.TakeSignature(Samples.SIGNATURE));
            assertInstanceOf(Sale.Bonding.class, state);
            tell(new SaleCommand.ConfirmBond());
            assertEquals(List.of(new SaleEffect.SignOffer(Samples.SALE)), state.effects());
        }
    }

    @Nested
    class Offered {
        @Test
        void serves_blocks_and_keeps_the_key() {
            offered();
            assertTrue(state.servesBlocks());
            assertEquals(Denial.NOT_PAID_YET, askKey(early()));
        }

        @Test
        void is_not_forgotten_before_the_chain_is_final_past_the_deadline() {
            offered();
            chain(new ChainTime(Samples.ACCEPT_BY + 100, 50, Samples.ACCEPT_BY));
            assertInstanceOf(Sale.Offered.class, state);
            chain(new ChainTime(Samples.ACCEPT_BY + 100, 51, Samples.ACCEPT_BY + 1));
            assertInstanceOf(Sale.Expired.class, state);
            assertFalse(state.reservesBond());
        }
    }

    @Nested
    class Accepted {
        @Test
        void keeps_the_key_until_the_block_is_final() {
            accepted();
            assertEquals(Denial.NOT_PAID_YET, askKey(early()));
            assertFalse(state.facts().promise().keyHandedOver());
        }

        @Test
        void goes_back_to_offered_with_the_block() {
            accepted();
            tell(new SaleCommand.Move(new ChainMove(11L, List.of(), early())));
            assertInstanceOf(Sale.Offered.class, state);
        }

        @Test
        void is_no_news_where_the_chain_takes_it_back_and_says_the_same_again() {
            accepted();
            ChainFact same = Objects.requireNonNull(state.facts().escrow().accepted());
            ChainMove again = new ChainMove(1L, List.of(same), state.facts().time());
            assertEquals(List.of(), state.on(new SaleCommand.Move(again)).events());
        }

        @Test
        void a_late_finality_still_reveals() {
            accepted();
            chain(new ChainTime(HALFWAY + 5, 10, 990));
            assertInstanceOf(Sale.Accepted.class, state);
            chain(finalAt(HALFWAY + 5));
            assertInstanceOf(Sale.Revealing.class, state);
        }
    }

    @Nested
    class Dropped {
        @Test
        void an_offer_that_its_buyer_gives_back_holds_no_bond() {
            offered();
            assertTrue(state.reservesBond());
            assertNull(tell(new SaleCommand.Drop()).denial());
            assertInstanceOf(Sale.Declined.class, state);
            assertFalse(state.reservesBond());
            assertEquals(List.of(), tell(new SaleCommand.Drop()).events());
        }

        @Test
        void and_goes_on_if_it_is_accepted_all_the_same() {
            offered();
            tell(new SaleCommand.Drop());
            chain(early(), Samples.accepted(11, 1000));
            assertInstanceOf(Sale.Accepted.class, state);
        }

        @Test
        void one_that_is_accepted_cannot_be_given_back() {
            accepted();
            assertEquals(Denial.TOO_LATE, tell(new SaleCommand.Drop()).denial());
        }
    }

    @Nested
    class Secured {
        @Test
        void hands_the_key_to_the_node_that_asked_for_the_offer() {
            secured();
            assertNull(askKey(finalAt(1100)));
            assertInstanceOf(Sale.KeySent.class, state);
        }

        @Test
        void but_not_before_the_contract_itself_shows_the_payment_where_it_is_final() {
            secured();
            var step = tell(new SaleCommand.AskKey(Samples.BUYER_NODE, finalAt(1100), false));
            assertEquals(Denial.NOT_PAID_YET, step.denial());
            assertFalse(state.facts().promise().keyHandedOver());
        }

        @Test
        void and_to_no_other() {
            secured();
            assertEquals(Denial.NOT_YOUR_SALE, askKey(Samples.STRANGER, finalAt(1100)));
            assertInstanceOf(Sale.Secured.class, state);
        }

        @Test
        void a_fresher_look_at_the_chain_can_forbid_it() {
            secured();
            assertEquals(Denial.TOO_LATE, askKey(finalAt(HALFWAY)));
            assertFalse(state.facts().promise().keyHandedOver());
        }
    }

    @Nested
    class KeySent {
        @Test
        void may_be_asked_again() {
            secured();
            askKey(finalAt(1100));
            var step = tell(new SaleCommand.AskKey(Samples.BUYER_NODE, finalAt(1101), true));
            assertNull(step.denial());
            assertEquals(List.of(), step.events());
        }

        @Test
        void waits_for_half_of_the_window_only() {
            secured();
            askKey(finalAt(1100));
            chain(finalAt(HALFWAY - 1));
            assertInstanceOf(Sale.KeySent.class, state);
            chain(finalAt(HALFWAY));
            assertInstanceOf(Sale.Revealing.class, state);
        }
    }
}
