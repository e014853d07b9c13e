package org.pluspeer.node.sale;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Address;

/** Other nodes, by the account that they speak for. */
public interface SalePeers {
    /**
     * Asks and waits.
     *
     * @return the reply, which may be a {@link org.pluspeer.market.wire.Refusal}
     * @throws org.pluspeer.node.ProblemException PEER_UNREACHABLE, PEER_CHEATED, TIMEOUT
     */
    Message ask(Address account, Message message, Duration limit);

    /**
     * Who asks us.
     *
     * @param node proven by the connection
     * @param account for which the node has proven to speak; null if it said none
     */
    record Caller(Address node, @Nullable Address account) {}
}
