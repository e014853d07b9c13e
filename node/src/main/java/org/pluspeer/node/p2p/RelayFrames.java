package org.pluspeer.node.p2p;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pluspeer.market.wire.RelayPacket;

/** A datagram with a slot before it, as the body of a control packet. */
final class RelayFrames {
    /** The first byte of the packet. */
    static final int TYPE = 2;

    private RelayFrames() {}

    static byte[] body(RelayPacket packet) {
        return ByteBuffer.allocate(Integer.BYTES + packet.datagram().length)
                .putInt(packet.slot())
                .put(packet.datagram())
                .array();
    }

    /**
     * @param passedOn true if it comes from the relay
     * @throws org.pluspeer.wallet.eth.MalformedException if the slot is none
     */
    static RelayPacket packet(byte[] body, boolean passedOn) {
        if (body.length < Integer.BYTES) {
            return new RelayPacket(passedOn, 0, body);
        }
        return new RelayPacket(
                passedOn, ByteBuffer.wrap(body).getInt(), Arrays.copyOfRange(body, Integer.BYTES, body.length));
    }
}
