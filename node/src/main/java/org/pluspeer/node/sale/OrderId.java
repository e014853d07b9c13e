package org.pluspeer.node.sale;

import java.util.List;
import java.util.Optional;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Names one transaction of one sale for ever.
 *
 * @param attempt from 0; a transaction that the chain refused is never sent again under the same number
 */
public record OrderId(Hash32 offerId, SaleTransaction transaction, int attempt) {
    private static final String PREFIX = "sale";

    /** Such as {@code sale/0x…/ACCEPT/0}. */
    public String text() {
        return PREFIX + "/" + offerId.hex() + "/" + transaction + "/" + attempt;
    }

    /** Empty for a text that names something else. */
    public static Optional<OrderId> parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() != 4 || !parts.getFirst().equals(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OrderId(
                    Hash32.parse(parts.get(1)), SaleTransaction.valueOf(parts.get(2)), Integer.parseInt(parts.get(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
