package org.pluspeer.node.channel;

import java.math.BigInteger;
import java.util.Optional;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What a claim costs, in the token that it brings. No oracle is asked. */
final class ClaimPrice {
    /** Of a claim alone, at most (docs/protocol/06-channels.md). */
    static final long GAS = 61_000;

    private static final Amount COIN = Amount.parseDecimal("1", 18);

    private final ChannelPorts ports;

    ClaimPrice(ChannelPorts ports) {
        this.ports = ports;
    }

    /**
     * Base units of the token. Play money is taken to be worth a coin for a whole one.
     *
     * @return empty where nobody knows what the token is worth in coin
     */
    Optional<Amount> of(Address token) {
        return of(token, GAS);
    }

    /** The same of so much gas. */
    Optional<Amount> of(Address token, long gas) {
        Amount wei = ports.gasPrice().times(gas);
        if (token.isZero()) {
            return Optional.of(wei);
        }
        TokenView view = ports.token(token);
        if (!view.playMoney()) {
            return Optional.empty();
        }
        BigInteger unit = BigInteger.TEN.pow(view.decimals());
        BigInteger[] parts = wei.units().multiply(unit).divideAndRemainder(COIN.units());
        return Optional.of(new Amount(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE)));
    }
}
