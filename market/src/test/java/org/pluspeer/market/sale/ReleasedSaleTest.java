package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One nested class for each state a sale can be in once it is after its price, or over. */
class ReleasedSaleTest extends SaleScene {
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
