package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * The receiver's datagrams are passed on for as long as this link lasts.
 *
 * @param session how packets to the relay are to be marked
 * @param slot names the receiver among those that this relay serves, 1 to 2^31 - 1
 * @param port where the relay takes them by UDP, at the address that the link goes to; 0 if only over the link
 * @param rate bytes a second that are passed on for the receiver, at least 1
 */
public record RelayGrant(PathSession session, int slot, int port, int rate) implements Message {
    static final int BYTES = PathSession.BYTES + 4 + 2 + 4;

    /** @throws MalformedException if a field is out of bounds */
    public RelayGrant {
        if (slot < 1 || port < 0 || port > 0xffff || rate < 1) {
            throw new MalformedException("relay grant: a field is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.RELAY_GRANT;
    }

    @Override
    public void writeTo(WireWriter out) {
        session.writeTo(out);
        out.u32(slot).u16(port).u32(rate);
    }

    static RelayGrant read(WireReader in) {
        return new RelayGrant(PathSession.read(in), in.u32(), in.u16(), in.u32());
    }
}
