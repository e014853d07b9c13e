package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Amount;

/**
 * The least that a buyer asks of an offer.
 *
 * @param minReveal seconds; shorter leaves the seller no time to be honest
 * @param maxReveal seconds for which the price may be locked without the key
 * @param minDispute seconds in which this node is sure to come back and complain
 * @param maxDispute seconds
 * @param minBond base units of the sale's token, like {@code minNoShow}
 * @param minToAccept seconds that must be left to accept when paying begins
 */
public record BuyerTerms(
        int minReveal,
        int maxReveal,
        int minDispute,
        int maxDispute,
        Amount minBond,
        Amount minNoShow,
        int minToAccept) {
    /** Seconds that an offer may leave to accept it: a day. */
    static final long LONGEST_TO_ACCEPT = 24L * 3600;
}
