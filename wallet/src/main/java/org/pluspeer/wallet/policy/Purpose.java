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
    TRANSFER;

    /**
     * Whether the contract lets a second transaction of the same kind and data change nothing more than the first did,
     * so that it may be sent again under another nonce though the first could still be mined.
     */
    public boolean takesEffectOnce() {
        return switch (this) {
            case APPROVE_TOKEN, ACCEPT, REVEAL, SUBMIT_RELEASE, SETTLE, REFUND, COMPLAIN -> true;
            case BOND_DEPOSIT, WITHDRAW, TRANSFER -> false;
            case NODE_KEY, LISTING, REVOCATION, OFFER, RELEASE, PAYMENT_AUTHORIZATION, PERMIT -> false;
        };
    }
}
