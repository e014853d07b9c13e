package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * The node that was asked for is there.
 *
 * @param slot 1 to 2^31 - 1
 */
public record RelayCalled(int slot) implements Message {
    /** @throws MalformedException if it is out of bounds */
    public RelayCalled {
        if (slot < 1) {
            throw new MalformedException("relay called: a slot of " + slot);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.RELAY_CALLED;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u32(slot);
    }

    static RelayCalled read(WireReader in) {
        return new RelayCalled(in.u32());
    }
}
