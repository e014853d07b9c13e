package org.pluspeer.node.p2p.find;

import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.wallet.eth.Address;

/**
 * A node at the other end of a link.
 *
 * @param node its id, which the link has proven
 * @param ip where the link comes from, 4 or 16 bytes; empty if it comes through a third one and proves no address
 */
public record Caller(Address node, byte[] ip) {
    public Caller {
        ip = ip.clone();
    }

    @Override
    public byte[] ip() {
        return ip.clone();
    }

    /** Whether all the addresses are where the link comes from; true of none, and of relays, which name no machine. */
    boolean isAt(List<NodeAddress> addresses) {
        return addresses.stream().allMatch(address -> !address.isDirect() || address.isAt(ip));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller that && node.equals(that.node) && Arrays.equals(ip, that.ip);
    }

    @Override
    public int hashCode() {
        return 31 * node.hashCode() + Arrays.hashCode(ip);
    }
}
