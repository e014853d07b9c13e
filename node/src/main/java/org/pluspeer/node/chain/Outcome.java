package org.pluspeer.node.chain;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What became of a transaction so far.
 *
 * @param hash the newest; while it is pending, a higher fee may give it another
 * @param gasUsed 0 until it is in a block
 * @param effectiveGasPrice wei per gas; zero until it is in a block
 * @param block that holds it; -1 while none does
 * @param isFinal nothing changes any more
 * @param reason one sentence why it reverted or was dropped; null else, or where it is not known
 */
public record Outcome(
        Hash32 hash,
        Status status,
        long gasUsed,
        Amount effectiveGasPrice,
        long block,
        boolean isFinal,
        @Nullable String reason) {

    /** Its names are in the journal. */
    public enum Status {
        /** On its way: it has not been taken into a block, or that block was undone. */
        PENDING,
        SUCCEEDED,
        /** In a block, without effect; its gas is spent. */
        REVERTED,
        /** It is in no block and never will be; nothing was spent. */
        DROPPED,
        /**
         * The chain's node says that another transaction has its nonce. Since it would pay once more if that is not
         * so, it is not sent again; should it turn up in a block after all, it becomes what it is there.
         */
        OVERTAKEN,
        /** The owner called it back: an empty transaction of ours is in a block in its place. Its gas is spent. */
        CANCELLED;

        /** As it ends a sentence. */
        String words() {
            return switch (this) {
                case PENDING -> "it is on its way";
                case SUCCEEDED -> "it took effect";
                case REVERTED -> "the chain refused it";
                case DROPPED -> "it was dropped";
                case OVERTAKEN -> "another transaction has its number";
                case CANCELLED -> "it was called back";
            };
        }
    }

    static Outcome pending(Hash32 hash) {
        return new Outcome(hash, Status.PENDING, 0, Amount.ZERO, -1, false, null);
    }

    static Outcome dropped(Hash32 hash, String reason) {
        return new Outcome(hash, Status.DROPPED, 0, Amount.ZERO, -1, true, reason);
    }

    static Outcome overtaken(Hash32 hash) {
        String reason = "Another transaction took its place; it is not sent again. See what the account sent.";
        return new Outcome(hash, Status.OVERTAKEN, 0, Amount.ZERO, -1, false, reason);
    }

    static Outcome mined(Receipt receipt, boolean isFinal, @Nullable String reason) {
        return in(receipt, receipt.succeeded() ? Status.SUCCEEDED : Status.REVERTED, isFinal, reason);
    }

    static Outcome cancelled(Receipt receipt, boolean isFinal) {
        return in(receipt, Status.CANCELLED, isFinal, "You called it back before a block took it.");
    }

    private static Outcome in(Receipt receipt, Status status, boolean isFinal, @Nullable String reason) {
        return new Outcome(
                receipt.transaction(),
                status,
                receipt.gasUsed(),
                receipt.effectiveGasPrice(),
                receipt.blockNumber(),
                isFinal,
                reason);
    }

    /** Wei that its gas cost; zero until it is in a block. */
    public Amount fee() {
        return effectiveGasPrice.times(gasUsed);
    }
}
