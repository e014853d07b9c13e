package org.pluspeer.market.deal;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What gas costs in a deal's token. Where the token is the chain's own coin, one is worth one.
 *
 * @param weiPerGas that a transaction pays
 * @param tokenUnits so many base units of the token are worth {@code wei}; the owner says so, no oracle
 * @param wei at least 1
 */
public record GasQuote(Amount weiPerGas, Amount tokenUnits, Amount wei) {
    /** @throws MalformedException if the coin is given no worth */
    public GasQuote {
        if (wei.isZero() || tokenUnits.isZero()) {
            throw new MalformedException("the worth of the coin in tokens must not be zero");
        }
    }

    public static GasQuote inCoin(Amount weiPerGas) {
        return new GasQuote(weiPerGas, Amount.of(1), Amount.of(1));
    }

    /** What so much gas costs, in base units of the token, rounded up. */
    public Amount of(long gas) {
        BigInteger spent = weiPerGas.times(gas).units().multiply(tokenUnits.units());
        BigInteger[] parts = spent.divideAndRemainder(wei.units());
        return new Amount(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE));
    }
}
