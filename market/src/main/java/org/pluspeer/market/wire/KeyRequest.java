package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/** Asks the seller for the key of a sale that was paid into escrow; refused as NOT_YET until that is final. */
public record KeyRequest(Hash32 offerId) implements Message {
    @Override
    public MessageType type() {
        return MessageType.KEY_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(offerId);
    }

    static KeyRequest read(WireReader in) {
        return new KeyRequest(in.hash());
    }
}
