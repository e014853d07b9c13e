package org.pluspeer.market.sale;

/** How the price gets into escrow. */
public enum PaymentMethod {
    /** EIP-3009: one transaction, and no allowance is left behind. */
    AUTHORIZATION,
    /** An allowance of exactly the price, then the acceptance. */
    ALLOWANCE,
    /** The chain's own coin, sent along. */
    COIN
}
