package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.sale.Denial;
import org.pluspeer.market.sale.Step;
import org.pluspeer.wallet.eth.Amount;

/** The client's side, step by step. */
class PlacementTest {
    private static final long START = 1024;
    private static final long FIRST = START + 512;
    private static final long WINDOW = DealSamples.TERMS.windowBlocks();

    private final DealRequest request = DealSamples.REQUEST;
    private Placement state = Placement.begin(request).state();

    private Step<Placement, DealEvent, DealEffect> tell(DealCommand command) {
        Step<Placement, DealEvent, DealEffect> step = state.on(command);
        state = step.state();
        return step;
    }

    private void at(long block, DealFact... facts) {
        ChainHead head = new ChainHead(block, block, block - 20, block - 20);
        tell(new DealCommand.Move(DealMove.to(head, facts)));
    }

    private void agreed() {
        tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.PROVIDER));
        tell(new DealCommand.Consent(DealSamples.TERMS.price()));
    }

    private void opened() {
        agreed();
        at(1000, new DealFact.Opened(1000, DealSamples.TX, START));
    }

    @Test
    void pays_only_what_was_signed_and_agreed_to() {
        assertEquals(List.of(new DealEffect.AskForSignature(request)), state.effects());
        assertEquals(
                Denial.NOT_OFFERED_YET,
                tell(new DealCommand.Consent(Amount.of(6000))).denial());
        assertEquals(
                Denial.WRONG_SIGNATURE,
                tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.CLIENT))
                        .denial());
        tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.PROVIDER));
        assertInstanceOf(Placement.Approving.class, state);
        assertEquals(
                Denial.TOTAL_TOO_LOW,
                tell(new DealCommand.Consent(Amount.of(5999))).denial());
        assertEquals(List.of(), state.effects());
        tell(new DealCommand.Consent(Amount.of(6000)));
        assertEquals(List.of(new DealEffect.Open(request, DealSamples.SIGNATURE, 0)), state.effects());
    }

    @Test
    void does_not_pay_too_late() {
        agreed();
        at(DealSamples.ACCEPT_BY);
        assertEquals(1, state.effects().size());
        at(DealSamples.ACCEPT_BY + 1);
        assertEquals(List.of(), state.effects());
        assertInstanceOf(Placement.Opening.class, state);
        at(DealSamples.ACCEPT_BY + 21);
        assertInstanceOf(Placement.Expired.class, state);
    }

    @Test
    void a_provider_that_declines() {
        tell(new DealCommand.Decline("no room"));
        assertInstanceOf(Placement.Declined.class, state);
        tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.PROVIDER));
        assertInstanceOf(Placement.Declined.class, state);
        assertTrue(state.isOver());
    }

    @Test
    void an_opening_that_was_taken_back_is_sent_again() {
        opened();
        assertInstanceOf(Placement.Kept.class, state);
        tell(new DealCommand.Move(new DealMove(990L, List.of(), ChainHead.UNKNOWN)));
        assertEquals(List.of(new DealEffect.Open(request, DealSamples.SIGNATURE, 0)), state.effects());
    }

    @Test
    void counts_what_was_missed_and_asks_for_repair_at_default() {
        opened();
        at(FIRST + WINDOW);
        assertEquals(1, state.missed());
        assertFalse(state.needsRepair());
        at(FIRST + 512 * 2 + WINDOW);
        assertTrue(state.needsRepair());
        assertEquals(List.of(new DealEffect.Settle(request, 3, 0)), state.effects());
        long end = FIRST + 512 * 2 + WINDOW + 5;
        at(end, new DealFact.Ended(end, DealSamples.TX, DealState.DEFAULTED));
        assertTrue(state.needsRepair() && state.isOver());
        assertEquals(List.of(), state.effects());
    }

    @Test
    void leaves_a_completed_deal_to_the_provider_for_a_while() {
        opened();
        for (int epoch = 1; epoch < 6; epoch++) {
            at(FIRST + 512L * epoch + 10, new DealFact.Proven(FIRST + 512L * epoch + 10, DealSamples.TX, epoch));
        }
        assertInstanceOf(Placement.Closing.class, state);
        assertEquals(List.of(), state.effects());
        long end = FIRST + 512 * 5 + WINDOW;
        at(end + Placement.GRACE);
        assertEquals(List.of(), state.effects());
        at(end + Placement.GRACE + 1);
        assertEquals(List.of(new DealEffect.Settle(request, 6, 0)), state.effects());
    }

    @Test
    void a_history_begins_by_a_proposal() {
        assertThrows(IllegalArgumentException.class, () -> Placement.first(new DealEvent.Consented()));
        assertThrows(IllegalArgumentException.class, () -> Hosting.first(new DealEvent.Consented()));
    }
}
