package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.spend.Fees;

/** One transaction that is not over. Its desk's lock guards it. */
final class OpenTransaction {
    private final String key;
    private final List<Hash32> hashes = new ArrayList<>();
    private final Set<Hash32> cancels = new HashSet<>();
    private TransactionRecord.Plan plan;
    private TransactionRecord.Price price;
    private Outcome outcome;
    /** The head's number when it was last sent; -1 until then. */
    private long sentAt = -1;
    /** The final block's number when it was last looked for though overtaken; -1 until then. */
    private long soughtAt = -1;

    OpenTransaction(String key, TransactionRecord.Plan plan) {
        this.key = key;
        this.plan = plan;
        this.price = plan.price();
        this.outcome = Outcome.pending(price.hash());
        hashes.add(price.hash());
    }

    /** With another nonce: the hashes of before can be in no block any more. */
    void planned(TransactionRecord.Plan again) {
        plan = again;
        hashes.clear();
        cancels.clear();
        priced(again.price());
    }

    void priced(TransactionRecord.Price again) {
        price = again;
        if (!hashes.contains(again.hash())) {
            hashes.add(again.hash());
        }
        if (again.cancels()) {
            cancels.add(again.hash());
        }
        outcome = Outcome.pending(again.hash());
        sentAt = -1;
    }

    String key() {
        return key;
    }

    TransactionRecord.Plan plan() {
        return plan;
    }

    /** Newest first: any of them may be the one that a block takes. */
    List<Hash32> hashes() {
        return hashes.reversed();
    }

    Hash32 hash() {
        return price.hash();
    }

    Fees fees() {
        return price.fees();
    }

    TransactionRecord.Price price() {
        return price;
    }

    /** Whether the version of this hash is the empty one that takes the place of what was planned. */
    boolean isCancel(Hash32 hash) {
        return cancels.contains(hash);
    }

    SentTransaction sent() {
        return SentTransaction.of(key, plan, hashes(), List.copyOf(cancels));
    }

    /** Whether the owner asked for it not to take effect. */
    boolean wasCalledBack() {
        return !cancels.isEmpty();
    }

    /** The owner's yes, with what was said to the price of now. */
    Consent consent() {
        Consent consent = plan.agreed().consent();
        Amount gas = price.agreedGas();
        return gas == null || !gas.isMoreThan(consent.gas()) ? consent : consent.withGas(gas);
    }

    Outcome outcome() {
        return outcome;
    }

    void outcome(Outcome now) {
        outcome = now;
    }

    long sentAt() {
        return sentAt;
    }

    void sentAt(long head) {
        sentAt = head;
    }

    /** Whether the chain's final block is another than at the last time that this was asked. */
    boolean isDue(long finalBlock) {
        boolean due = finalBlock != soughtAt;
        soughtAt = finalBlock;
        return due;
    }

    /** @param data of the plan */
    Eip1559 transaction(TransactionRecord.Price at, byte[] data) {
        Fees fees = at.fees();
        Long emptyGas = at.emptyGas();
        if (emptyGas != null) {
            return new Eip1559(
                    plan.chainId(),
                    plan.nonce(),
                    fees.priorityFee(),
                    fees.maxFee(),
                    emptyGas,
                    plan.from(),
                    Amount.ZERO,
                    new byte[0]);
        }
        return new Eip1559(
                plan.chainId(),
                plan.nonce(),
                fees.priorityFee(),
                fees.maxFee(),
                plan.gasLimit(),
                plan.to(),
                plan.value(),
                data);
    }

    /** What leaves the account, without gas, if the version with this price is taken. */
    List<Intent.Spend> spends(TransactionRecord.Price at) {
        return at.cancels() ? List.of() : spends();
    }

    List<Intent.Spend> spends() {
        return plan.spends().stream()
                .map(paid -> new Intent.Spend(paid.counterparty(), paid.token(), paid.amount()))
                .toList();
    }
}
