package org.pluspeer.node.content;

import java.time.Duration;
import java.util.List;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Hash32;

/** Those who can be asked for content. */
public interface ContentPeers {
    /**
     * Asks and waits.
     *
     * @return the reply, which may be a {@link org.pluspeer.market.wire.Refusal}
     * @throws org.pluspeer.node.ProblemException PEER_UNREACHABLE, PEER_CHEATED, TIMEOUT
     */
    Message ask(Source source, Message message, Duration limit);

    /** Nodes that say that they hold some of it; a few at most, and it may take seconds. */
    List<Source> holders(Hash32 exchangeRoot);

    /**
     * Ends the links with one that lied.
     *
     * @param reason one sentence, which it is told
     */
    void shun(Source source, String reason);
}
