package org.pluspeer.market.wire;

import org.pluspeer.market.deal.AgreedEnd;

/** A provider's signature under the end that its client asked for. */
public record DealEndReply(AgreedEnd end) implements Message {
    @Override
    public MessageType type() {
        return MessageType.DEAL_END_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        DealEndRequest.write(end, out);
    }

    static DealEndReply read(WireReader in) {
        return new DealEndReply(DealEndRequest.readEnd(in));
    }
}
