package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The sum at which both end a channel at once; the payee signs it and the payer sends it.
 *
 * @param cumulative all that the payee is to have got, in base units
 * @param validUntil unix seconds, the last in which the payee's word holds
 */
public record Closing(Amount cumulative, long validUntil) {
    /** @throws MalformedException if the sum needs more than 96 bits or the time is not after 1970 */
    public Closing {
        if (cumulative.units().bitLength() > 96 || validUntil <= 0) {
            throw new MalformedException("closing: out of bounds");
        }
    }

    public Eip712.Struct struct(Hash32 channelId) {
        return Eip712.Struct.named("CoopClose")
                .bytes32("channelId", channelId)
                .uint(96, "cumulative", cumulative)
                .uint(64, "validUntil", validUntil)
                .build();
    }
}
