package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Asks for one run of an encrypted content, to be paid for when it has come. Answered by {@link BlocksReply}; by
 * {@link ChannelStanding} where the credit is used up; by {@link QuoteReply} where the price is another.
 *
 * @param perGib what the asker takes the price to be, in base units for 2^30 bytes
 * @param channelId that pays for it
 * @param newest voucher of the channel, for what has come through it; the same may come many times. Null if there is none
 *     yet
 */
public record PaidBlocksRequest(
        BlocksRequest blocks,
        Amount perGib,
        Hash32 channelId,
        @Nullable Voucher newest) implements PaidRequest {
    static final int BYTES = 42 + 12 + 32 + 1 + 12 + 65;

    @Override
    public MessageType type() {
        return MessageType.PAID_BLOCKS_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        blocks.writeTo(out);
        out.amount96(perGib).hash(channelId).flag(newest != null);
        if (newest != null) {
            out.amount96(newest.cumulative()).signature(newest.signature());
        }
    }

    static PaidBlocksRequest read(WireReader in) {
        return new PaidBlocksRequest(
                BlocksRequest.read(in),
                in.amount96(),
                in.hash(),
                in.flag() ? new Voucher(in.amount96(), in.signature()) : null);
    }
}
