package org.pluspeer.node.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Payee;
import org.pluspeer.market.sale.Sale;
import org.pluspeer.wallet.eth.Amount;

/**
 * A sale as far as money goes.
 *
 * @param isOurs whether its price is credited to the seller's own account, and not to a split, a union or another account
 * @param lost of the bond, in base units
 * @param endedIn the block in which the money left the escrow; null before
 */
public record SaleAccount(
        SaleView sale,
        boolean isOurs,
        Amount lost,
        @Nullable Long endedIn) {
    static SaleAccount of(Sale state, SaleView view) {
        Offer terms = state.terms();
        ChainFact.Ended ended = state.facts().escrow().ended();
        return new SaleAccount(
                view,
                terms.payee().equals(Payee.of(terms.seller())),
                ended == null ? Amount.ZERO : lost(ended.how(), terms),
                ended == null ? null : ended.block());
    }

    private static Amount lost(How how, Offer terms) {
        return switch (how) {
            case RELEASED, SETTLED -> Amount.ZERO;
            case REFUNDED -> terms.noShow();
            case COMPLAINED -> terms.bond();
        };
    }
}
