package org.pluspeer.node.p2p.reach;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.HostPort;

/**
 * How others can come to this node, as it knows.
 *
 * @param why one sentence
 * @param advice what the owner can do; null if there is nothing to be done
 * @param addresses where it can be dialled
 * @param udp whether calls by UDP come through; null if nobody tried
 * @param tcp likewise by TCP
 * @param answers peers that said what came of dialling back
 * @param mapping what the router said
 */
public record ReachState(
        Reached reached,
        String why,
        @Nullable String advice,
        List<HostPort> addresses,
        @Nullable Boolean udp,
        @Nullable Boolean tcp,
        int answers,
        Mapped mapping) {
    public ReachState {
        addresses = List.copyOf(addresses);
    }
}
