package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/** Finds the default gateway in what systems tell of their routes. */
final class RouteTable {
    /** RTF_UP and RTF_GATEWAY of Linux's route flags. */
    private static final int UP_BY_GATEWAY = 3;

    private static final String IPV4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";

    private RouteTable() {}

    /**
     * Linux's {@code /proc/net/route}: numbers in hexadecimal, in the byte order of the machine, which is little-endian
     * wherever there is this Java; of several the one with the least metric.
     */
    static Optional<InetAddress> ofLinux(String table) {
        long best = Long.MAX_VALUE;
        Optional<InetAddress> gateway = Optional.empty();
        for (String line : table.split("\n", -1)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length < 8 || !columns[1].equals("00000000") || !columns[7].equals("00000000")) {
                continue;
            }
            Optional<InetAddress> there = backwards(columns[2]);
            long metric = columns[6].matches("[0-9]{1,10}") ? Long.parseLong(columns[6]) : Long.MAX_VALUE;
            boolean usable = columns[3].matches("[0-9A-Fa-f]{1,4}")
                    && (Integer.parseInt(columns[3], 16) & UP_BY_GATEWAY) == UP_BY_GATEWAY;
            if (usable && there.isPresent() && metric < best) {
                best = metric;
                gateway = there;
            }
        }
        return gateway;
    }

    /**
     * A router that is known by its address on one interface, as link-local ones are.
     *
     * @param device the interface's name
     */
    record Hop(InetAddress router, String device) {
        /** @throws IOException if the interface is gone */
        InetAddress onItsInterface() throws IOException {
            NetworkInterface of = NetworkInterface.getByName(device);
            return router.isLinkLocalAddress() && of != null
                    ? Inet6Address.getByAddress(null, router.getAddress(), of)
                    : router;
        }
    }

    /**
     * Linux's {@code /proc/net/ipv6_route}: destination, its prefix, source, its prefix, next hop, metric, references,
     * use, flags, device; numbers in hexadecimal, addresses as on the wire.
     */
    static Optional<Hop> ofLinuxSix(String table) {
        long best = Long.MAX_VALUE;
        Optional<Hop> gateway = Optional.empty();
        for (String line : table.split("\n", -1)) {
            String[] columns = line.strip().split("\\s+", -1);
            boolean byGateway = columns.length == 10
                    && columns[0].matches("0{32}")
                    && columns[1].equals("00")
                    && columns[4].matches("[0-9a-f]{32}")
                    && columns[5].matches("[0-9a-f]{8}")
                    && columns[8].matches("[0-9a-f]{8}")
                    && (Long.parseLong(columns[8], 16) & UP_BY_GATEWAY) == UP_BY_GATEWAY;
            if (byGateway && Long.parseLong(columns[5], 16) < best) {
                best = Long.parseLong(columns[5], 16);
                gateway = Optional.of(new Hop(address(HexFormat.of().parseHex(columns[4])), columns[9]));
            }
        }
        return gateway;
    }

    /** {@code netstat -rn}: "default 192.168.1.1 …" of the BSDs, "0.0.0.0 0.0.0.0 192.168.1.1 …" of Windows. */
    static Optional<InetAddress> ofNetstat(String table) {
        for (String line : table.split("\r?\n", -1)) {
            String[] columns = line.strip().split("\\s+", -1);
            boolean bsd = columns.length >= 2 && columns[0].equals("default") && columns[1].matches(IPV4);
            boolean windows = columns.length >= 4
                    && columns[0].equals("0.0.0.0")
                    && columns[1].equals("0.0.0.0")
                    && columns[2].matches(IPV4);
            if (bsd || windows) {
                return address(columns[bsd ? 1 : 2]);
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> backwards(String hex) {
        if (!hex.matches("[0-9A-Fa-f]{8}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(hex, 16);
        byte[] ip = new byte[4];
        for (int i = 0; i < ip.length; i++) {
            ip[i] = (byte) (number >>> (8 * i));
        }
        return Optional.of(address(ip));
    }

    private static InetAddress address(byte[] ip) {
        try {
            return InetAddress.getByAddress(ip);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** Of digits only: nothing is looked up. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
