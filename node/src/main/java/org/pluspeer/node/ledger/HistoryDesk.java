package org.pluspeer.node.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.account.Payees;
import org.pluspeer.node.account.Reasons;
import org.pluspeer.node.account.Titles;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.store.Movement;
import org.pluspeer.node.store.MovementStore;
import org.pluspeer.node.store.Page;
import org.pluspeer.node.store.Store;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Purpose;

/** The history of money as the owner reads it. */
public final class HistoryDesk implements Books {
    private static final int PAGE = 1000;
    private static final long DAY = 86_400;

    private final Store store;
    private final LongSupplier position;
    private final MovementStore movements;
    private final LedgerWatch watch;
    private final TokenBook book;
    private final Payees payees;
    private final Deals deals;
    /** How what the loop sends is named: {@code node.loop}. */
    private static final String BY_RULE = "tx:send:node/loop-";

    private final Reasons reasons;

    /** What movements were for. */
    public record Why(Deals deals, Reasons reasons) {}

    /** @param position the journal's newest record: what is in it is shown */
    public HistoryDesk(Store store, LongSupplier position, LedgerWatch watch, TokenBook book, Payees payees, Why why) {
        this.store = store;
        this.position = position;
        this.movements = new MovementStore(store.database());
        this.watch = watch;
        this.book = book;
        this.payees = payees;
        this.deals = why.deals();
        this.reasons = why.reasons();
    }

    /** With all that was ever written down. */
    MovementStore current() {
        watch.catchUp();
        store.awaitApplied(position.getAsLong());
        return movements;
    }

    /**
     * @param cursor as an earlier page gave it
     * @throws org.pluspeer.node.ProblemException BAD_REQUEST for a cursor that was never given out
     */
    public HistoryView history(int limit, Optional<String> cursor, MovementStore.Filter filter) {
        Page<Movement> page = current().newest(limit, cursor, filter);
        Map<Hash32, Deals.Deal> known = known(page.items());
        return new HistoryView(
                page.items().stream().map(movement -> entry(movement, known)).toList(),
                page.next().orElse(null));
    }

    /** All of it as a table (RFC 4180), the oldest first. */
    public byte[] csv(MovementStore.Filter filter) {
        MovementStore all = current();
        List<Movement> rows = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Movement> page = all.newest(PAGE, next, filter);
            rows.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        Map<Hash32, Deals.Deal> known = known(rows);
        Csv csv = new Csv();
        for (Movement row : rows.reversed()) {
            csv.add(entry(row, known), row.block());
        }
        return csv.bytes();
    }

    /** What gas cost, by day. */
    @Override
    public List<Line> lines() {
        return current().fees().stream()
                .filter(day -> day.fees().signum() > 0)
                .map(day -> new Line(
                        "gas/" + day.day(),
                        State.SPENT,
                        Source.FEES,
                        Address.ZERO,
                        new Amount(day.fees()),
                        day.day() * DAY))
                .toList();
    }

    private Map<Hash32, Deals.Deal> known(List<Movement> rows) {
        Map<Hash32, Deals.Deal> known = new HashMap<>();
        if (rows.stream().anyMatch(row -> row.deal() != null)) {
            deals.all().forEach(deal -> known.put(deal.id(), deal));
        }
        return known;
    }

    private HistoryView.Entry entry(Movement row, Map<Hash32, Deals.Deal> known) {
        Hash32 id = row.deal();
        Deals.@Nullable Deal deal = id == null ? null : known.get(id);
        Address other = row.other();
        BigInteger balance = row.balance();
        Long block = row.block();
        boolean replaced = row.state() == Movement.State.REPLACED;
        return new HistoryView.Entry(
                row.at(),
                row.account(),
                row.place(),
                kind(row, deal),
                reason(row).orElseGet(() -> title(row, deal)),
                token(row.token()),
                row.amount(),
                row.incoming() ? "in" : "out",
                balance == null || balance.signum() < 0 ? null : new Amount(balance),
                other,
                other == null ? null : payees.name(other),
                row.transaction(),
                row.gasFee(),
                id,
                deal == null ? null : deal.listing(),
                row.state().name().toLowerCase(Locale.ROOT),
                block == null ? row.state() == Movement.State.DROPPED : watch.isFinal(block),
                replaced ? row.transaction() : null,
                row.reason());
    }

    private TokenView token(Address address) {
        return book.find(address)
                .orElseGet(() -> new TokenView(
                        address, "?", "", 0, book.require(Address.ZERO).playMoney()));
    }

    private static String kind(Movement row, Deals.@Nullable Deal deal) {
        if (!row.kind().equals("deal") || deal == null) {
            return row.kind();
        }
        if (!row.incoming()) {
            return "bond";
        }
        return deal.side() == Deals.Side.SOLD ? "sale" : "refund";
    }

    private Optional<String> reason(Movement row) {
        Hash32 transaction = row.transaction();
        Address other = row.other();
        boolean plain = List.of("received", "sent", "collect_payment").contains(row.kind());
        return plain && transaction != null && other != null
                ? reasons.why(transaction, row.incoming(), other, row.token(), row.amount())
                : Optional.empty();
    }

    private static String title(Movement row, Deals.@Nullable Deal deal) {
        if (row.id().startsWith(BY_RULE)) {
            return "Sent by your rule for earnings";
        }
        String of = deal == null ? "" : ": " + deal.title();
        return switch (kind(row, deal)) {
            case "opening" -> "Held when this node began to watch";
            case "received" -> "Received";
            case "sent" -> "Drawn by a contract that you allowed to";
            case "sent_elsewhere" -> "Sent by another wallet with this account, or used by it as gas";
            case "deposit" -> "Into the ledger";
            case "withdrawal" -> row.place().equals(Movement.LEDGER) ? "Out of the ledger" : "From the ledger";
            case "sale" -> "Sold" + of;
            case "refund" -> "Money back" + of;
            case "bond" -> "Bond held" + of;
            case "deal" -> row.incoming() ? "From several deals" : "Into several deals";
            default -> Titles.of(Purpose.valueOf(row.kind().toUpperCase(Locale.ROOT))) + of;
        };
    }
}
