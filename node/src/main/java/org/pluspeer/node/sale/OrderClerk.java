package org.pluspeer.node.sale;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.Attempts;
import org.pluspeer.node.run.Errand;

/** Orders transactions of sales, each further try later than the one before, and says when one is refused. */
final class OrderClerk {
    private final SaleOrders orders;
    private final Attempts<OrderId> attempts;

    OrderClerk(SaleOrders orders, InstantSource clock) {
        this.orders = orders;
        this.attempts = new Attempts<>(clock);
    }

    Errand.Outcome order(OrderId id, Order order, Consumer<TransactionReport> tell) {
        if (attempts.isTooSoon(id, id.attempt())) {
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
            if (waits || !e.problem().code().refusesTransaction()) {
                throw e;
            }
            String reason = e.problem().detail();
            tell.accept(new TransactionReport.Refused(id.transaction(), id.attempt(), reason));
            return Errand.Outcome.IN_HAND;
        }
    }
}
