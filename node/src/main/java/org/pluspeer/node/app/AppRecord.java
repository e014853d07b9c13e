package org.pluspeer.node.app;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.approval.BudgetView;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Limits;

/**
 * A record of kind APP. One of the parts is there, or {@code ended}.
 *
 * @param id of the program
 * @param at unix seconds
 * @param paired it was given a token
 * @param purchase id of one that it began
 * @param used its token was used, noted at most once an hour
 * @param ended it was revoked, or its time was over
 */
record AppRecord(
        String id,
        long at,
        @Nullable Paired paired,
        @Nullable Hash32 purchase,
        @Nullable Boolean used,
        @Nullable String ended) {

    /**
     * What the owner gave it.
     *
     * @param tokenHash SHA-256 of its token; the token itself is nowhere
     * @param expiresAt unix seconds
     */
    record Paired(
            String name,
            List<Scope> scopes,
            Hash32 tokenHash,
            List<BudgetView> budgets,
            Amount gasPerTransaction,
            Amount gasPerDay,
            long expiresAt) {
        Limits limits() {
            return new Limits(BudgetView.budgets(budgets), gasPerTransaction, gasPerDay, OptionalLong.of(expiresAt));
        }
    }

    static AppRecord paired(String id, long at, Paired paired) {
        return new AppRecord(id, at, paired, null, null, null);
    }

    static AppRecord bought(String id, long at, Hash32 purchase) {
        return new AppRecord(id, at, null, purchase, null, null);
    }

    static AppRecord used(String id, long at) {
        return new AppRecord(id, at, null, null, true, null);
    }

    static AppRecord ended(String id, long at, String why) {
        return new AppRecord(id, at, null, null, null, why);
    }
}
