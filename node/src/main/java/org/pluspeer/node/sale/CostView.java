package org.pluspeer.node.sale;

import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.SellerTerms;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Amount;

/**
 * What a purchase costs, before it is agreed to.
 *
 * @param price base units of the token, like fee, total, bond and noShow
 * @param gas wei, the most it can be
 * @param fee any other fee: there is none
 * @param total what the owner says yes to; with the chain's own coin the gas is in it
 * @param transfer the most that peers are paid for bringing it, in base units of the token, unless another ceiling is
 *     agreed to; beside the total, and nothing where the seller brings it
 * @param transferGas wei, the most that the channels take by which they are paid
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
        int revealWindowSeconds,
        Amount transfer,
        Amount transferGas) {

    /** @param gasPrice wei, the most a unit can cost */
    static CostView of(Offer offer, Transfer transfer, TokenView token, PaymentMethod method, Amount gasPrice) {
        Terms terms = new Terms(
                offer.price(),
                offer.blockSize(),
                new SellerTerms(0, offer.revealWindow(), offer.disputeWindow(), offer.bond(), offer.noShow()),
                transfer);
        return of(terms, token, method, gasPrice);
    }

    /** What is agreed on, or would be. */
    record Terms(Amount price, int blockSize, SellerTerms seller, Transfer transfer) {}

    /** @param gas units that paying for it takes at most */
    record Transfer(Amount most, long gas) {
        static final Transfer NONE = new Transfer(Amount.ZERO, 0);
    }

    static CostView of(Terms terms, TokenView token, PaymentMethod method, Amount gasPrice) {
        long units = GasBook.paying(method);
        Amount gas = gasPrice.times(units);
        return new CostView(
                terms.price(),
                token,
                gas,
                units,
                Amount.ZERO,
                token.address().isZero() ? terms.price().plus(gas) : terms.price(),
                gas.plus(gasPrice.times(GasBook.gettingBack(terms.blockSize()))),
                terms.seller().bond(),
                terms.seller().noShow(),
                terms.seller().disputeWindow(),
                terms.seller().revealWindow(),
                terms.transfer().most(),
                gasPrice.times(terms.transfer().gas()));
    }
}
