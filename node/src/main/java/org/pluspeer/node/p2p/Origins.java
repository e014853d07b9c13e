package org.pluspeer.node.p2p;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.node.p2p.find.AddressGroup;
import org.pluspeer.wallet.eth.MalformedException;

/** The numbers behind the addresses of links and listeners. */
public final class Origins {
    private Origins() {}

    /** Empty for a name, or any address: no name is looked up here. */
    public static Optional<NodeAddress> address(HostPort at) {
        boolean number = at.host().indexOf(':') >= 0 || at.host().matches("[0-9.]+");
        if (!number) {
            return Optional.empty();
        }
        try {
            InetAddress ip = InetAddress.getByName(at.host());
            return ip.isAnyLocalAddress()
                    ? Optional.empty()
                    : Optional.of(new NodeAddress(NodeAddress.DIRECT, ip.getAddress(), at.port()));
        } catch (UnknownHostException | MalformedException e) {
            return Optional.empty();
        }
    }

    /**
     * Where a listener can be dialled, by what this machine knows of itself: what it is bound to or, if that is every
     * address, the first of the machine's own that may be told. A machine behind a router has none.
     */
    static List<NodeAddress> ofListener(HostPort bound, Predicate<InetAddress> told) {
        if (!bound.host().equals("0.0.0.0") && !bound.host().equals("::")) {
            return address(bound).stream().toList();
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(ip -> !ip.isLoopbackAddress() && told.test(ip))
                    .filter(ip -> bound.host().equals("::") || ip instanceof Inet4Address)
                    .sorted(Comparator.comparingInt(ip -> ip.getAddress().length))
                    .map(ip -> new NodeAddress(NodeAddress.DIRECT, ip.getAddress(), bound.port()))
                    .limit(1)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** Where a link comes from, as its range of addresses. */
    public static String group(HostPort remote) {
        return address(remote).map(AddressGroup::of).map(AddressGroup::prefix).orElse(remote.toString());
    }
}
