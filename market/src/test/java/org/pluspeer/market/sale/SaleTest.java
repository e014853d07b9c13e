package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;

/** One nested class for each state a sale can be in. */
class SaleTest {
    private static final long REVEAL_BY = 1000 + Samples.WINDOW;
    private static final long HALFWAY = REVEAL_BY - Samples.WINDOW / 2;
    private static final long LAST_START = REVEAL_BY - Samples.WINDOW / 10;

    private static final ChainFact.Accepted PAYMENT = Samples.accepted(11, 1000);

    private Sale state = Sale.begin(Samples.SALE).state();

    private Step<Sale, SaleEvent, SaleEffect> tell(SaleCommand command) {
        var step = state.on(command);
        state = step.state();
        assertEquals(state.effects(), step.effects());
        return step;
    }

    private void chain(ChainTime time, ChainFact... facts) {
        tell(new SaleCommand.Move(ChainMove.to(time, facts)));
    }

    private static ChainTime early() {
        return new ChainTime(1000, 10, 990);
    }

    /** The acceptance in block 11 is final from here on. */
    private static ChainTime finalAt(long head) {
        return new ChainTime(head, 11, 1000);
    }

    private void offered() {
        tell(new SaleCommand.ConfirmBond());
        tell(new SaleCommand.TakeSignature(Samples.SIGNATURE));
    }

    private void accepted() {
        offered();
        chain(early(), Samples.accepted(11, 1000));
    }

    private void secured() {
        accepted();
        chain(finalAt(1100));
    }

    private @Nullable Denial askKey(Address node, ChainTime time) {
        return tell(new SaleCommand.AskKey(node, time, true)).denial();
    }

    private @Nullable Denial askKey(ChainTime time) {
        return askKey(Samples.BUYER_NODE, time);
    }

    private void release() {
        tell(new SaleCommand.TakeRelease(Samples.SIGNATURE, Samples.BUYER_KEY));
    }

    private void revealing() {
        secured();
        chain(finalAt(HALFWAY));
    }

    private void revealed() {
        revealing();
        chain(finalAt(HALFWAY + 10), Samples.revealed(20, HALFWAY + 5));
    }

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

    @Nested
    class Releasing {
        @Test
        void a_release_by_another_key_is_refused() {
            secured();
            assertEquals(
                    Denial.WRONG_SIGNATURE,
                    tell(new SaleCommand.TakeRelease(Samples.SIGNATURE, Samples.STRANGER))
                            .denial());
            assertInstanceOf(Sale.Secured.class, state);
        }

        @Test
        void takes_the_money() {
            secured();
            release();
            assertEquals(List.of(new SaleEffect.SubmitRelease(Samples.SALE, Samples.SIGNATURE, 0)), state.effects());
        }

        @Test
        void reveals_as_well_when_the_release_is_not_mined_by_half_time() {
            secured();
            release();
            chain(finalAt(HALFWAY));
            assertEquals(
                    List.of(
                            new SaleEffect.SubmitRelease(Samples.SALE, Samples.SIGNATURE, 0),
                            new SaleEffect.SubmitReveal(Samples.SALE, 0, PAYMENT)),
                    state.effects());
        }

        @Test
        void an_early_release_does_not_fetch_the_key_before_the_payment_is_final() {
            accepted();
            release();
            assertInstanceOf(Sale.Releasing.class, state);
            assertEquals(Denial.NOT_PAID_YET, askKey(early()));
            assertNull(askKey(finalAt(1100)));
        }

        @Test
        void nor_does_one_that_is_in_a_block_already() {
            accepted();
            release();
            chain(early(), Samples.ended(11, How.RELEASED));
            assertInstanceOf(Sale.Released.class, state);
            assertEquals(Denial.NOT_PAID_YET, askKey(early()));
            assertEquals(
                    Denial.NOT_PAID_YET,
                    tell(new SaleCommand.AskKey(Samples.BUYER_NODE, finalAt(1100), false))
                            .denial());
            assertNull(askKey(finalAt(1100)));
        }

        @Test
        void a_release_that_comes_after_the_reveal_saves_the_wait() {
            revealed();
            release();
            assertInstanceOf(Sale.Releasing.class, state);
        }
    }

    @Nested
    class Revealing {
        @Test
        void puts_the_key_on_chain() {
            revealing();
            assertEquals(List.of(new SaleEffect.SubmitReveal(Samples.SALE, 0, PAYMENT)), state.effects());
        }

