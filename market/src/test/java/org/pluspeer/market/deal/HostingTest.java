package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.sale.Denial;
import org.pluspeer.market.sale.Step;
import org.pluspeer.wallet.eth.Amount;

/** The provider's side, step by step. The deal opens in block 1000, so epoch 0 ends with block 1536. */
class HostingTest {
    private static final long START = 1024;
    private static final long FIRST = START + 512;
    private static final long WINDOW = DealSamples.TERMS.windowBlocks();

    private DealRequest request = DealSamples.REQUEST;
    private Hosting state = Hosting.begin(request).state();

    private Step<Hosting, DealEvent, DealEffect> tell(DealCommand command) {
        Step<Hosting, DealEvent, DealEffect> step = state.on(command);
        state = step.state();
        assertEquals(state.effects(), step.effects());
        return step;
    }

    private void at(long block, DealFact... facts) {
        tell(new DealCommand.Move(DealMove.to(head(block), facts)));
    }

    private static ChainHead head(long block) {
        return new ChainHead(block, block, block - 20, block - 20);
    }

    private void offered() {
        tell(new DealCommand.ConfirmReplica(DealSamples.REPLICA));
        tell(new DealCommand.ConfirmCollateral());
        tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.PROVIDER));
    }

    private void opened() {
        offered();
        at(1000, new DealFact.Opened(1000, DealSamples.TX, START));
    }

    private static DealFact proven(long block, int epoch) {
        return new DealFact.Proven(block, DealSamples.TX, epoch);
    }

    @Test
    void signs_only_with_replica_and_collateral_in_hand() {
        assertEquals(List.of(new DealEffect.FetchReplica(request)), state.effects());
        tell(new DealCommand.ConfirmReplica(DealSamples.REPLICA));
        assertEquals(List.of(new DealEffect.SecureCollateral(request, 0)), state.effects());
        assertTrue(state.reservesCollateral());
        tell(new DealCommand.Refuse(new DealTransaction(DealTransaction.Kind.DEPOSIT, 0), 0, "reverted"));
        assertEquals(List.of(new DealEffect.SecureCollateral(request, 1)), state.effects());
        tell(new DealCommand.ConfirmCollateral());
        assertEquals(List.of(new DealEffect.SignTerms(request)), state.effects());
        Denial denial = tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.CLIENT))
                .denial();
        assertEquals(Denial.WRONG_SIGNATURE, denial);
        tell(new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.PROVIDER));
        assertInstanceOf(Hosting.Offered.class, state);
        assertTrue(state.reservesCollateral());
    }

    @Test
    void declines_other_bytes() {
        tell(new DealCommand.ConfirmReplica(new Replica(DealSamples.REPLICA.root(), 5001)));
        assertInstanceOf(Hosting.Declined.class, state);
        assertTrue(state.isOver());
        assertEquals(List.of(new DealEffect.DropReplica(request)), state.effects());
        tell(new DealCommand.ConfirmReplica(DealSamples.REPLICA));
        assertInstanceOf(Hosting.Declined.class, state);
    }

    @Test
    void a_deal_that_nobody_opens_is_given_up_when_that_is_final() {
        offered();
        at(DealSamples.ACCEPT_BY + 20);
        assertInstanceOf(Hosting.Offered.class, state);
        at(DealSamples.ACCEPT_BY + 21);
        assertInstanceOf(Hosting.Expired.class, state);
        assertFalse(state.reservesCollateral());
    }

    @Test
    void proves_once_the_challenge_is_a_few_blocks_deep() {
        opened();
        assertInstanceOf(Hosting.Storing.class, state);
        at(FIRST + Hosting.DEPTH - 1);
        assertInstanceOf(Hosting.Storing.class, state);
        at(FIRST + Hosting.DEPTH);
        assertEquals(List.of(new DealEffect.Prove(request, 0, FIRST, 0)), state.effects());
        tell(new DealCommand.Refuse(new DealTransaction(DealTransaction.Kind.PROVE, 0), 0, "reverted"));
        assertEquals(List.of(new DealEffect.Prove(request, 0, FIRST, 1)), state.effects());
        at(FIRST + 20, proven(FIRST + 20, 0));
        assertInstanceOf(Hosting.Storing.class, state);
    }

    @Test
    void a_proof_that_was_taken_back_is_sent_again() {
        opened();
        at(FIRST + 20, proven(FIRST + 19, 0));
        tell(new DealCommand.Move(new DealMove(FIRST + 15, List.of(), head(FIRST + 21))));
        assertEquals(List.of(new DealEffect.Prove(request, 0, FIRST, 0)), state.effects());
    }

    @Test
    void nothing_is_sent_that_would_come_too_late() {
        opened();
        at(FIRST + WINDOW - 1);
        // Past what the chain tells, with nobody having pinned it, there is nothing to prove with.
        assertEquals(List.of(), state.effects());
        at(FIRST + WINDOW);
        assertInstanceOf(Hosting.Storing.class, state);
    }

    /** It slept through the window of epoch 0, and answers every other: 9, "Money", completed. */
    @Test
    void who_is_late_has_missed_that_epoch_and_pays_one_penalty_for_it() {
        opened();
        at(FIRST + WINDOW + 1);
        assertEquals(List.of(), state.effects(), "it does not even try");
        assertEquals(1, state.facts().chain().proven().missedOf(state.facts().decided()));
        for (int epoch = 1; epoch < 6; epoch++) {
            long drawn = FIRST + 512L * epoch;
            at(drawn + Hosting.DEPTH);
            assertEquals(List.of(new DealEffect.Prove(request, epoch, drawn, 0)), state.effects());
            at(drawn + 20, proven(drawn + 20, epoch));
        }
        assertEquals(List.of(new DealEffect.Settle(request, 6, 0)), state.effects());
        DealTerms terms = DealSamples.TERMS;
        Amount price = terms.pricePerEpoch();
        Amount most = price.plus(terms.repairCost());
        Amount forfeited = terms.penalty().isLessThan(most) ? terms.penalty() : most;
        DealAccount account = state.facts().account();
        assertEquals(DealState.COMPLETED, account.state());
        assertEquals(price.times(5).plus(terms.collateral()).minus(terms.penalty()), account.provider());
        assertEquals(price.plus(forfeited), account.client());
        assertEquals(
                terms.price().plus(terms.collateral()),
                account.provider().plus(account.client()).plus(account.burnt()),
                "and nothing else goes anywhere");
    }

    @Test
    void pins_a_hash_before_it_is_forgotten_and_proves_with_it() {
        opened();
        at(FIRST + Hosting.PIN_AFTER);
        DealEffect prove = new DealEffect.Prove(request, 0, FIRST, 0);
        assertEquals(List.of(prove, new DealEffect.Pin(request, FIRST, 0)), state.effects());
        at(FIRST + 255);
        assertEquals(List.of(prove, new DealEffect.Pin(request, FIRST, 0)), state.effects());
        at(FIRST + 256);
        assertEquals(List.of(), state.effects());
        at(FIRST + 257, new DealFact.Pinned(FIRST + 256, DealSamples.TX, FIRST));
        assertEquals(List.of(prove), state.effects());
    }

    @Test
    void a_long_history_needs_no_pin() {
        request =
                DealRequest.at(DealSamples.CHAIN, DealSamples.CONTRACT, DealSamples.TERMS, DealRequest.LONG_HISTORY, 0);
        state = Hosting.begin(request).state();
        opened();
        at(FIRST + WINDOW - 1);
        assertEquals(List.of(new DealEffect.Prove(request, 0, FIRST, 0)), state.effects());
    }

    @Test
    void has_what_it_earned_credited_every_so_many_epochs() {
        request = DealRequest.at(
                DealSamples.CHAIN, DealSamples.CONTRACT, DealSamples.TERMS, DealRequest.SHORT_HISTORY, 2);
        state = Hosting.begin(request).state();
        opened();
        at(FIRST + 20, proven(FIRST + 20, 0));
        assertEquals(List.of(), state.effects());
        at(FIRST + 512 + 20, proven(FIRST + 512 + 20, 1));
        assertEquals(List.of(new DealEffect.Settle(request, 2, 0)), state.effects());
        at(FIRST + 512 + 21, new DealFact.Settled(FIRST + 512 + 21, DealSamples.TX, 2));
        assertEquals(List.of(), state.effects());
    }

    @Test
    void settles_after_the_last_epoch_and_drops_the_bytes_when_that_is_final() {
        opened();
        for (int epoch = 0; epoch < 6; epoch++) {
            at(FIRST + 512L * epoch + 10, proven(FIRST + 512L * epoch + 10, epoch));
        }
        assertEquals(List.of(new DealEffect.Settle(request, 6, 0)), state.effects());
        long end = FIRST + 512 * 5 + 12;
        at(end, new DealFact.Ended(end, DealSamples.TX, DealState.COMPLETED));
        assertEquals(List.of(), state.effects());
        assertTrue(state.isOver());
        at(end + 20);
        assertEquals(List.of(new DealEffect.DropReplica(request)), state.effects());
    }

    /** Nothing was earned, nothing is sent: the client has reason enough to. */
    @Test
    void a_default_with_nothing_earned_is_left_to_the_client() {
        opened();
        at(FIRST + 512 * 2 + WINDOW);
        assertInstanceOf(Hosting.Closing.class, state);
        assertEquals(List.of(), state.effects());
    }

    @Test
    void what_was_earned_before_a_default_is_fetched() {
        opened();
        at(FIRST + 10, proven(FIRST + 10, 0));
        at(FIRST + 512 * 3 + WINDOW);
        assertEquals(List.of(new DealEffect.Settle(request, 4, 0)), state.effects());
    }

    @Test
    void an_agreed_end_is_sent_while_it_holds() {
        opened();
        AgreedEnd agreed = new AgreedEnd(new EarlyEnd(request.id(), 1, 9000), DealSamples.SIGNATURE);
        assertEquals(
                Denial.WRONG_SIGNATURE,
                tell(new DealCommand.TakeEnd(agreed, DealSamples.PROVIDER)).denial());
        AgreedEnd other = new AgreedEnd(new EarlyEnd(DealSamples.TX, 1, 9000), DealSamples.SIGNATURE);
        assertEquals(
                Denial.WRONG_SIGNATURE,
                tell(new DealCommand.TakeEnd(other, DealSamples.CLIENT)).denial());
        assertNull(tell(new DealCommand.TakeEnd(agreed, DealSamples.CLIENT)).denial());
        assertEquals(List.of(), state.effects());
        at(FIRST + 20, proven(FIRST + 20, 0));
        assertEquals(List.of(new DealEffect.EndEarly(request, agreed, 0)), state.effects());
        // The next leaves are drawn: the contract takes the end again only once they are proven or missed.
        at(FIRST + 512);
        assertFalse(state.effects().contains(new DealEffect.EndEarly(request, agreed, 0)));
        at(FIRST + 512 + 20, proven(FIRST + 512 + 20, 1));
        assertEquals(List.of(), state.effects());
    }
}
