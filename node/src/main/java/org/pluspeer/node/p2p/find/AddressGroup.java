package org.pluspeer.node.p2p.find;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.pluspeer.market.wire.NodeAddress;

/**
 * The range of addresses that one owner likely has whole: 24 bits of an IPv4 address, 48 of an IPv6 address. In ranges
 * that are no part of the open network (this machine, a home's or an office's) each port of each machine is a group of
 * its own, since all honest nodes there are in the same few. All that are reached through one relay are a group.
 */
public record AddressGroup(String prefix) {
    private static final int BYTES_4 = 3;
    private static final int BYTES_6 = 6;

    public static AddressGroup of(NodeAddress address) {
        byte[] ip = address.number();
        if (!address.isDirect()) {
            return new AddressGroup("through " + HexFormat.of().formatHex(ip));
        }
        if (isPrivate(ip)) {
            return new AddressGroup(HexFormat.of().formatHex(ip) + ":" + address.port());
        }
        return new AddressGroup(HexFormat.of().formatHex(Arrays.copyOf(ip, ip.length == 4 ? BYTES_4 : BYTES_6)));
    }

    /** Those of all its addresses, each once. */
    static List<AddressGroup> of(List<NodeAddress> addresses) {
        return addresses.stream().map(AddressGroup::of).distinct().toList();
    }

    /** Loopback, RFC 1918, 3927, 6598, 4193, 4291. */
    static boolean isPrivate(byte[] ip) {
        int a = ip[0] & 0xff;
        int b = ip[1] & 0xff;
        if (ip.length == 16) {
            boolean loopback = ip[15] == 1 && Arrays.equals(ip, 0, 15, new byte[15], 0, 15);
            return loopback || (a & 0xfe) == 0xfc || (a == 0xfe && (b & 0xc0) == 0x80);
        }
        return a == 127
                || a == 10
                || (a == 172 && (b & 0xf0) == 16)
                || (a == 192 && b == 168)
                || (a == 169 && b == 254)
                || (a == 100 && (b & 0xc0) == 64);
    }
}
