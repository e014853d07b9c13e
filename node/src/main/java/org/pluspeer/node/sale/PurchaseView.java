package org.pluspeer.node.sale;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.content.SeedView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A purchase as the API shows it.
 *
 * @param id the offer's, or the request's while there is no offer
 * @param claimable what came back into the ledger for it, in base units of the token
 * @param moneySafe one sentence on where the money is
 * @param next what happens next, in a sentence; null if nothing does
 * @param approval where it waits for the owner's yes to what a program wants; else null
 */
public record PurchaseView(
        Hash32 id,
        Hash32 listingId,
        String title,
        Address seller,
        String state,
        @Nullable CostView cost,
        ProgressView progress,
        List<StepView> steps,
        @Nullable FileView file,
        @Nullable ProblemNote problem,
        DeadlinesView deadlines,
        @Nullable Amount claimable,
        long createdAt,
        String moneySafe,
        @Nullable String next,
        @Nullable String approval) {

    /** For a program whose yes is not enough: the id under which it waits for the owner's. */
    public PurchaseView waiting(String request) {
        return new PurchaseView(
                id,
                listingId,
                title,
                seller,
                "waiting",
                cost,
                progress,
                steps,
                file,
                problem,
                deadlines,
                claimable,
                createdAt,
                moneySafe,
                "The owner has to say yes to it.",
                request);
    }

    /** All purchases, the newest first. */
    public record All(List<PurchaseView> purchases) {}

    /**
     * Bytes of ciphertext that are here, of so many.
     *
     * @param sources who was asked for them since the start, and what came of each
     */
    public record ProgressView(long bytes, long total, List<SeedView.SourceView> sources) {}

    /** The file on the owner's disk. */
    public record FileView(String name, long size, Hash32 sha256, String path) {}

    /** Why it came to nothing. */
    public record ProblemNote(String code, String title, String detail) {}

    /** Unix seconds, chain time. */
    public record DeadlinesView(
            @Nullable Long revealBy, @Nullable Long disputeBy) {}
}
