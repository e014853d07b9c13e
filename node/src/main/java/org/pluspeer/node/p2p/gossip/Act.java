package org.pluspeer.node.p2p.gossip;

import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Address;

/** What a {@link Gossip} wants done. */
public sealed interface Act {
    /** Ask a neighbour and tell what came of it, by {@link Gossip#replied} or {@link Gossip#failed}, once. */
    record Ask(long id, Address node, Message question) implements Act {}

    /** End the links with a node that cheats. */
    record Cut(Address node, String reason) implements Act {}
}
