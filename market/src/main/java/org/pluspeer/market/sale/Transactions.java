package org.pluspeer.market.sale;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How often each transaction of a sale was tried in vain, which were sent, and which went through. A transaction that
 * the chain refused is never sent again under the same number: the next try has the next number.
 */
public record Transactions(
        Map<SaleTransaction, Integer> refusals, Set<SaleTransaction> sent, Set<SaleTransaction> succeeded) {
    public static final Transactions NONE = new Transactions(Map.of(), Set.of(), Set.of());

    public Transactions {
        refusals = Map.copyOf(refusals);
        sent = Set.copyOf(sent);
        succeeded = Set.copyOf(succeeded);
    }

    /** Number of the try that is due: 0 for the first. */
    public int attempt(SaleTransaction transaction) {
        return refusals.getOrDefault(transaction, 0);
    }

    public boolean wasSent(SaleTransaction transaction) {
        return sent.contains(transaction);
    }

    public boolean hasSucceeded(SaleTransaction transaction) {
        return succeeded.contains(transaction);
    }

    public boolean wasRefused(SaleTransaction transaction) {
        return refusals.containsKey(transaction);
    }

    Transactions withSent(SaleTransaction transaction) {
        return new Transactions(refusals, plus(sent, transaction), succeeded);
    }

    Transactions withSucceeded(SaleTransaction transaction) {
        return new Transactions(refusals, sent, plus(succeeded, transaction));
    }

    Transactions withRefused(SaleTransaction transaction, int attempt) {
        EnumMap<SaleTransaction, Integer> counts = new EnumMap<>(SaleTransaction.class);
        counts.putAll(refusals);
        counts.merge(transaction, attempt + 1, Math::max);
        return new Transactions(counts, sent, succeeded);
    }

    private static Set<SaleTransaction> plus(Set<SaleTransaction> set, SaleTransaction one) {
        EnumSet<SaleTransaction> all = EnumSet.of(one);
        all.addAll(set);
        return all;
    }
}
