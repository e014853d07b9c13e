package org.pluspeer.market.wire;

import java.util.Arrays;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * One datagram that a relay passes on, where it doesn't come through by UDP. It has no reply and may get lost.
 *
 * @param passedOn true from the relay
 * @param slot whom it is for or, from the relay, who sent it; 1 to 2^31 - 1
 * @param datagram at most 1,500 bytes; not to be changed
 */
public record RelayPacket(boolean passedOn, int slot, byte[] datagram) implements Message {
    public static final int MAX_DATAGRAM = 1500;

    /** @throws MalformedException if it is longer, or the slot out of bounds */
    @SuppressWarnings("ArrayRecordComponent") // copied by neither side: it is on its way through
    public RelayPacket {
        if (slot < 1 || datagram.length > MAX_DATAGRAM) {
            throw new MalformedException("relay packet: a field is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.RELAY_PACKET;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.flag(passedOn).u32(slot).bytes(datagram);
    }

    static RelayPacket read(WireReader in) {
        return new RelayPacket(in.flag(), in.u32(), in.bytes(MAX_DATAGRAM));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelayPacket that
                && passedOn == that.passedOn
                && slot == that.slot
                && Arrays.equals(datagram, that.datagram);
    }

    @Override
    public int hashCode() {
        return 31 * (passedOn ? slot : -slot) + Arrays.hashCode(datagram);
    }
}
