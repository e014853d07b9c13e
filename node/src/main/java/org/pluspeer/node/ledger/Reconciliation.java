package org.pluspeer.node.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * The books against the chain.
 *
 * @param ok whether they agree to the last unit
 * @param block up to which the books are, and at which the chain was asked
 */
public record Reconciliation(boolean ok, long block, List<Row> rows) {
    public Reconciliation {
        rows = List.copyOf(rows);
    }

    /**
     * One kind of money of an account.
     *
     * @param place {@code wallet} or {@code ledger}
     * @param history base units by all movements; with a minus where the books say less than nothing
     * @param chain base units by the chain
     * @param difference what the chain has more, in base units; with a minus where it has less
     * @param why what is known of the difference; null where there is none
     */
    public record Row(
            Address account,
            String place,
            TokenView token,
            String history,
            Amount chain,
            String difference,
            @Nullable String why) {}
}
