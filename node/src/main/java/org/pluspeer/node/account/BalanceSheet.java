package org.pluspeer.node.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What came in and went out, by kind of money, by source and by day. */
public record BalanceSheet(List<Sum> tokens, List<Day> days) {
    public BalanceSheet {
        tokens = List.copyOf(tokens);
        days = List.copyOf(days);
    }

    /**
     * One kind of money, in base units.
     *
     * @param earned from what is over
     * @param pending what is owed, or paid and not over
     * @param atRisk own money in contracts: bonds, collateral, and prices in escrow
     * @param claimable free in the contracts' ledgers
     * @param spent on what was delivered, and on gas
     * @param sources the same by source; those without anything are left out
     */
    public record Sum(
            TokenView token,
            Amount earned,
            Amount pending,
            Amount atRisk,
            Amount claimable,
            Amount spent,
            List<Part> sources) {
        public Sum {
            sources = List.copyOf(sources);
        }
    }

    /** @param source data, calls, channels, bandwidth, storage or fees */
    public record Part(String source, Amount earned, Amount pending, Amount atRisk, Amount claimable, Amount spent) {}

    /** @param day such as {@code 2026-11-22}, UTC */
    public record Day(String day, Address token, Amount earned, Amount spent, List<Share> sources) {
        public Day {
            sources = List.copyOf(sources);
        }
    }

    /** @param source data, calls, channels, bandwidth, storage or fees */
    public record Share(String source, Amount earned, Amount spent) {}

    /** @param shown named also where nothing happened to them; lines of other tokens than these are left out */
    static BalanceSheet of(List<Books.Line> lines, List<TokenView> shown) {
        Map<Address, Columns> totals = new LinkedHashMap<>();
        shown.forEach(token -> totals.put(token.address(), new Columns()));
        Map<String, Map<Address, Columns>> days = new TreeMap<>(Comparator.reverseOrder());
        for (Books.Line line : lines) {
            Columns total = totals.get(line.token());
            if (total == null || line.amount().isZero()) {
                continue;
            }
            total.add(line);
            if (line.state() == Books.State.EARNED || line.state() == Books.State.SPENT) {
                days.computeIfAbsent(day(line.at()), _ -> new TreeMap<>())
                        .computeIfAbsent(line.token(), _ -> new Columns())
                        .add(line);
            }
        }
        List<Sum> sums = shown.stream()
                .map(token -> java.util.Objects.requireNonNull(totals.get(token.address()))
                        .sum(token))
                .toList();
        List<Day> byDay = new ArrayList<>();
        days.forEach((day, tokens) -> tokens.forEach((token, columns) -> byDay.add(columns.day(day, token))));
        return new BalanceSheet(sums, byDay);
    }

    private static String day(long at) {
        return Instant.ofEpochSecond(at).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Sums of one token by source and state. */
    private static final class Columns {
        private final Map<Books.Source, Map<Books.State, Amount>> cells = new EnumMap<>(Books.Source.class);

        void add(Books.Line line) {
            cells.computeIfAbsent(line.source(), _ -> new EnumMap<>(Books.State.class))
                    .merge(line.state(), line.amount(), Amount::plus);
        }

        private Amount of(Books.Source source, Books.State state) {
            return cells.getOrDefault(source, Map.of()).getOrDefault(state, Amount.ZERO);
        }

        private Amount of(Books.State state) {
            return cells.keySet().stream().map(source -> of(source, state)).reduce(Amount.ZERO, Amount::plus);
        }

        Sum sum(TokenView token) {
            return new Sum(
                    token,
                    of(Books.State.EARNED),
                    of(Books.State.PENDING),
                    of(Books.State.AT_RISK),
                    of(Books.State.CLAIMABLE),
                    of(Books.State.SPENT),
                    cells.keySet().stream().map(this::part).toList());
        }

        private Part part(Books.Source source) {
            return new Part(
                    source.text(),
                    of(source, Books.State.EARNED),
                    of(source, Books.State.PENDING),
                    of(source, Books.State.AT_RISK),
                    of(source, Books.State.CLAIMABLE),
                    of(source, Books.State.SPENT));
        }

        Day day(String day, Address token) {
            List<Share> shares = cells.keySet().stream()
                    .map(source ->
                            new Share(source.text(), of(source, Books.State.EARNED), of(source, Books.State.SPENT)))
                    .toList();
            return new Day(day, token, of(Books.State.EARNED), of(Books.State.SPENT), shares);
        }
    }
}
