package org.pluspeer.node.p2p;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/** Dials nodes that were found, by what their records say: only where policy allows, and not those to be left alone. */
final class RecordDialler {
    private final PeerNetwork network;
    private final AddressPolicy policy;
    private final InstantSource clock;
    private final Function<Address, Optional<NodeRecord>> relayRecords;
    private final Shunned shunned = new Shunned();
    private volatile boolean closed;

    /** @param relayRecords looks up where a relay is; may block */
    RecordDialler(
            PeerNetwork network,
            AddressPolicy policy,
            InstantSource clock,
            Function<Address, Optional<NodeRecord>> relayRecords) {
        this.relayRecords = relayRecords;
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
        for (NodeAddress address : addresses) {
            if (address.kind() == NodeAddress.RELAYED) {
                try {
                    return through(address.relay(), node);
                } catch (ProblemException e) {
                    last = e;
                }
            }
        }
        throw last;
    }

    /** A relay is named by its id, and dialled only where its own record says; so nobody is hit by being named. */
    private PeerInfo through(Address relay, Address node) {
        Relays relays = network.routes()
                .map(Routes::relays)
                .orElseThrow(() -> new ProblemException(Problem.Code.PEER_UNREACHABLE, "no way through a relay here"));
        if (network.peer(relay).isEmpty()) {
            List<NodeAddress> where = relayRecords.apply(relay).stream()
                    .flatMap(record -> record.addresses().stream())
                    .filter(NodeAddress::isDirect)
                    .toList();
            dial(relay, where);
        }
        return relays.dial(node, relay);
    }

    List<HostPort> dialable(List<NodeAddress> addresses) {
        return addresses.stream()
                .filter(this::isDialable)
                .map(address -> new HostPort(ip(address).getHostAddress(), address.port()))
                .toList();
    }

    /** Whether this node would go where an address says. */
    boolean mayDial(NodeAddress address) {
        return address.kind() == NodeAddress.RELAYED || isDialable(address);
    }

    private boolean isDialable(NodeAddress address) {
        return address.isDirect() && policy.allows(ip(address));
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
