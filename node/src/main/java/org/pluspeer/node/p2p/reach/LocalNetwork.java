package org.pluspeer.node.p2p.reach;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.node.p2p.AddressPolicy;

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
                    // jmdns stumbles over link-local IPv6; a home without IPv4 inside is not there yet.
                    .filter(each -> each.getAddress() instanceof Inet4Address && isLocal(each.getAddress()))
                    .map(LocalNetwork::of)
                    .distinct()
                    .limit(MOST)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static LocalNetwork of(InterfaceAddress address) {
        return new LocalNetwork(address.getAddress(), address.getNetworkPrefixLength());
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
