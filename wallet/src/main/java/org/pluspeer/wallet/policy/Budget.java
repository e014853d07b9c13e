package org.pluspeer.wallet.policy;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MoneyException;

/**
 * How much of one token may go out without the owner being asked, in base units.
 *
 * @param perPayment at most the day's
 * @param perCounterpartyDay at most the day's
 * @param perDay below 2^128: there is no budget without an end
 */
public record Budget(Amount perPayment, Amount perCounterpartyDay, Amount perDay) {
    /** Ask every time: what holds for a token that no budget is set for. */
    public static final Budget NOTHING = new Budget(Amount.ZERO, Amount.ZERO, Amount.ZERO);

    /** @throws MoneyException if a part is larger than the day's, or the day's has no end */
    public Budget {
        if (perPayment.isMoreThan(perDay) || perCounterpartyDay.isMoreThan(perDay)) {
            throw new MoneyException("no part of a budget may be larger than the day's");
        }
        if (Policy.isUnlimited(perDay)) {
            throw new MoneyException("a budget needs an end");
        }
    }
}
