package org.pluspeer.market.wire;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Hash32;

/** The key of a sale; the buyer compares its keyHash with the offer's before anything else. */
public record KeyReply(Hash32 offerId, ContentKey key) implements Message {
    @Override
    public MessageType type() {
        return MessageType.KEY_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(offerId).raw(key.bytes());
    }

    static KeyReply read(WireReader in) {
        return new KeyReply(in.hash(), ContentKey.of(in.raw(Hash32.LENGTH)));
    }
}
