package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.Map;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What went out on one day (UTC). A clock that goes back opens no new budget: the latest day seen goes on.
 *
 * <p>Where two signatures move the same money (an authorisation, and the purchase that carries it), both are decided
 * against the same value and one of them is added.
 *
 * @param day days since 1970-01-01
 * @param amounts base units by token and counterparty
 * @param gas wei
 */
public record Spent(long day, Map<Flow, Amount> amounts, Amount gas) {
    private static final long DAY_SECONDS = 86_400;

    /** From this wallet to a counterparty, in a token. */
    public record Flow(Address token, Address counterparty) {}

    public Spent {
        amounts = Map.copyOf(amounts);
    }

    /** @param now unix seconds */
    public static Spent nothing(long now) {
        return new Spent(Math.floorDiv(now, DAY_SECONDS), Map.of(), Amount.ZERO);
    }

    /**
     * As it stands at this time: nothing, once a later day has begun.
     *
     * @param now unix seconds
     */
    public Spent at(long now) {
        return Math.floorDiv(now, DAY_SECONDS) > day ? nothing(now) : this;
    }

    /**
     * With an intent that was signed: its stated spends, and the most that its gas can cost.
     *
     * @param now unix seconds
     */
    public Spent plus(Intent intent, long now) {
        Spent today = at(now);
        Map<Flow, Amount> sums = new HashMap<>(today.amounts);
        intent.spends()
                .forEach(spend ->
                        sums.merge(new Flow(spend.token(), spend.counterparty()), spend.amount(), Amount::plus));
        return new Spent(today.day, sums, today.gas.plus(intent.maxGas()));
    }

    /** Base units of a token, to all counterparties. */
    public Amount total(Address token) {
        return amounts.entrySet().stream()
                .filter(flow -> flow.getKey().token().equals(token))
                .map(Map.Entry::getValue)
                .reduce(Amount.ZERO, Amount::plus);
    }

    public Amount to(Address token, Address counterparty) {
        return amounts.getOrDefault(new Flow(token, counterparty), Amount.ZERO);
    }
}