        @Test
        void asks_no_proof_of_the_payment_when_the_buyer_has_the_key_anyway() {
            secured();
            assertNull(askKey(finalAt(1101)));
            chain(finalAt(HALFWAY));
            assertEquals(List.of(new SaleEffect.SubmitReveal(Samples.SALE, 0, null)), state.effects());
        }

        @Test
        void is_not_begun_when_too_little_time_is_left() {
            secured();
            chain(finalAt(LAST_START + 1));
            assertInstanceOf(Sale.Missed.class, state);
        }

        @Test
        void is_begun_to_the_last_second_when_the_buyer_has_the_key_anyway() {
            secured();
            assertNull(askKey(finalAt(1101)));
            chain(finalAt(REVEAL_BY));
            assertInstanceOf(Sale.Revealing.class, state);
        }

        @Test
        void is_begun_in_the_last_safe_second() {
            secured();
            chain(finalAt(LAST_START));
            assertInstanceOf(Sale.Revealing.class, state);
        }

        @Test
        void once_sent_goes_on_until_the_deadline() {
            revealing();
            tell(new SaleCommand.Report(new TransactionReport.Sent(SaleTransaction.REVEAL, 0, Samples.TX)));
            chain(finalAt(REVEAL_BY));
            assertInstanceOf(Sale.Revealing.class, state);
            chain(finalAt(REVEAL_BY + 1));
            assertInstanceOf(Sale.Missed.class, state);
        }

        @Test
        void keeps_the_key_off_the_wire() {
            revealing();
            assertEquals(Denial.TOO_LATE, askKey(finalAt(HALFWAY)));
        }
    }

    @Nested
    class Revealed {
        @Test
        void leaves_the_buyer_the_last_second_to_complain() {
            revealed();
            chain(finalAt(HALFWAY + 5 + Samples.WINDOW));
            assertInstanceOf(Sale.Revealed.class, state);
            chain(finalAt(HALFWAY + 6 + Samples.WINDOW));
            assertEquals(List.of(new SaleEffect.SubmitSettle(Samples.SALE, 0)), state.effects());
        }

        @Test
        void a_public_key_may_be_asked_for() {
            revealed();
            assertNull(askKey(finalAt(HALFWAY + 20)));
        }
    }

    @Nested
    class Settling {
        @Test
        void ends_settled() {
            revealed();
            chain(finalAt(HALFWAY + 6 + Samples.WINDOW));
            chain(finalAt(HALFWAY + 30 + Samples.WINDOW), Samples.ended(40, How.SETTLED));
            assertInstanceOf(Sale.Settled.class, state);
            assertTrue(state.isOver());
        }
    }

    @Nested
    class Missed {
        @Test
        void a_release_still_helps() {
            secured();
            chain(finalAt(REVEAL_BY + 1));
            release();
            assertEquals(List.of(new SaleEffect.SubmitRelease(Samples.SALE, Samples.SIGNATURE, 0)), state.effects());
        }

        @Test
        void never_gives_the_key() {
            secured();
            chain(finalAt(REVEAL_BY + 1));
            assertEquals(Denial.TOO_LATE, askKey(finalAt(REVEAL_BY + 2)));
        }
    }

    @Nested
    class Ends {
        @Test
        void follow_the_chain() {
            secured();
            for (How how : How.values()) {
                chain(finalAt(1200), Samples.ended(30, how));
                Class<? extends Sale> expected =
                        switch (how) {
                            case SETTLED -> Sale.Settled.class;
                            case RELEASED -> Sale.Released.class;
                            case REFUNDED -> Sale.Refunded.class;
                            case COMPLAINED -> Sale.Complained.class;
                        };
                assertInstanceOf(expected, state);
                assertEquals(List.of(), state.effects());
                assertFalse(state.servesBlocks());
            }
        }
    }

    @Nested
    class Declined {
        @Test
        void is_only_possible_before_the_offer_is_signed() {
            tell(new SaleCommand.Decline("no money for the bond"));
            assertInstanceOf(Sale.Declined.class, state);
            assertFalse(state.reservesBond());
        }

        @Test
        void not_after() {
            offered();
            tell(new SaleCommand.Decline("changed my mind"));
            assertInstanceOf(Sale.Offered.class, state);
        }
    }
}
