package org.pluspeer.node.deal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What keeping something would cost, before anything is signed.
 *
 * @param size bytes of one replica
 * @param price of all copies, base units of the token
 * @param gas of opening all of them, in the token
 * @param enough whether there are as many providers as copies
 */
public record PlanView(
        long size,
        int copies,
        TokenView token,
        Amount price,
        Amount gas,
        boolean enough,
        List<Choice> providers,
        @Nullable String obstacle) {

    /**
     * One provider that could keep a copy, the cheapest first.
     *
     * @param taken whether it is among those that would be asked
     * @param price of all epochs
     * @param gas of opening, in the token
     * @param providerGas what proving and settling costs the provider, in the token
     * @param retrieval what having it back once would cost
     * @param sentence the arithmetic
     */
    public record Choice(
            Hash32 listing,
            Address provider,
            String title,
            boolean taken,
            int epochs,
            Amount price,
            Amount gas,
            Amount providerGas,
            Amount collateral,
            Amount penalty,
            Amount retrieval,
            String sentence) {}
}
