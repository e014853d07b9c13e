package org.pluspeer.node.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Every movement with its reason, the newest first. */
public record HistoryView(List<Entry> entries, @Nullable String next) {
    public HistoryView {
        entries = List.copyOf(entries);
    }

    /**
     * Money that came or went, or a transaction that only cost gas.
     *
     * @param at unix seconds
     * @param amount in base units
     * @param direction {@code in} or {@code out}
     * @param gasFee wei
     * @param state {@code pending}, {@code done}, {@code failed} or {@code overtaken}: another transaction has its
     *     nonce, it is not sent again, and may still turn up
     * @param reason one sentence why it is not done; null where it is, or nobody said
     */
    public record Entry(
            long at,
            String kind,
            String title,
            TokenView token,
            Amount amount,
            String direction,
            @Nullable Hash32 transaction,
            @Nullable Amount gasFee,
            @Nullable String saleId,
            @Nullable Hash32 listingId,
            String state,
            @Nullable String reason) {}
}
