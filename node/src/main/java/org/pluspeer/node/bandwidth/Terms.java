package org.pluspeer.node.bandwidth;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * On what is paid for a content; base units.
 *
 * @param most that bringing it may cost in all
 * @param each worth of the longest request
 * @param window so many of them the payee gives ahead of a voucher
 * @param left worth of what may still be asked of this payee
 */
record Terms(Hash32 content, Amount most, Amount each, int window, Amount left) {
    Amount credit() {
        return each.times(window);
    }
}
