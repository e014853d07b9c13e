package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;

/**
 * A transaction that is not over.
 *
 * @param hash the newest
 * @param at unix seconds at which it was first planned
 * @param gasLimit of the version that was sent last
 * @param calledBack whether an empty transaction was sent to take its place
 * @param block that holds it for now; -1 while none does
 * @param lasting why it cannot be called back; empty where it can
 */
public record WaitingTransaction(
        String key,
        Hash32 hash,
        long at,
        Purpose purpose,
        Address from,
        Address to,
        Amount value,
        List<Intent.Spend> spends,
        long nonce,
        long gasLimit,
        Fees fees,
        boolean calledBack,
        long block,
        Optional<String> lasting) {

    static WaitingTransaction of(OpenTransaction open, long at) {
        TransactionRecord.Plan plan = open.plan();
        Long emptyGas = open.price().emptyGas();
        return new WaitingTransaction(
                open.key(),
                open.hash(),
                at,
                plan.purpose(),
                plan.from(),
                plan.to(),
                plan.value(),
                open.spends(),
                plan.nonce(),
                emptyGas == null ? plan.gasLimit() : emptyGas,
                open.fees(),
                open.wasCalledBack(),
                open.outcome().block(),
                whyNotCancelled(open));
    }

    /** A step of a deal guards money, or the other side counts on it; only the owner's own orders can be called back. */
    static Optional<String> whyNotCancelled(OpenTransaction open) {
        if (open.price().cancels()) {
            return Optional.of("it is being called back already; it can be sped up");
        }
        return switch (open.plan().purpose()) {
            case TRANSFER, WITHDRAW -> Optional.empty();
            case REVEAL, SUBMIT_RELEASE, SETTLE, REFUND, COMPLAIN, PROVE_STORAGE, REVOKE_DELEGATES ->
                Optional.of("it guards your money in an open deal, and has a deadline; it can be sped up");
            case ACCEPT, OPEN_DEAL, BOND_DEPOSIT, APPROVE_TOKEN ->
                Optional.of("an open deal rests on it; cancel the deal, or speed this up");
            case CLAIM_CHANNEL, CLOSE_CHANNEL ->
                Optional.of("it guards your money in a channel, and may have a deadline; it can be sped up");
            case OPEN_CHANNEL -> Optional.of("a channel rests on it; close the channel, or speed this up");
            case COLLECT_PAYMENT -> Optional.of("it takes a payment for a call that was answered; it can be sped up");
            case DEPLOY, DELEGATION -> Optional.of("it is no payment; it can be sped up");
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
                    LOGIN -> Optional.of("it is no transaction");
        };
    }
}
