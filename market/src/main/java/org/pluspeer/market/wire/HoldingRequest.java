package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/**
 * Asks which runs of an encrypted content a node holds.
 *
 * @param exchangeRoot names the encrypted content
 */
public record HoldingRequest(Hash32 exchangeRoot) implements Message {
    @Override
    public MessageType type() {
        return MessageType.HOLDING_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(exchangeRoot);
    }

    static HoldingRequest read(WireReader in) {
        return new HoldingRequest(in.hash());
    }
}
