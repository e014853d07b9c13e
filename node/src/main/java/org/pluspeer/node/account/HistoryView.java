package org.pluspeer.node.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
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
     * @param place {@code wallet}, or {@code ledger} for what the exchange holds for the account
     * @param amount in base units
     * @param direction {@code in} or {@code out}
     * @param balance of the account in this token at this place, after it; null while it is in no block
     * @param other who paid or was paid; null where nobody says, as with coin
     * @param otherName the owner's name for it
     * @param gasFee wei
     * @param state one of pending, done, failed and dropped; replaced, by an empty transaction; overtaken: another
     *     transaction has its nonce, it is not sent again, and may still turn up
     * @param isFinal nothing changes any more
     * @param replacedBy the hash of the empty transaction
     * @param reason one sentence why it is not done, or what else is to be known of it
     */
    public record Entry(
            long at,
            Address account,
            String place,
            String kind,
            String title,
            TokenView token,
            Amount amount,
            String direction,
            @Nullable Amount balance,
            @Nullable Address other,
            @Nullable String otherName,
            @Nullable Hash32 transaction,
            @Nullable Amount gasFee,
            @Nullable Hash32 saleId,
            @Nullable Hash32 listingId,
            String state,
            boolean isFinal,
            @Nullable Hash32 replacedBy,
            @Nullable String reason) {}
}
