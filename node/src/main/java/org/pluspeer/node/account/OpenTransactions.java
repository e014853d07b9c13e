package org.pluspeer.node.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What is under way, lowest nonce of each account first. */
public record OpenTransactions(List<Entry> transactions) {
    public OpenTransactions {
        transactions = List.copyOf(transactions);
    }

    /**
     * One transaction.
     *
     * @param hash the newest
     * @param to who gets the money; else the contract
     * @param sentAt unix seconds
     * @param maxFee wei per gas
     * @param most wei that its gas can cost
     * @param state {@code pending}; {@code cancelling} where it was called back; {@code mined} while its block is not
     *     final
     * @param whyNot why it cannot be called back, where it cannot
     */
    public record Entry(
            Hash32 hash,
            Address from,
            Address to,
            @Nullable String name,
            String title,
            TokenView token,
            Amount amount,
            long nonce,
            long sentAt,
            Amount maxFee,
            Amount most,
            String state,
            boolean canSpeedUp,
            boolean canCancel,
            @Nullable String whyNot) {}
}
