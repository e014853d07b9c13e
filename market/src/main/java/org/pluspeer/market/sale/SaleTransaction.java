package org.pluspeer.market.sale;

/** The transactions that a sale can need. */
public enum SaleTransaction {
    /** The buyer lets the contract draw exactly the price; only for tokens without EIP-3009. */
    APPROVE,
    ACCEPT,
    COMPLAIN,
    REFUND,
    /** The seller's bond goes into the contract's ledger. */
    DEPOSIT,
    REVEAL,
    RELEASE,
    SETTLE
}
