package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks the receiver to dial the sender back, at the address that this link comes from and no other.
 *
 * @param port 443 or 1,024 to 65,535
 */
public record ReachRequest(int port) implements Message {
    private static final int HTTPS = 443;
    private static final int LEAST = 1024;

    /** @throws MalformedException for another port */
    public ReachRequest {
        if (port != HTTPS && (port < LEAST || port > 0xffff)) {
            throw new MalformedException("reach request: nobody is dialled back at port " + port);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.REACH_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u16(port);
    }

    static ReachRequest read(WireReader in) {
        return new ReachRequest(in.u16());
    }
}
