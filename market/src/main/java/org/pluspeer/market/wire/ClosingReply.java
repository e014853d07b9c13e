package org.pluspeer.market.wire;

import org.pluspeer.market.channel.Closing;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** @param signature the payee's over the closing */
public record ClosingReply(Hash32 channelId, Closing closing, Signature signature) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CLOSING_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(channelId)
                .amount96(closing.cumulative())
                .u64(closing.validUntil())
                .signature(signature);
    }

    static ClosingReply read(WireReader in) {
        return new ClosingReply(in.hash(), new Closing(in.amount96(), in.u64()), in.signature());
    }
}
