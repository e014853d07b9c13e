package org.pluspeer.node.p2p;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/**
 * What carries bytes between two nodes that have proven to each other who they are: QUIC, TCP with TLS 1.3, or both. The
 * layers above don't notice which.
 */
interface Carrier extends AutoCloseable {
    /**
     * Starts to accept; {@code accepted} is called on a virtual thread once the other side has proven its name.
     *
     * @return what is really listened on, where port 0 asked for any
     * @throws ProblemException PORT_IN_USE, BAD_REQUEST for an address that is not this machine's
     */
    HostPort listen(HostPort at, Consumer<Pipe> accepted);

    /** As above, by TCP only. */
    default HostPort listenByTls(HostPort at, Consumer<Pipe> accepted) {
        return listen(at, accepted);
    }

    /**
     * Blocks until the other side has proven its name.
     *
     * @param expected the only node that will do, or null for any but this one
     * @throws ProblemException PEER_UNREACHABLE; WRONG_PEER if another node answers
     */
    Pipe dial(HostPort to, @Nullable Address expected);

    /**
     * Tries whether a node can be dialled, each carrier by itself and from a port that this node has not used before, so
     * that a router treats it as it would a stranger. Says so and hangs up. Blocks.
     */
    Trial tries(HostPort to, Address expected);

    /** The one whose ways can move, if there is one here. */
    default @Nullable QuicCarrier quic() {
        return null;
    }

    /** Stops accepting and ends every pipe. */
    @Override
    void close();
}
