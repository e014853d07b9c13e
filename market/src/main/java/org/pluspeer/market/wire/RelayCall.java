package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Address;

/** Asks a relay by what slot it knows a node that it serves. */
public record RelayCall(Address node) implements Message {
    @Override
    public MessageType type() {
        return MessageType.RELAY_CALL;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.address(node);
    }

    static RelayCall read(WireReader in) {
        return new RelayCall(in.address());
    }
}
