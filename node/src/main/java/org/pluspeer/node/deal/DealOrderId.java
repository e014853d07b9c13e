package org.pluspeer.node.deal;

import java.util.List;
import java.util.Optional;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Names one transaction of one deal for ever.
 *
 * @param attempt from 0; a transaction that the chain refused is never sent again under the same number
 */
public record DealOrderId(Hash32 dealId, DealTransaction transaction, int attempt) {
    private static final String PREFIX = "deal";

    /** Such as {@code deal/0x…/PROVE/3/0}. */
    public String text() {
        return PREFIX + "/" + dealId.hex() + "/" + transaction.kind() + "/" + transaction.number() + "/" + attempt;
    }

    /** Empty for a text that names something else. */
    public static Optional<DealOrderId> parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() != 5 || !parts.getFirst().equals(PREFIX)) {
            return Optional.empty();
        }
        try {
            DealTransaction transaction =
                    new DealTransaction(DealTransaction.Kind.valueOf(parts.get(2)), Integer.parseInt(parts.get(3)));
            return Optional.of(
                    new DealOrderId(Hash32.parse(parts.get(1)), transaction, Integer.parseInt(parts.get(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
