package org.pluspeer.market.wire;

import org.pluspeer.market.channel.Closing;
import org.pluspeer.wallet.eth.Hash32;

/** Asks the payee of a channel to agree to its end. Answered by {@link ClosingReply}. */
public record ClosingRequest(Hash32 channelId, Closing closing) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CLOSING_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(channelId).amount96(closing.cumulative()).u64(closing.validUntil());
    }

    static ClosingRequest read(WireReader in) {
        return new ClosingRequest(in.hash(), new Closing(in.amount96(), in.u64()));
    }
}
