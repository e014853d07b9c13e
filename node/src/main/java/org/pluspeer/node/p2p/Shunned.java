package org.pluspeer.node.p2p;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.wallet.eth.Address;

/** Nodes that are not dialled for a while: those that cheated, and those that will not have this one. Unix seconds. */
final class Shunned {
    private static final long WHILE = 3600;
    private static final int MOST = 1024;

    private final Map<Address, Long> until = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Long> eldest) {
            return size() > MOST;
        }
    };

    /** A link with a node has ended. */
    synchronized void note(Address node, Parting parting, long now) {
        boolean refused = parting.isRefusal() && parting.reason() != Bye.Reason.UNWANTED;
        if (refused || parting.reason() == Bye.Reason.CHEATED) {
            until.put(node, now + WHILE);
        }
    }

    synchronized boolean contains(Address node, long now) {
        return until.getOrDefault(node, 0L) > now;
    }
}
