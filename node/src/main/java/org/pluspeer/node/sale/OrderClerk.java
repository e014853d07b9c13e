package org.pluspeer.node.sale;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.Errand;

/**
 * Orders transactions, each further try later than the one before, so that a transaction that the chain keeps refusing
 * does not burn gas in a loop.
 */
final class OrderClerk {
    private static final int FIRST_WAIT_SECONDS = 10;
    private static final int MAX_DOUBLINGS = 6;

    private final SaleOrders orders;
    private final InstantSource clock;
    private final Map<OrderId, Long> firstSeen = new ConcurrentHashMap<>();

    OrderClerk(SaleOrders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    Errand.Outcome order(OrderId id, Order order, Consumer<TransactionReport> tell) {
        if (isTooSoon(id)) {
            return Errand.Outcome.AGAIN;
        }
        tell.accept(orders.order(id, order));
        return Errand.Outcome.IN_HAND;
    }

    /**
     * The same, for what pays: where it would fail it is reported as refused and not tried again; where the owner is
     * asked, it waits.
     */
    Errand.Outcome orderPayment(OrderId id, Order order, Consumer<TransactionReport> tell) {
        try {
            return order(id, order, tell);
        } catch (ProblemException e) {
            boolean waits = e.problem().code() == Problem.Code.NEEDS_APPROVAL;
            if (waits || !isHopeless(e.problem().code())) {
                throw e;
            }
            String reason = e.problem().detail();
            tell.accept(new TransactionReport.Refused(id.transaction(), id.attempt(), reason));
            return Errand.Outcome.IN_HAND;
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

    private boolean isTooSoon(OrderId id) {
        if (id.attempt() == 0) {
            return false;
        }
        long now = clock.instant().getEpochSecond();
        long since = firstSeen.computeIfAbsent(id, _ -> now);
        int doublings = Math.min(id.attempt() - 1, MAX_DOUBLINGS);
        return now < since + ((long) FIRST_WAIT_SECONDS << doublings);
    }
}
