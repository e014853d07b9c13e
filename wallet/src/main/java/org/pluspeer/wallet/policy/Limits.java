package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What may go out unasked: of the wallet's money, or for one program.
 *
 * @param budgets by token; the zero address for the chain's own coin; {@link Budget#NOTHING} for the others
 * @param gasPerTransaction wei that one transaction's gas may cost at most
 * @param gasPerDay wei
 * @param until unix seconds from which on nothing goes out unasked; a program's always has one
 */
public record Limits(Map<Address, Budget> budgets, Amount gasPerTransaction, Amount gasPerDay, OptionalLong until) {
    /** Tokens that budgets may be set for. */
    private static final int MOST_TOKENS = 100;

    /** @throws MalformedException for a gas budget without an end, or too many tokens */
    public Limits {
        if (Policy.isUnlimited(gasPerDay) || gasPerTransaction.isMoreThan(gasPerDay)) {
            throw new MalformedException(
                    "not valid rules: gas budgets have an end, and no transaction's is above a day's");
        }
        if (budgets.size() > MOST_TOKENS) {
            throw new MalformedException("budgets are set for at most " + MOST_TOKENS + " tokens");
        }
        budgets = Map.copyOf(budgets);
    }

    public Limits withBudget(Address token, Budget budget) {
        Map<Address, Budget> more = new HashMap<>(budgets);
        more.put(token, budget);
        return new Limits(more, gasPerTransaction, gasPerDay, until);
    }

    public Budget budget(Address token) {
        return budgets.getOrDefault(token, Budget.NOTHING);
    }

    /** @param now unix seconds */
    public boolean hasEnded(long now) {
        return until.isPresent() && now >= until.getAsLong();
    }
}
