package org.pluspeer.market.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** A call from the payment to the answer, and everything that can come between. */
class PaidCallTest {
    private static final Hash32 THIS = Keccak.hash(new byte[] {1});
    private static final Hash32 OTHER = Keccak.hash(new byte[] {2});
    private static final Hash32 TRANSACTION = Keccak.hash(new byte[] {3});

    private static PaidCall after(CallCommand... commands) {
        PaidCall state = PaidCall.fresh();
        for (CallCommand command : List.of(commands)) {
            state = state.on(command).state();
        }
        return state;
    }

    private static CallStep step(PaidCall state, Hash32 request, boolean kept) {
        return state.on(new CallCommand.Ask(request, kept, 1)).step();
    }

    private static final CallCommand ASK = new CallCommand.Ask(THIS, false, 1);
    private static final CallCommand ANSWERED = new CallCommand.Answered();
    private static final CallCommand TAKEN = new CallCommand.Taken(TRANSACTION);

    @Test
    void isServedThenTaken() {
        assertEquals(new CallStep.Serve(), PaidCall.fresh().on(ASK).step());
        assertEquals(new CallStep.Take(), after(ASK).on(ANSWERED).step());
        assertEquals(new CallStep.WriteDown(), after(ASK, ANSWERED).on(TAKEN).step());
        assertEquals(new PaidCall.Settled(THIS, TRANSACTION, 0), after(ASK, ANSWERED, TAKEN));
    }

    @Test
    void theSamePaymentTwiceAtOnceWaits() {
        assertEquals(new CallStep.Await(), step(after(ASK), THIS, false));
        assertEquals(new CallStep.Await(), step(after(ASK, ANSWERED), THIS, false));
    }

    @Test
    void aPaymentIsForOneRequest() {
        CallStep refusal = new CallStep.Refuse(CallDenial.OTHER_REQUEST);
        assertEquals(refusal, step(after(ASK), OTHER, false));
        assertEquals(refusal, step(after(ASK, ANSWERED), OTHER, false));
        assertEquals(refusal, step(after(ASK, ANSWERED, TAKEN), OTHER, false));
        assertEquals(refusal, step(after(ASK, ANSWERED, TAKEN), OTHER, true));
        assertEquals(refusal, step(after(ASK, ANSWERED, new CallCommand.Untakeable("empty")), OTHER, false));
    }

    @Test
    void whatTheServiceDidNotAnswerIsFree() {
        assertEquals(PaidCall.fresh(), after(ASK, new CallCommand.NotServed()));
        assertEquals(new CallStep.Serve(), step(after(ASK, new CallCommand.NotServed()), OTHER, false));
    }

    @Test
    void aKeptAnswerIsHandedOverAsOftenAsItIsAskedFor() {
        PaidCall settled = after(ASK, ANSWERED, TAKEN);
        assertEquals(new CallStep.HandOver(), step(settled, THIS, true));
        assertEquals(settled, settled.on(new CallCommand.Ask(THIS, true, 1)).state());
    }

    @Test
    void anAnswerThatIsGoneIsFetchedOnceMoreInEachRun() {
        PaidCall settled = after(ASK, ANSWERED, TAKEN);
        assertEquals(new CallStep.ServeAgain(), step(settled, THIS, false));
        PaidCall anew = settled.on(ASK).state();
        assertEquals(new CallStep.Refuse(CallDenial.ANSWERED), step(anew, THIS, false));
        assertEquals(
                new CallStep.ServeAgain(),
                step(anew.on(new CallCommand.Restarted()).state(), THIS, false));
    }

    @Test
    void aRestartTakesWhatIsOwedAndForgetsWhatWasBeingServed() {
        assertEquals(
                new CallStep.Take(),
                after(ASK, ANSWERED).on(new CallCommand.Restarted()).step());
        assertEquals(PaidCall.fresh(), after(ASK, new CallCommand.Restarted()));
    }

    @Test
    void whatCouldNotBeTakenIsNotServed() {
        PaidCall lost = after(ASK, ANSWERED, new CallCommand.Untakeable("empty"));
        assertEquals(new CallStep.Refuse(CallDenial.NOT_TAKEN), step(lost, THIS, false));
        assertEquals(lost, lost.on(TAKEN).state());
    }

    @Test
    void noSecondPaymentIsSignedWhileTheFirstCouldBeTaken() {
        Authorization authorization =
                new Authorization(Address.ZERO, Address.ZERO, Amount.of(1), 0, 1_000, Hash32.ZERO);
        PaidFetch fetch = new PaidFetch(authorization);
        assertEquals(PaidFetch.Step.SEND_AGAIN, fetch.again(999, false));
        assertEquals(PaidFetch.Step.SEND_AGAIN, fetch.again(1_000 + PaidFetch.GRACE - 1, false));
        assertEquals(PaidFetch.Step.PAY_ANEW, fetch.again(1_000 + PaidFetch.GRACE, false));
        assertEquals(PaidFetch.Step.SEND_AGAIN, fetch.again(1_000_000, true));
    }
}
