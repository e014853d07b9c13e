package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the payee of a channel holds and has given.
 *
 * @param delivered worth of all that was delivered or is being delivered, in base units
 * @param newest voucher; null if none ever came
 */
public record ChannelStanding(
        Hash32 channelId, Amount delivered, @Nullable Voucher newest) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CHANNEL_STANDING;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(channelId).amount96(delivered).flag(newest != null);
        if (newest != null) {
            out.amount96(newest.cumulative()).signature(newest.signature());
        }
    }

    static ChannelStanding read(WireReader in) {
        return new ChannelStanding(
                in.hash(), in.amount96(), in.flag() ? new Voucher(in.amount96(), in.signature()) : null);
    }
}
