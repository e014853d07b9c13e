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
    /** By a provider: it keeps a replica on these terms. */
    DEAL,
    /** By either side of a deal of storage: it may end after so many epochs. */
    DEAL_END,
    /** By a client: pays for a deal of storage. */
    OPEN_DEAL,
    /** Shows that a replica is there, or keeps the hash that draws what is to be shown. */
    PROVE_STORAGE,
    /** By a payer: locks a deposit for one payee, or adds to it. */
    OPEN_CHANNEL,
    /** Brings a voucher to the chain, or ends a channel whose time is over; it can pay nobody but the two. */
    CLAIM_CHANNEL,
    /** Ends a channel, or begins to. */
    CLOSE_CHANNEL,
    /** By a payee: the sum at which a channel may be ended. */
    CHANNEL_END,
    WITHDRAW,
    /** What this account let others sell in its name: none of them may any more. */
    REVOKE_DELEGATES,
    TRANSFER,
    /** Brings an authorisation that somebody signed in this wallet's favour to its token (EIP-3009). */
    COLLECT_PAYMENT,
    /** EIP-191: a text of another program's or the owner's own. */
    MESSAGE,
    /** EIP-712: a message of another program. */
    TYPED_DATA,
    /** EIP-4361: signs in somewhere. */
    LOGIN,
    /** EIP-7702: hands the account over to a contract's code; asked for by this name or not at all. */
    DELEGATION,
    /** Puts a contract at the address that follows from its bytes, by the deterministic deployment proxy. */
    DEPLOY;

    /**
     * Whether the contract lets a second transaction of the same kind and data change nothing more than the first did,
     * so that it may be sent again under another nonce though the first could still be mined.
     */
    public boolean takesEffectOnce() {
        return switch (this) {
            case APPROVE_TOKEN,
                    ACCEPT,
                    REVEAL,
                    SUBMIT_RELEASE,
                    SETTLE,
                    REFUND,
                    COMPLAIN,
                    COLLECT_PAYMENT,
                    OPEN_DEAL,
                    PROVE_STORAGE,
                    DEPLOY -> true;
            case CLAIM_CHANNEL, CLOSE_CHANNEL -> true;
            case OPEN_CHANNEL, BOND_DEPOSIT, WITHDRAW, REVOKE_DELEGATES, TRANSFER, DELEGATION -> false;
            case NODE_KEY,
                    LISTING,
                    REVOCATION,
                    OFFER,
                    RELEASE,
                    DEAL,
                    DEAL_END,
                    CHANNEL_END,
                    PAYMENT_AUTHORIZATION,
                    PERMIT,
                    MESSAGE,
                    TYPED_DATA,
                    LOGIN -> false;
        };
    }

    /**
     * Whether a program may ask for it at all, within its budget or with the owner's yes: what sells, buys and pays.
     * The account, its contracts and the node's own word are the owner's.
     */
    boolean isForApps() {
        return switch (this) {
            case LISTING,
                    REVOCATION,
                    PAYMENT_AUTHORIZATION,
                    PERMIT,
                    APPROVE_TOKEN,
                    ACCEPT,
                    WITHDRAW,
                    TRANSFER,
                    MESSAGE,
                    TYPED_DATA,
                    LOGIN -> true;
            case NODE_KEY,
                    OFFER,
                    RELEASE,
                    BOND_DEPOSIT,
                    REVEAL,
                    SUBMIT_RELEASE,
                    SETTLE,
                    REFUND,
                    COMPLAIN,
                    COLLECT_PAYMENT,
                    DEAL,
                    DEAL_END,
                    OPEN_DEAL,
                    PROVE_STORAGE,
                    OPEN_CHANNEL,
                    CLAIM_CHANNEL,
                    CLOSE_CHANNEL,
                    CHANNEL_END,
                    REVOKE_DELEGATES,
                    DELEGATION,
                    DEPLOY -> false;
        };
    }
}
