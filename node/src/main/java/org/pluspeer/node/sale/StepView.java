package org.pluspeer.node.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One step of a purchase or sale.
 *
 * @param name for programs
 * @param title for people
 * @param at unix seconds; 0 if it is not done
 */
public record StepView(
        String name,
        String title,
        long at,
        boolean done,
        @Nullable TransactionView transaction) {

    /**
     * The transaction that a step took.
     *
     * @param fee wei
     * @param state {@code pending}, {@code done} or {@code failed}
     */
    public record TransactionView(
            String name,
            Hash32 hash,
            @Nullable Long gasUsed,
            @Nullable Amount fee,
            String state) {}
}
