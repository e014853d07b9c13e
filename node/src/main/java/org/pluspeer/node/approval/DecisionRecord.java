package org.pluspeer.node.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * One decision as the journal keeps it: what was asked, what came of it, and by which rule.
 *
 * @param at unix seconds
 * @param digest what would be signed; the same digest again is the same act and is counted once
 * @param act the same for a transaction and its replacements, of which only one can be in a block; null in records of
 *     before: the digest
 * @param gas the most that it could cost, in wei
 * @param outcome {@code allowed}, {@code needs_approval} or {@code refused}
 */
public record DecisionRecord(
        long at,
        Hash32 digest,
        @Nullable Hash32 act,
        Purpose purpose,
        List<SpendRecord> spends,
        Amount gas,
        String outcome,
        String rule,
        @Nullable String reason) {

    /** Money that would leave. */
    public record SpendRecord(Address counterparty, Address token, Amount amount) {
        static SpendRecord of(Intent.Spend spend) {
            return new SpendRecord(spend.counterparty(), spend.token(), spend.amount());
        }
    }
}
