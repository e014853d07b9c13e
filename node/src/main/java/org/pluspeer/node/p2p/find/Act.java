package org.pluspeer.node.p2p.find;

import java.util.List;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.wallet.eth.Address;

/** What a {@link Finder} wants done. */
public sealed interface Act {
    /**
     * Ask a node and tell the finder what came of it, by {@link Finder#replied} or {@link Finder#failed}, once.
     *
     * @param addresses where it can be dialled if there is no link; may be empty
     */
    record Ask(long id, Address node, List<NodeAddress> addresses, Message question) implements Act {}

    /** A search is over. */
    record Done(long ticket, Finding finding) implements Act {}
}
