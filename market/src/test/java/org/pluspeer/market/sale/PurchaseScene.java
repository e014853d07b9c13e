package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.wallet.eth.Amount;

/** A purchase, and how it comes to each of its states. */
abstract class PurchaseScene {
    static final ChainTime EARLY = new ChainTime(1000, 10, 990);
    static final long REVEAL_BY = 1000 + Samples.WINDOW;
    static final Amount PRICE = Samples.OFFER.price();

    Purchase state = Purchase.begin(Samples.REQUEST).state();
    final List<PurchaseEvent> last = new ArrayList<>();

    Step<Purchase, PurchaseEvent, PurchaseEffect> tell(PurchaseCommand command) {
        var step = state.on(command);
        state = step.state();
        last.clear();
        last.addAll(step.events());
        assertEquals(state.effects(), step.effects());
        return step;
    }

    void chain(ChainTime time, ChainFact... facts) {
        tell(new PurchaseCommand.Move(ChainMove.to(time, facts)));
    }

    void revert(long from, ChainTime time, ChainFact... facts) {
        tell(new PurchaseCommand.Move(new ChainMove(from, List.of(facts), time)));
    }

    static ChainTime at(long head) {
        return new ChainTime(head, 10, 990);
    }

    void offered() {
        tell(new PurchaseCommand.TakeOffer(Samples.SIGNED, Samples.SELLER, 1000));
    }

    void fetching() {
        offered();
        tell(new PurchaseCommand.Approve(PRICE));
    }

    void checked() {
        fetching();
        tell(new PurchaseCommand.KeepCiphertext());
    }

    void paying(PaymentMethod method) {
        checked();
        tell(new PurchaseCommand.StartPayment(method, 1000));
    }

    void paid() {
        paying(PaymentMethod.AUTHORIZATION);
        chain(EARLY, Samples.accepted(11, 1000));
    }

    void opened() {
        paid();
        tell(new PurchaseCommand.TakeKey(Samples.KEY));
    }

    void complaining() {
        opened();
        tell(new PurchaseCommand.FindFault(1));
    }

    void delivered() {
        opened();
        tell(new PurchaseCommand.Deliver(Samples.FILE));
    }

    void refundingAfterSilence() {
        paid();
        chain(at(REVEAL_BY + 1));
    }

    void report(TransactionReport report) {
        tell(new PurchaseCommand.Report(report));
    }
}
