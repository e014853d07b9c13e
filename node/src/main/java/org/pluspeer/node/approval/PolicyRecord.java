package org.pluspeer.node.approval;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Limits;

/**
 * The owner's spending rules as JSON and the journal have them: what may go out unasked, whoever asks.
 *
 * @param version of this form: 1
 * @param revision counts the changes; a change names the one that it was made from
 * @param gasPerTransaction wei
 * @param gasPerDay wei
 * @param expiresAt unix seconds, from which on every payment is asked for; null: never
 */
public record PolicyRecord(
        int version,
        long revision,
        List<BudgetView> budgets,
        Amount gasPerTransaction,
        Amount gasPerDay,
        @Nullable Long expiresAt) {
    static final int VERSION = 1;

    static PolicyRecord of(long revision, Limits limits) {
        return new PolicyRecord(
                VERSION,
                revision,
                BudgetView.of(limits.budgets()),
                limits.gasPerTransaction(),
                limits.gasPerDay(),
                limits.until().isPresent() ? limits.until().getAsLong() : null);
    }

    /** @throws ProblemException BAD_REQUEST for a form that is not known; others, too, for what makes no sense */
    Limits limits() {
        if (version != VERSION) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST,
                    "rules of version " + version + " are not known here; this is " + VERSION);
        }
        return new Limits(
                BudgetView.budgets(budgets),
                gasPerTransaction,
                gasPerDay,
                expiresAt == null ? OptionalLong.empty() : OptionalLong.of(expiresAt));
    }
}
