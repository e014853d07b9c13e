package org.pluspeer.market.union;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;

/**
 * What one membership had of one token.
 *
 * @param received all that ever came, below 2^128
 * @param paid all that was claimed of it
 */
public record Account(Amount received, Amount paid) {
    public static final Account EMPTY = new Account(Amount.ZERO, Amount.ZERO);

    /** @throws MalformedException if more was paid than received, or 2^128 or more received */
    public Account {
        if (paid.isMoreThan(received) || received.units().bitLength() > 128) {
            throw new MalformedException("a union's account of " + received + " received, " + paid + " paid");
        }
    }

    /**
     * What a claim brings now: {@code floor(received * weight / totalWeight) - claimed}, and never more than there is.
     * What rounding leaves is made up by later payments: in all less than one unit a member lies idle.
     *
     * @param weight 1 to totalWeight
     * @param claimed what this place on the list has had
     * @throws MoneyException if it has had more than its part
     */
    public Amount due(BigInteger weight, BigInteger totalWeight, Amount claimed) {
        BigInteger whole = received.units().multiply(weight).divide(totalWeight);
        Amount due = new Amount(whole).minus(claimed);
        Amount left = received.minus(paid);
        return due.isMoreThan(left) ? left : due;
    }

    /** @throws MalformedException if it comes to 2^128 or more */
    public Account received(Amount amount) {
        return new Account(received.plus(amount), paid);
    }

    /** @throws MalformedException if there is less */
    public Account claimed(Amount amount) {
        return new Account(received, paid.plus(amount));
    }
}
