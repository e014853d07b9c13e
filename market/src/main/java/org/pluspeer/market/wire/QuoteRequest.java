package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/** Asks what a source charges for an encrypted content. Answered by {@link QuoteReply}, or a refusal where it has none of it. */
public record QuoteRequest(Hash32 exchangeRoot) implements Message {
    @Override
    public MessageType type() {
        return MessageType.QUOTE_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(exchangeRoot);
    }

    static QuoteRequest read(WireReader in) {
        return new QuoteRequest(in.hash());
    }
}
