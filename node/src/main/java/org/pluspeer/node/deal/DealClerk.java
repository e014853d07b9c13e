package org.pluspeer.node.deal;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.run.Attempts;
import org.pluspeer.node.run.Errand;

/** Orders transactions of deals, each further try later than the one before, and says when one is refused. */
final class DealClerk {
    private final DealOrders orders;
    private final Attempts<DealOrderId> attempts;

    DealClerk(DealOrders orders, InstantSource clock) {
        this.orders = orders;
        this.attempts = new Attempts<>(clock);
    }

    /** Success is the chain's to tell. */
    Errand.Outcome order(DealOrderId id, DealOrder order, Consumer<DealCommand> tell) {
        if (attempts.isTooSoon(id, id.attempt())) {
            return Errand.Outcome.AGAIN;
        }
        try {
            refusal(id, orders.order(id, order), tell);
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.TRANSACTION_FAILED) {
                throw e;
            }
            tell.accept(new DealCommand.Refuse(
                    id.transaction(), id.attempt(), e.problem().detail()));
        }
        return Errand.Outcome.IN_HAND;
    }

    static void refusal(DealOrderId id, Outcome outcome, Consumer<DealCommand> tell) {
        switch (outcome.status()) {
            case PENDING, SUCCEEDED -> {
                // The chain says what came of it.
            }
            case REVERTED, DROPPED, OVERTAKEN, CANCELLED -> {
                String reason = outcome.reason();
                String said = reason == null ? "the chain refused it" : reason;
                tell.accept(new DealCommand.Refuse(id.transaction(), id.attempt(), said));
            }
        }
    }
}
