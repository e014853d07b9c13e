package org.pluspeer.node.chain;

import java.util.List;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A transaction of ours by its nonce, to be looked for in blocks.
 *
 * @param hashes of all its versions, the newest first
 * @param cancels those of them that do nothing, and take its place
 * @param value wei that leaves the account where it succeeds; nothing where it is sent to itself
 */
public record SentTransaction(String key, long nonce, List<Hash32> hashes, List<Hash32> cancels, Amount value) {
    public SentTransaction {
        hashes = List.copyOf(hashes);
        cancels = List.copyOf(cancels);
    }

    static SentTransaction of(String key, TransactionRecord.Plan plan, List<Hash32> hashes, List<Hash32> cancels) {
        Amount leaves = plan.to().equals(plan.from()) ? Amount.ZERO : plan.value();
        return new SentTransaction(key, plan.nonce(), hashes, cancels, leaves);
    }
}
