package org.pluspeer.node.trade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.sale.CostView;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SaleAccount;
import org.pluspeer.node.sale.SaleRoom;
import org.pluspeer.node.sale.SaleView;
import org.pluspeer.node.sale.StepView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Purchases and sales as money: what is locked, what was earned, what came back. */
public final class DealBook implements Deals {
    private final SaleRoom room;

    public DealBook(SaleRoom room) {
        this.room = room;
    }

    @Override
    public List<Deal> all() {
        List<Deal> deals = new ArrayList<>();
        room.purchases().list().purchases().forEach(purchase -> {
            CostView cost = purchase.cost();
            if (cost != null) {
                deals.add(bought(purchase, cost));
            }
        });
        room.accounts().forEach(sale -> deals.add(sold(sale)));
        return deals;
    }

    @Override
    public Amount reserved(Address token) {
        return room.sales().reserved(token);
    }

    private static Deal bought(PurchaseView purchase, CostView cost) {
        Phase phase =
                switch (purchase.state()) {
                    case "paid", "opened", "complaining", "refunding" -> Phase.OPEN;
                    case "delivered" -> Phase.PAID_OUT;
                    case "refunded" -> Phase.RETURNED;
                    // One that failed after the key was public is one whose price went to the seller.
                    default -> purchase.deadlines().disputeBy() == null ? Phase.UNPAID : Phase.PAID_OUT;
                };
        return new Deal(
                purchase.id(),
                purchase.listingId(),
                purchase.seller(),
                Side.BOUGHT,
                phase,
                purchase.title(),
                cost.token().address(),
                cost.price(),
                cost.bond(),
                beyond(purchase.claimable(), cost.price()),
                at(purchase.steps(), purchase.createdAt()),
                null);
    }

    private static Amount beyond(@Nullable Amount back, Amount price) {
        return back != null && back.isMoreThan(price) ? back.minus(price) : Amount.ZERO;
    }

    private static Deal sold(SaleAccount account) {
        SaleView sale = account.sale();
        Phase phase =
                switch (sale.state()) {
                    case "accepted", "keySent", "releasing", "revealing", "revealed", "settling" -> Phase.OPEN;
                    case "settled", "released" -> Phase.PAID_OUT;
                    case "complained", "refunded" -> Phase.RETURNED;
                    default -> Phase.UNPAID;
                };
        return new Deal(
                sale.id(),
                sale.listingId(),
                sale.buyer(),
                Side.SOLD,
                phase,
                sale.title(),
                sale.token().address(),
                account.isOurs() ? sale.price() : Amount.ZERO,
                sale.bond(),
                account.lost(),
                at(sale.steps(), sale.createdAt()),
                account.endedIn());
    }

    private static long at(List<StepView> steps, long begun) {
        return steps.stream().mapToLong(StepView::at).max().orElse(begun);
    }
}
