package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/** A sale, and how it comes to each of its states. */
abstract class SaleScene {
    static final long REVEAL_BY = 1000 + Samples.WINDOW;
    static final long HALFWAY = REVEAL_BY - Samples.WINDOW / 2;
    static final long LAST_START = REVEAL_BY - Samples.WINDOW / 10;

    static final ChainFact.Accepted PAYMENT = Samples.accepted(11, 1000);

    Sale state = Sale.begin(Samples.SALE).state();

    Step<Sale, SaleEvent, SaleEffect> tell(SaleCommand command) {
        var step = state.on(command);
        state = step.state();
        assertEquals(state.effects(), step.effects());
        return step;
    }

    void chain(ChainTime time, ChainFact... facts) {
        tell(new SaleCommand.Move(ChainMove.to(time, facts)));
    }

    static ChainTime early() {
        return new ChainTime(1000, 10, 990);
    }

    /** The acceptance in block 11 is final from here on. */
    static ChainTime finalAt(long head) {
        return new ChainTime(head, 11, 1000);
    }

    void offered() {
        tell(new SaleCommand.ConfirmBond());
        tell(new SaleCommand.TakeSignature(Samples.SIGNATURE));
    }

    void accepted() {
        offered();
        chain(early(), Samples.accepted(11, 1000));
    }

    void secured() {
        accepted();
        chain(finalAt(1100));
    }

    @Nullable
    Denial askKey(Address node, ChainTime time) {
        return tell(new SaleCommand.AskKey(node, time, true)).denial();
    }

    @Nullable
    Denial askKey(ChainTime time) {
        return askKey(Samples.BUYER_NODE, time);
    }

    void release() {
        tell(new SaleCommand.TakeRelease(Samples.SIGNATURE, Samples.BUYER_KEY));
    }

    void revealing() {
        secured();
        chain(finalAt(HALFWAY));
    }

    void revealed() {
        revealing();
        chain(finalAt(HALFWAY + 10), Samples.revealed(20, HALFWAY + 5));
    }
}
