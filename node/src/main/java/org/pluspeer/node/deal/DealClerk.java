package org.pluspeer.node.deal;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.run.Errand;

/** Orders transactions of deals, each further try later than the one before, and says when one is refused. */
final class DealClerk {
    private static final int FIRST_WAIT_SECONDS = 5;
    private static final int MAX_DOUBLINGS = 6;

    private final DealOrders orders;
    private final InstantSource clock;
    private final Map<DealOrderId, Long> firstSeen = new ConcurrentHashMap<>();

    DealClerk(DealOrders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** Success is the chain's to tell. */
    Errand.Outcome order(DealOrderId id, DealOrder order, Consumer<DealCommand> tell) {
        if (isTooSoon(id)) {
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

    /** Whether trying the same again cannot help. */
    static boolean isHopeless(Problem.Code code) {
        return code == Problem.Code.TRANSACTION_FAILED
                || code == Problem.Code.INSUFFICIENT_FUNDS
                || code == Problem.Code.REFUSED_BY_POLICY
                || code == Problem.Code.NEEDS_APPROVAL
                || code == Problem.Code.UNSUPPORTED;
    }

    private boolean isTooSoon(DealOrderId id) {
        if (id.attempt() == 0) {
            return false;
        }
        long now = clock.instant().getEpochSecond();
        long since = firstSeen.computeIfAbsent(id, _ -> now);
        int doublings = Math.min(id.attempt() - 1, MAX_DOUBLINGS);
        return now < since + ((long) FIRST_WAIT_SECONDS << doublings);
    }
}
