package org.pluspeer.wallet.policy;

/** What a signature is for. A closed list: what is not named here is not signed. */
public enum Purpose {
    /** The account says which network key speaks for it. */
    NODE_KEY,
    LISTING,
    REVOCATION,
    OFFER,
    RELEASE,
    /** EIP-3009: lets one contract draw one amount once. */
    PAYMENT_AUTHORIZATION,
    /** EIP-2612: lets one contract draw up to one amount. */
    PERMIT,
    APPROVE_TOKEN,
    BOND_DEPOSIT,
    ACCEPT,
    REVEAL,
    SUBMIT_RELEASE,
    SETTLE,
    REFUND,
    COMPLAIN,
    WITHDRAW,
    TRANSFER
}
