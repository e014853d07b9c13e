package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/** Asks the payee of a channel what it holds. Answered by {@link ChannelStanding}. */
public record ChannelQuery(Hash32 channelId) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CHANNEL_QUERY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(channelId);
    }

    static ChannelQuery read(WireReader in) {
        return new ChannelQuery(in.hash());
    }
}
