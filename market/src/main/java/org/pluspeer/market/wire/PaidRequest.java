package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Asks for bytes that are to be paid for when they have come. */
public sealed interface PaidRequest extends Message permits PaidBlocksRequest, PaidReplicaRequest {
    /** What the asker takes the price to be, in base units for 2^30 bytes. */
    Amount perGib();

    /** The channel that pays for it. */
    Hash32 channelId();

    /**
     * Newest voucher of the channel, for what has come through it; the same may come many times. Null if there is none
     * yet.
     */
    @Nullable
    Voucher newest();
}
