package org.pluspeer.node.p2p;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.RelayPacket;

/** What a link reports to. Called on virtual threads, but where said, and may block. */
interface LinkHolder {
    /** The reply; null where an acknowledgement will do. */
    @Nullable
    Message answer(Link link, Message message);

    /** A datagram of or for somebody else. Called on an event loop: it must not block. */
    void passed(Link link, RelayPacket packet);

    /** Called once for a link that was served. */
    void ended(Link link, Parting parting);
}
