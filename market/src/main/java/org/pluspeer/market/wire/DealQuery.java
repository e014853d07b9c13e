package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/** Asks a provider how far it is with a deal that was proposed to it. Answered by {@link DealReply}. */
public record DealQuery(Hash32 dealId) implements Message {
    @Override
    public MessageType type() {
        return MessageType.DEAL_QUERY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(dealId);
    }

    static DealQuery read(WireReader in) {
        return new DealQuery(in.hash());
    }
}
