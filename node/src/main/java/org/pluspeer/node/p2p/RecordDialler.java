package org.pluspeer.node.p2p;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/** Dials nodes that were found, by what their records say: only where policy allows, and not those to be left alone. */
final class RecordDialler {
    private final PeerNetwork network;
    private final AddressPolicy policy;
    private final InstantSource clock;
    private final Shunned shunned = new Shunned();
    private volatile boolean closed;

    RecordDialler(PeerNetwork network, AddressPolicy policy, InstantSource clock) {
        this.network = network;
        this.policy = policy;
        this.clock = clock;
    }

    /** A link has ended; how decides if the node is dialled again soon. */
    void parted(Address node, Parting parting) {
        shunned.note(node, parting, now());
    }

    /** @throws ProblemException with what the last address said; PEER_UNREACHABLE where none may be dialled */
    PeerInfo dial(Address node, List<NodeAddress> addresses) {
        ProblemException last = new ProblemException(Problem.Code.PEER_UNREACHABLE, "it is not dialled now");
        if (closed || shunned.contains(node, now())) {
            throw last;
        }
        for (HostPort address : dialable(addresses)) {
            try {
                return network.connect(address, node);
            } catch (ProblemException e) {
                last = e;
            }
        }
        throw last;
    }

    List<HostPort> dialable(List<NodeAddress> addresses) {
        return addresses.stream()
                .filter(this::mayDial)
                .map(address -> new HostPort(ip(address).getHostAddress(), address.port()))
                .toList();
    }

    boolean mayDial(NodeAddress address) {
        return address.kind() == NodeAddress.DIRECT && policy.allows(ip(address));
    }

    /** Dials nobody from now on. */
    void close() {
        closed = true;
    }

    private static InetAddress ip(NodeAddress address) {
        try {
            return InetAddress.getByAddress(address.ip());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
