package org.pluspeer.wallet.policy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param wallet what may go out unasked, whoever asks
 * @param apps what may go out for each program, within the wallet's; a program that is not in it gets nothing signed
 */
public record Rules(long chainId, Set<Address> own, Set<Address> contracts, Limits wallet, Map<String, Limits> apps) {
    /** 0.05 of a coin with 18 decimals. */
    public static final Amount DEFAULT_GAS_PER_TRANSACTION = Amount.of(50_000_000_000_000_000L);

    /** 0.25 of a coin with 18 decimals. */
    public static final Amount DEFAULT_GAS_PER_DAY = Amount.of(250_000_000_000_000_000L);

    /** @throws MalformedException for a chain id below 1, or a program's budget that never expires */
    public Rules {
        if (chainId < 1) {
            throw new MalformedException("not valid rules: a chain id is 1 or more");
        }
        if (apps.values().stream().anyMatch(limits -> limits.until().isEmpty())) {
            throw new MalformedException("not valid rules: a program's budget expires");
        }
        own = Set.copyOf(own);
        contracts = Set.copyOf(contracts);
        apps = Map.copyOf(apps);
    }

    /** Without programs. */
    public Rules(
            long chainId,
            Set<Address> own,
            Set<Address> contracts,
            Map<Address, Budget> budgets,
            Amount gasPerTransaction,
            Amount gasPerDay) {
        this(
                chainId,
                own,
                contracts,
                new Limits(budgets, gasPerTransaction, gasPerDay, OptionalLong.empty()),
                Map.of());
    }

    /** Every payment is asked for, gas is capped. */
    public static Rules cautious(long chainId, Set<Address> own, Set<Address> contracts) {
        return new Rules(chainId, own, contracts, Map.of(), DEFAULT_GAS_PER_TRANSACTION, DEFAULT_GAS_PER_DAY);
    }

    public Rules withBudget(Address token, Budget budget) {
        return new Rules(chainId, own, contracts, wallet.withBudget(token, budget), apps);
    }

    /** Empty where it is not paired, or not any more. */
    public Optional<Limits> app(String id) {
        return Optional.ofNullable(apps.get(id));
    }
}
