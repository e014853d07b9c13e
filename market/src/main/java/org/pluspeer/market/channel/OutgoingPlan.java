package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a payer wants with a channel.
 *
 * @param id the digest of the terms, computed here and never taken from the other side
 * @param deposit what it opens with, in base units, at least 1
 * @param credit how far vouchers may run ahead of what was received
 * @param patience seconds that the payee has to agree to an end before the payer leaves without it
 */
public record OutgoingPlan(Hash32 id, ChannelTerms terms, Amount deposit, Amount credit, int patience) {
    public static final int DEFAULT_PATIENCE = 600;

    public static OutgoingPlan at(ChannelVenue venue, ChannelTerms terms, Amount deposit, Amount credit) {
        return new OutgoingPlan(venue.idOf(terms), terms, deposit, credit, DEFAULT_PATIENCE);
    }
}
