package org.pluspeer.node.sale;

import java.time.Duration;
import org.pluspeer.market.sale.BuyerTerms;
import org.pluspeer.market.sale.SellerTerms;
import org.pluspeer.wallet.eth.Amount;

/**
 * What the owner asks of others and grants them.
 *
 * @param acceptWithin seconds that a buyer of ours has to accept
 * @param windows in our offers, and what we take of others'
 * @param bondPercent of the price, in our offers; half of it is the least that we take
 * @param noShowPercent of the price; likewise
 * @param openOffers the most unpaid offers that are out at a time
 * @param openOffersEach the most of them for one account
 * @param patience how long the API waits for the other side
 */
public record SaleSettings(
        int acceptWithin,
        SaleWindows windows,
        int bondPercent,
        int noShowPercent,
        int openOffers,
        int openOffersEach,
        Duration patience) {
    private static final int MIN_TO_ACCEPT = 30;

    /** An hour to pay; a bond of a fifth and a no-show of a twentieth. */
    public static SaleSettings with(SaleWindows windows) {
        return new SaleSettings(3600, windows, 20, 5, 100, 4, Duration.ofSeconds(25));
    }

    public SellerTerms selling(Amount price) {
        return new SellerTerms(
                acceptWithin,
                windows.reveal(),
                windows.dispute(),
                share(price, bondPercent),
                share(price, noShowPercent));
    }

    public BuyerTerms buying(Amount price) {
        return new BuyerTerms(
                windows.takesReveal().least(),
                windows.takesReveal().most(),
                windows.takesDispute().least(),
                windows.takesDispute().most(),
                half(share(price, bondPercent)),
                half(share(price, noShowPercent)),
                MIN_TO_ACCEPT);
    }

    /** Rounded up. */
    private static Amount share(Amount price, int percent) {
        var hundred = java.math.BigInteger.valueOf(100);
        var product = price.times(percent).units();
        return new Amount(product.add(java.math.BigInteger.valueOf(99)).divide(hundred));
    }

    private static Amount half(Amount amount) {
        return new Amount(amount.units().shiftRight(1));
    }
}
