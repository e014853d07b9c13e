package org.pluspeer.node.chain;

import java.util.List;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * A transaction as the owner's history shows it.
 *
 * @param at unix seconds at which it was first planned
 * @param spends what left the account by it, without gas
 */
public record TransactionLog(long at, String key, Purpose purpose, List<Intent.Spend> spends, Outcome outcome) {
    static TransactionLog of(long at, String key, TransactionRecord.Plan plan, Outcome outcome) {
        List<Intent.Spend> spends = plan.spends().stream()
                .map(paid -> new Intent.Spend(paid.counterparty(), paid.token(), paid.amount()))
                .toList();
        return new TransactionLog(at, key, plan.purpose(), spends, outcome);
    }
}
