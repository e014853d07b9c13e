package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * Hands a voucher to the payee of a channel. Answered by {@link ChannelStanding}.
 *
 * @param cumulative all that is owed since the channel was opened, in base units
 * @param signature by the channel's voucherKey
 */
public record VoucherPut(Hash32 channelId, Amount cumulative, Signature signature) implements Message {
    @Override
    public MessageType type() {
        return MessageType.VOUCHER_PUT;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(channelId).amount96(cumulative).signature(signature);
    }

    static VoucherPut read(WireReader in) {
        return new VoucherPut(in.hash(), in.amount96(), in.signature());
    }
}
