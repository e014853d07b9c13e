package org.pluspeer.node.sale;

import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Amount;

/**
 * What a purchase costs, before it is agreed to.
 *
 * @param price base units of the token, like fee, total, bond and noShow
 * @param gas wei, the most it can be
 * @param fee any other fee: there is none
 * @param total what the owner says yes to; with the chain's own coin the gas is in it
 * @param gasIfRefunded wei, the most it can be if the money has to be called back
 */
public record CostView(
        Amount price,
        TokenView token,
        Amount gas,
        long gasUnits,
        Amount fee,
        Amount total,
        Amount gasIfRefunded,
        Amount bond,
        Amount noShow,
        int disputeWindowSeconds,
        int revealWindowSeconds) {

    /** @param gasPrice wei, the most a unit can cost */
    static CostView of(Offer offer, TokenView token, PaymentMethod method, Amount gasPrice) {
        long units = GasBook.paying(method);
        Amount gas = gasPrice.times(units);
        boolean coin = offer.token().isZero();
        return new CostView(
                offer.price(),
                token,
                gas,
                units,
                Amount.ZERO,
                coin ? offer.price().plus(gas) : offer.price(),
                gas.plus(gasPrice.times(GasBook.gettingBack(offer.blockSize()))),
                offer.bond(),
                offer.noShow(),
                offer.disputeWindow(),
                offer.revealWindow());
    }
}
