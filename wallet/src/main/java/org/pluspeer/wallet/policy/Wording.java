package org.pluspeer.wallet.policy;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** How the policy's reasons say an amount. Rules know base units only; whoever knows the token says it as people do. */
@FunctionalInterface
public interface Wording {
    /** For whoever knows no token. */
    Wording BASE_UNITS = (token, units) -> units + (token.isZero() ? " wei" : " base units of " + token.checksummed());

    /**
     * @param token {@link Address#ZERO} for the chain's coin
     * @param units base units
     * @return such as "2.5 PLAY"
     */
    String amount(Address token, Amount units);
}
