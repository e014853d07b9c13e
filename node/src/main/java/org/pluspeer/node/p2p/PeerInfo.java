package org.pluspeer.node.p2p;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/**
 * A peer with which there is a link.
 *
 * @param node its id
 * @param account for which the node has proven to speak, null if it said none
 * @param address the other end of the connection
 * @param carrier what the link travels on: {@code quic} or {@code tcp}
 * @param listens where it says that it can be dialled; nothing proves it
 * @param agent what program it says it is
 * @param dialled true if this side dialled
 */
public record PeerInfo(
        Address node,
        @Nullable Address account,
        HostPort address,
        String carrier,
        List<HostPort> listens,
        String agent,
        boolean dialled,
        Instant connectedSince) {
    public PeerInfo {
        listens = List.copyOf(listens);
    }
}
