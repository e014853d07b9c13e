package org.pluspeer.node.p2p.reach;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.node.p2p.AddressPolicy;
import org.pluspeer.node.p2p.HostPort;

/**
 * An address of this machine in a private network.
 *
 * @param prefix bits that all addresses of the network have in common
 */
record LocalNetwork(InetAddress own, int prefix) {
    private static final int MOST = 4;

    /** Those whose interfaces are up and carry multicast. */
    static List<LocalNetwork> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LocalNetwork::isUsable)
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    // jmdns stumbles over link-local IPv6; homes that use IPv6 inside have unique local addresses too.
                    .filter(each -> isLocal(each.getAddress()) && !isScoped(each.getAddress()))
                    .map(LocalNetwork::of)
                    .distinct()
                    .limit(MOST)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isScoped(InetAddress address) {
        return address instanceof Inet6Address && address.isLinkLocalAddress();
    }

    /** Whether a node that listens there can be dialled in it. */
    boolean isReachedAt(HostPort listening) {
        boolean six = own instanceof Inet6Address;
        return switch (listening.host()) {
            case "::" -> true;
            case "0.0.0.0" -> !six;
            default -> six == listening.host().contains(":");
        };
    }

    /** Without the name of the interface, which nobody else has. */
    private static LocalNetwork of(InterfaceAddress address) {
        try {
            return new LocalNetwork(
                    InetAddress.getByAddress(address.getAddress().getAddress()), address.getNetworkPrefixLength());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private static boolean isUsable(NetworkInterface each) {
        try {
            return each.isUp() && each.supportsMulticast() && !each.isLoopback() && !each.isPointToPoint();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Private, and one machine's. */
    static boolean isLocal(InetAddress address) {
        return !address.isLoopbackAddress()
                && !AddressPolicy.isPublic(address)
                && new AddressPolicy(false, true).allows(address);
    }

    /** Whether it is in this network. */
    boolean holds(InetAddress address) {
        byte[] mine = own.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length || !isLocal(address)) {
            return false;
        }
        int whole = prefix / 8;
        int rest = prefix % 8;
        boolean same = Arrays.equals(mine, 0, whole, other, 0, whole);
        return same && (rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0);
    }
}
