package org.pluspeer.market.loop;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * One payment out of a share, written down before it is made.
 *
 * @param id names it for good: whoever carries it out pays once for one id
 * @param amount base units that it may cost at most, gas apart
 * @param common of the amount, what comes out of shares of income that was no listing's
 * @param at unix seconds
 * @param why in a sentence
 */
public record LoopStep(
        String id, Outlet outlet, LoopAct act, Address token, Amount amount, Amount common, long at, String why) {}
