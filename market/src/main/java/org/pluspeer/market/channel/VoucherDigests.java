package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The same digests as {@link ChannelVenue#voucherDigest}, with what is alike in all of them hashed once: a payee makes one
 * for each voucher that comes.
 */
public final class VoucherDigests {
    private static final byte[] PREFIX = {0x19, 0x01};
    private static final byte[] TYPE =
            ChannelTerms.voucher(Hash32.ZERO, Amount.ZERO).typeHash().bytes();

    private final byte[] domain;

    public VoucherDigests(ChannelVenue venue) {
        this.domain = venue.domain().separator().bytes();
    }

    /** @throws MalformedException if the sum needs more than 96 bits */
    public Hash32 of(Hash32 channelId, Amount cumulative) {
        if (cumulative.units().bitLength() > 96) {
            throw new MalformedException("cumulative does not fit 96 bits");
        }
        Hash32 struct = Keccak.hash(TYPE, channelId.bytes(), Words.of(cumulative));
        return Keccak.hash(PREFIX, domain, struct.bytes());
    }
}
