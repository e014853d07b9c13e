package org.pluspeer.node.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.approval.BudgetView;
import org.pluspeer.wallet.eth.Amount;

/**
 * What the owner wants to pair.
 *
 * @param name for people, 1 to 60 characters
 * @param scopes at least one
 * @param budgets absent: small ones
 * @param gasPerTransaction wei; absent: a little
 * @param gasPerDay wei; absent: a little
 * @param expiresAt unix seconds, at most 366 days ahead; absent: in 30 days
 */
public record NewApp(
        String name,
        List<String> scopes,
        @Nullable List<BudgetView> budgets,
        @Nullable Amount gasPerTransaction,
        @Nullable Amount gasPerDay,
        @Nullable Long expiresAt) {}
