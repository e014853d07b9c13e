package org.pluspeer.market.wire;

import java.util.Arrays;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Where a node says that it can be dialled: numbers, never a name, since the owner of a name can turn it to another
 * machine at any time.
 *
 * @param kind 1 is to be dialled as it is, by any carrier; who doesn't know another, to 255, passes over it
 * @param ip 4 or 16 bytes; an IPv4 address is never written as 16
 * @param port 1 to 65,535
 */
public record NodeAddress(int kind, byte[] ip, int port) {
    public static final int DIRECT = 1;

    /** In bytes on the wire. */
    static final int LEAST = 8;

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** @throws MalformedException if a field is out of bounds */
    public NodeAddress {
        ip = ip.clone();
        boolean plain = ip.length == 4 || (ip.length == 16 && !Arrays.equals(ip, 0, 12, MAPPED, 0, 12));
        if (!plain || kind < 1 || kind > 0xff || port < 1 || port > 0xffff) {
            throw new MalformedException("node address: a field is out of bounds");
        }
    }

    @Override
    public byte[] ip() {
        return ip.clone();
    }

    /** Whether it is on the machine with this number. */
    public boolean isAt(byte[] number) {
        return Arrays.equals(ip, number);
    }

    void writeTo(WireWriter out) {
        out.u8(kind).u8(ip.length).raw(ip).u16(port);
    }

    static NodeAddress read(WireReader in) {
        int kind = in.u8();
        int length = in.u8();
        if (length != 4 && length != 16) {
            throw new MalformedException("node address: " + length + " bytes");
        }
        return new NodeAddress(kind, in.raw(length), in.u16());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeAddress that
                && kind == that.kind
                && port == that.port
                && Arrays.equals(ip, that.ip);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(ip) + port) + kind;
    }

    /** For logs; the page and the CLI have their own way. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ip.length; i += ip.length == 4 ? 1 : 2) {
            text.append(i == 0 ? "" : ip.length == 4 ? "." : ":")
                    .append(
                            ip.length == 4
                                    ? Integer.toString(ip[i] & 0xff)
                                    : Integer.toHexString((ip[i] & 0xff) << 8 | (ip[i + 1] & 0xff)));
        }
        return (ip.length == 4 ? text.toString() : "[" + text + "]") + ":" + port;
    }
}
