package org.pluspeer.node.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One channel, for people. The amounts are those of {@link ChannelPosition}.
 *
 * @param role {@code payer} or {@code payee}: which of the two this node is
 * @param next what happens next, in a sentence
 * @param endsAt unix seconds after which the payer has its rest back; null unless it is leaving
 */
public record ChannelView(
        Hash32 id,
        String role,
        Address counterparty,
        TokenView token,
        String state,
        String next,
        Amount deposit,
        Amount moved,
        Amount claimed,
        Amount claimable,
        Amount atRisk,
        @Nullable Long endsAt,
        long since) {
    /** Newest first. */
    public record All(List<ChannelView> channels) {}

    /**
     * What opening one would take. Nothing of the deposit is spent by that: the rest comes back.
     *
     * @param gas wei, at most, for opening it, ending it and fetching the rest
     * @param longest seconds that the rest can be kept waiting if the payee never answers
     * @param enough whether the account holds the deposit
     */
    public record Quote(
            Address payee, TokenView token, Amount deposit, Amount gas, TokenView coin, long longest, boolean enough) {}

    /**
     * A channel to be opened.
     *
     * @param listing whose seller is to be paid, in its token; null where payee and token are said
     * @param deposit base units
     * @param idempotencyKey the same one is the same channel
     */
    public record Order(
            @Nullable Hash32 listing,
            @Nullable Address payee,
            @Nullable Address token,
            Amount deposit,
            @Nullable String idempotencyKey) {}

    /** @param deposit base units, what it is to be in all */
    public record TopUp(Amount deposit) {}
}
