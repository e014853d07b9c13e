package org.pluspeer.node.sale;

import java.util.Optional;
import org.pluspeer.market.sale.TransactionReport;

/** Gets transactions into the chain and keeps them alive, also across a restart. */
public interface SaleOrders {
    /**
     * The same id is the same transaction: ordering it again only asks how it is. Later news come to
     * {@link SaleRoom#onReport}.
     *
     * @throws org.pluspeer.node.ProblemException TRANSACTION_FAILED, INSUFFICIENT_FUNDS, REFUSED_BY_POLICY or
     *     UNSUPPORTED if it was not sent and would not be; any other if that is not known yet
     */
    TransactionReport order(OrderId id, Order order);

    /** How one stands that was ordered before, also in an earlier run; empty if it never was. */
    Optional<TransactionReport> find(OrderId id);
}
