package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Amount;

/**
 * What a seller puts into its offers.
 *
 * @param acceptWithin seconds that the buyer has to accept
 * @param revealWindow seconds
 * @param disputeWindow seconds
 * @param bond base units of the sale's token, like {@code noShow}, which is at most the bond
 */
public record SellerTerms(int acceptWithin, int revealWindow, int disputeWindow, Amount bond, Amount noShow) {}
