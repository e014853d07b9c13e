package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** The money of purchases and sales, and what the exchange's ledger holds. */
public final class DealBooks implements Books {
    private final Deals deals;
    private final Supplier<List<Holding>> ledger;

    /** What the exchange holds for the account, in base units. */
    public record Holding(Address token, Amount amount) {}

    /** @param ledger asked each time */
    public DealBooks(Deals deals, Supplier<List<Holding>> ledger) {
        this.deals = deals;
        this.ledger = ledger;
    }

    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Deals.Deal deal : deals.all()) {
            add(deal, lines);
        }
        for (Holding held : ledger.get()) {
            Amount reserved = deals.reserved(held.token());
            boolean less = held.amount().isLessThan(reserved);
            Amount bonds = less ? held.amount() : reserved;
            String id = "exchange/" + held.token().hex();
            lines.add(new Line(
                    id + "/free",
                    State.CLAIMABLE,
                    Source.DATA,
                    held.token(),
                    held.amount().minus(bonds),
                    0));
            lines.add(new Line(id + "/bonds", State.AT_RISK, Source.DATA, held.token(), bonds, 0));
        }
        return lines;
    }

    private static void add(Deals.Deal deal, List<Line> lines) {
        boolean sold = deal.side() == Deals.Side.SOLD;
        switch (deal.phase()) {
            case OPEN -> {
                lines.add(line(deal, "", State.AT_RISK, atRisk(deal)));
                if (sold) {
                    lines.add(line(deal, "/price", State.PENDING, deal.price()));
                }
            }
            case PAID_OUT -> lines.add(line(deal, "", sold ? State.EARNED : State.SPENT, deal.price()));
            case RETURNED -> lines.add(line(deal, "", sold ? State.SPENT : State.EARNED, deal.returned()));
            case UNPAID -> {
                // Nothing moved.
            }
        }
    }

    private static Line line(Deals.Deal deal, String part, State state, Amount amount) {
        return new Line(
                "deal/" + deal.id().hex() + part,
                state,
                Source.DATA,
                deal.token(),
                amount,
                deal.at(),
                deal.other(),
                deal.block(),
                null,
                deal.listing());
    }

    static Amount atRisk(Deals.Deal deal) {
        return deal.side() == Deals.Side.SOLD ? deal.bond() : deal.price();
    }
}
