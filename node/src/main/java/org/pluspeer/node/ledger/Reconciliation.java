package org.pluspeer.node.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;

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
     * @param place {@code wallet} or {@code ledger}: all movements against what is held there; {@code sales}: what the
     *     node's deals say that they moved in the ledger against what moved there; {@code calls}: what sold calls say
     *     that they brought against the transfers that came; {@code storage} and {@code channels}: what deals and
     *     channels say that their contract holds for the account against what it holds
     * @param history base units by the books; with a minus where they say less than nothing
     * @param chain base units by the chain; with a minus where deals took more than they brought
     * @param difference what the chain has more, in base units; with a minus where it has less
     * @param why what is known of the difference; null where there is none
     */
    public record Row(
            Address account,
            String place,
            TokenView token,
            String history,
            String chain,
            String difference,
            @Nullable String why) {}
}
