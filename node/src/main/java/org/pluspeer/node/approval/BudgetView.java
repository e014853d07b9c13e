package org.pluspeer.node.approval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Kind;

/**
 * A budget as JSON has it, in base units.
 *
 * @param token the zero address for the chain's own coin
 * @param perCounterpartyDay absent: the day's
 * @param kinds a day's, by {@link Kind#text()}; absent: none of its own
 * @param counterparties a day's, by address; absent: none of its own
 */
public record BudgetView(
        Address token,
        Amount perPayment,
        @Nullable Amount perCounterpartyDay,
        Amount perDay,
        @Nullable Map<String, Amount> kinds,
        @Nullable Map<String, Amount> counterparties) {

    /** @throws ProblemException BAD_REQUEST where two are for one token, or a part names what there is not */
    public static Map<Address, Budget> budgets(List<BudgetView> views) {
        Map<Address, Budget> budgets = new HashMap<>();
        for (BudgetView view : views) {
            if (budgets.put(view.token, view.budget()) != null) {
                throw bad("two budgets are for the token " + view.token);
            }
        }
        return budgets;
    }

    /** Sorted by token, so that the same budgets are written the same. */
    public static List<BudgetView> of(Map<Address, Budget> budgets) {
        List<BudgetView> views = new ArrayList<>();
        budgets.forEach((token, budget) -> views.add(of(token, budget)));
        views.sort(java.util.Comparator.comparing(view -> view.token.checksummed()));
        return views;
    }

    private static BudgetView of(Address token, Budget budget) {
        Map<String, Amount> kinds = new TreeMap<>();
        budget.kinds().forEach((kind, amount) -> kinds.put(kind.text(), amount));
        Map<String, Amount> counterparties = new TreeMap<>();
        budget.counterparties().forEach((to, amount) -> counterparties.put(to.checksummed(), amount));
        return new BudgetView(
                token,
                budget.perPayment(),
                budget.perCounterpartyDay(),
                budget.perDay(),
                kinds.isEmpty() ? null : kinds,
                counterparties.isEmpty() ? null : counterparties);
    }

    private Budget budget() {
        Map<Kind, Amount> perKind = new HashMap<>();
        parts(kinds)
                .forEach((name, amount) ->
                        perKind.put(Kind.of(name).orElseThrow(() -> bad("there is no kind \"" + name + "\"")), amount));
        Map<Address, Amount> perCounterparty = new HashMap<>();
        parts(counterparties).forEach((to, amount) -> perCounterparty.put(Address.parse(to), amount));
        return new Budget(
                perPayment, perCounterpartyDay == null ? perDay : perCounterpartyDay, perDay, perKind, perCounterparty);
    }

    private static Map<String, Amount> parts(@Nullable Map<String, Amount> parts) {
        if (parts == null) {
            return Map.of();
        }
        if (parts.values().stream().anyMatch(Objects::isNull)) {
            throw bad("a part of a budget is null");
        }
        return parts;
    }

    private static ProblemException bad(String why) {
        return new ProblemException(Problem.Code.BAD_REQUEST, why);
    }
}
