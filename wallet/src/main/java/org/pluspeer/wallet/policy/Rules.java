package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The owner's rules, as data.
 *
 * @param chainId the one chain that is signed for
 * @param own accounts of this wallet: what moves between them is not spent
 * @param contracts that may be called for purposes of the market, and in whose domain is signed
 * @param budgets by token; the zero address for the chain's own coin; {@link Budget#NOTHING} for the others
 * @param gasPerTransaction wei that one transaction's gas may cost at most without asking
 * @param gasPerDay wei
 */
public record Rules(
        long chainId,
        Set<Address> own,
        Set<Address> contracts,
        Map<Address, Budget> budgets,
        Amount gasPerTransaction,
        Amount gasPerDay) {
    /** 0.05 of a coin with 18 decimals. */
    public static final Amount DEFAULT_GAS_PER_TRANSACTION = Amount.of(50_000_000_000_000_000L);

    /** 0.25 of a coin with 18 decimals. */
    public static final Amount DEFAULT_GAS_PER_DAY = Amount.of(250_000_000_000_000_000L);

    /** @throws MalformedException for a chain id below 1, or a gas budget without an end */
    public Rules {
        if (chainId < 1 || Policy.isUnlimited(gasPerDay) || gasPerTransaction.isMoreThan(gasPerDay)) {
            throw new MalformedException("not valid rules: a chain id from 1, and gas budgets with an end");
        }
        own = Set.copyOf(own);
        contracts = Set.copyOf(contracts);
        budgets = Map.copyOf(budgets);
    }

    /** What a new wallet starts with: every payment is asked for, gas is capped. */
    public static Rules cautious(long chainId, Set<Address> own, Set<Address> contracts) {
        return new Rules(chainId, own, contracts, Map.of(), DEFAULT_GAS_PER_TRANSACTION, DEFAULT_GAS_PER_DAY);
    }

    public Rules withBudget(Address token, Budget budget) {
        Map<Address, Budget> more = new HashMap<>(budgets);
        more.put(token, budget);
        return new Rules(chainId, own, contracts, more, gasPerTransaction, gasPerDay);
    }

    public Budget budget(Address token) {
        return budgets.getOrDefault(token, Budget.NOTHING);
    }
}
