package org.pluspeer.node.account;

import org.pluspeer.wallet.policy.Purpose;

/** What a transaction did, in plain words. */
public final class Titles {
    private Titles() {}

    public static String of(Purpose purpose) {
        return switch (purpose) {
            case ACCEPT -> "Paid into escrow";
            case APPROVE_TOKEN -> "Let the contract draw the price";
            case BOND_DEPOSIT -> "Put a bond into the ledger";
            case REVEAL -> "Revealed a key";
            case SUBMIT_RELEASE -> "Collected a released sale";
            case SETTLE -> "Collected a sale after its window";
            case REFUND -> "Called money back";
            case COMPLAIN -> "Proved a wrong block";
            case OPEN_DEAL -> "Paid for storage";
            case PROVE_STORAGE -> "Showed that bytes are kept";
            case WITHDRAW -> "Withdrew from the ledger";
            case REVOKE_DELEGATES -> "Took back what others might sell";
            case TRANSFER -> "Sent";
            case COLLECT_PAYMENT -> "Took a payment for a call";
            case OPEN_CHANNEL -> "Put a deposit into a channel";
            case CLAIM_CHANNEL -> "Claimed from a channel";
            case CLOSE_CHANNEL -> "Ended a channel";
            case DEPLOY -> "Deployed a contract";
            case DELEGATION -> "Handed the account to a contract";
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
                    LOGIN -> "Signed";
        };
    }
}
