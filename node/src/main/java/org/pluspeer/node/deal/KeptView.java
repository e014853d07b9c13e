package org.pluspeer.node.deal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Something of ours that others keep.
 *
 * @param state placing, kept, mending, ending or over
 * @param words the same for people
 * @param safe replicas that stand now
 * @param until chain time, unix seconds
 * @param spent paid into deals so far, less what came back; base units
 * @param local whether the content also lies here
 */
public record KeptView(
        Hash32 id,
        String name,
        Hash32 sha256,
        long size,
        String state,
        String words,
        int copies,
        int safe,
        long until,
        TokenView token,
        Amount max,
        Amount spent,
        boolean local,
        long createdAt,
        List<CopyView> replicas,
        @Nullable String trouble) {

    /**
     * One replica.
     *
     * @param id of its deal
     * @param state proposing, approving, opening, kept, closing, ended, expired or declined
     * @param price of all epochs
     * @param back credited or about to be: what was not earned, and penalties
     */
    public record CopyView(
            Hash32 id,
            String state,
            String words,
            Address provider,
            int epochs,
            int proven,
            int missed,
            Amount price,
            Amount collateral,
            Amount back,
            boolean lost) {}

    /** All of it, the newest first. */
    public record All(List<KeptView> kept) {}
}
