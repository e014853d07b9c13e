package org.pluspeer.node.account;

import org.pluspeer.wallet.eth.Address;

/**
 * A kind of money.
 *
 * @param address the zero address for the chain's own coin
 * @param playMoney worth nothing, and only on this machine
 */
public record TokenView(Address address, String symbol, String name, int decimals, boolean playMoney) {}
