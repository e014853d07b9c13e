package org.pluspeer.market.channel;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * On what a payee goes with a channel.
 *
 * @param id the digest of the terms, computed here and never taken from the other side
 * @param credit worth of what may be delivered ahead of the newest voucher
 * @param margin seconds before an end in which no more is delivered and what is owed is brought to the chain; at least
 *     as long as the chain can leave a transaction out
 * @param claimFactor what is unclaimed is worth claiming above this many times the price of doing so
 */
public record IncomingPlan(Hash32 id, ChannelTerms terms, Amount credit, int margin, int claimFactor) {
    public static final int DEFAULT_MARGIN = 24 * 3600;
    public static final int DEFAULT_CLAIM_FACTOR = 50;

    public static IncomingPlan at(ChannelVenue venue, ChannelTerms terms, Amount credit) {
        return new IncomingPlan(venue.idOf(terms), terms, credit, DEFAULT_MARGIN, DEFAULT_CLAIM_FACTOR);
    }

    /**
     * Asked before anything is delivered.
     *
     * @param headTime unix seconds of the chain's head
     * @return null if the terms will do
     */
    public @Nullable TermsFault fault(Address self, Address token, long headTime) {
        if (!terms.payee().equals(self)) {
            return TermsFault.NOT_FOR_US;
        }
        if (!terms.token().equals(token)) {
            return TermsFault.WRONG_TOKEN;
        }
        if (terms.challenge() < margin) {
            return TermsFault.CHALLENGE_TOO_SHORT;
        }
        // Twice: once to be used, once to be ended.
        boolean soon = terms.expires() && terms.expiry() - headTime < 2L * margin;
        return soon ? TermsFault.EXPIRES_TOO_SOON : null;
    }
}
