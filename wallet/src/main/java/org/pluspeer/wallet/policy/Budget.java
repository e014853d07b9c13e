package org.pluspeer.wallet.policy;

import java.util.Map;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MoneyException;

/**
 * How much of one token may go out without the owner being asked, in base units.
 *
 * @param perPayment at most the day's
 * @param perCounterpartyDay at most the day's
 * @param perDay below 2^128: there is no budget without an end
 * @param kinds a day's for what is paid for; the day's for kinds that are not in it
 * @param counterparties a day's for some of them, in place of {@code perCounterpartyDay}
 */
public record Budget(
        Amount perPayment,
        Amount perCounterpartyDay,
        Amount perDay,
        Map<Kind, Amount> kinds,
        Map<Address, Amount> counterparties) {
    /** Ask every time: what holds for a token that no budget is set for. */
    public static final Budget NOTHING = new Budget(Amount.ZERO, Amount.ZERO, Amount.ZERO);

    private static final int MOST_COUNTERPARTIES = 1000;

    /** @throws MoneyException if a part is larger than the day's, or the day's has no end */
    public Budget {
        kinds = Map.copyOf(kinds);
        counterparties = Map.copyOf(counterparties);
        if (Policy.isUnlimited(perDay)) {
            throw new MoneyException("a budget needs an end");
        }
        boolean over = perPayment.isMoreThan(perDay)
                || perCounterpartyDay.isMoreThan(perDay)
                || kinds.values().stream().anyMatch(part -> part.isMoreThan(perDay))
                || counterparties.values().stream().anyMatch(part -> part.isMoreThan(perDay));
        if (over) {
            throw new MoneyException("no part of a budget may be larger than the day's");
        }
        if (counterparties.size() > MOST_COUNTERPARTIES) {
            throw new MoneyException("a budget names at most " + MOST_COUNTERPARTIES + " counterparties");
        }
    }

    /** The same for all kinds and counterparties. */
    public Budget(Amount perPayment, Amount perCounterpartyDay, Amount perDay) {
        this(perPayment, perCounterpartyDay, perDay, Map.of(), Map.of());
    }

    /** A day's for what is paid for. */
    public Amount forKind(Kind kind) {
        return kinds.getOrDefault(kind, perDay);
    }

    /** A day's for who is paid. */
    public Amount forCounterparty(Address counterparty) {
        return counterparties.getOrDefault(counterparty, perCounterpartyDay);
    }
}
