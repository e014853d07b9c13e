package org.pluspeer.market.wire;

import java.util.Arrays;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Where a node says that it can be dialled: numbers, never a name, since the owner of a name can turn it to another
 * machine at any time.
 *
 * @param kind 1 is to be dialled as it is, by any carrier; 2 through the relay that is named; who doesn't know another,
 *     to 255, passes over it
 * @param number 4 or 16 bytes of an IP address, an IPv4 address never written as 16; of kind 2 the relay's node id
 * @param port 1 to 65,535; of kind 2 always 1
 */
public record NodeAddress(int kind, byte[] number, int port) {
    public static final int DIRECT = 1;
    public static final int RELAYED = 2;

    /** In bytes on the wire. */
    static final int LEAST = 8;

    static final int MOST = 4 + Address.LENGTH;

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** @throws MalformedException if a field is out of bounds */
    public NodeAddress {
        number = number.clone();
        if (!fits(kind, number) || kind < 1 || kind > 0xff || port < 1 || port > 0xffff) {
            throw new MalformedException("node address: a field is out of bounds");
        }
        if (kind == RELAYED && port != 1) {
            throw new MalformedException("node address: a relay with a port");
        }
    }

    private static boolean fits(int kind, byte[] number) {
        return switch (kind) {
            case RELAYED -> number.length == Address.LENGTH;
            default -> number.length == 4 || (number.length == 16 && !Arrays.equals(number, 0, 12, MAPPED, 0, 12));
        };
    }

    /** Through a node that relays, wherever that is. */
    public static NodeAddress through(Address relay) {
        return new NodeAddress(RELAYED, relay.bytes(), 1);
    }

    /** Whether it is the address of a machine. */
    public boolean isDirect() {
        return kind == DIRECT;
    }

    /** The node that relays, of kind 2. */
    public Address relay() {
        return Address.of(number);
    }

    @Override
    public byte[] number() {
        return number.clone();
    }

    /** The IP address, of kind 1. */
    public byte[] ip() {
        return number.clone();
    }

    /** Whether it is on the machine with this number. */
    public boolean isAt(byte[] ip) {
        return Arrays.equals(number, ip);
    }

    void writeTo(WireWriter out) {
        out.u8(kind).u8(number.length).raw(number).u16(port);
    }

    static NodeAddress read(WireReader in) {
        int kind = in.u8();
        int length = in.u8();
        if (length != (kind == RELAYED ? Address.LENGTH : 4) && (kind == RELAYED || length != 16)) {
            throw new MalformedException("node address: " + length + " bytes");
        }
        return new NodeAddress(kind, in.raw(length), in.u16());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeAddress that
                && kind == that.kind
                && port == that.port
                && Arrays.equals(number, that.number);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(number) + port) + kind;
    }

    /** For logs; the page and the CLI have their own way. */
    @Override
    public String toString() {
        if (kind == RELAYED) {
            return "through " + relay();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < number.length; i += number.length == 4 ? 1 : 2) {
            text.append(i == 0 ? "" : number.length == 4 ? "." : ":")
                    .append(
                            number.length == 4
                                    ? Integer.toString(number[i] & 0xff)
                                    : Integer.toHexString((number[i] & 0xff) << 8 | (number[i + 1] & 0xff)));
        }
        return (number.length == 4 ? text.toString() : "[" + text + "]") + ":" + port;
    }
}
