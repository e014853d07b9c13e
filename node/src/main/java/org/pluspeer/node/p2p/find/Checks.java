package org.pluspeer.node.p2p.find;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.pluspeer.market.wire.Found;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.wallet.eth.Address;

/** What of a message may be believed. Signatures that held are remembered, since the same records come again and again. */
final class Checks {
    private static final int REMEMBERED = 2048;

    private final Address self;
    private final Predicate<NodeAddress> dialable;
    private final Map<NodeRecord, Boolean> held = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeRecord, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Checks(Address self, Predicate<NodeAddress> dialable) {
        this.self = self;
        this.dialable = dialable;
    }

    /** Whether a record that a node shows of itself is its own, holds, and names only where its link comes from. */
    boolean isOwn(NodeRecord record, Caller from, long now) {
        return record.isDirect()
                && record.node().equals(from.node())
                && from.isAt(record.addresses())
                && isSound(record, now);
    }

    /** The rest of what was found: what holds, and can be dialled from here. */
    Found sound(Found found, Caller from, long now) {
        NodeRecord sender = found.sender();
        return new Found(
                sender != null && isOwn(sender, from, now) ? sender : null,
                found.nearer().stream()
                        .filter(record -> record.isDirect() && !record.node().equals(self) && isSound(record, now))
                        .toList(),
                found.speakers().stream()
                        .filter(record -> record.binding() != null && isSound(record, now))
                        .toList(),
                found.providers().stream()
                        .filter(record -> isSound(record.provider(), now) && record.holds(now))
                        .toList());
    }

    private boolean isSound(NodeRecord record, long now) {
        if (record.isOver(now) || !record.addresses().stream().allMatch(dialable)) {
            return false;
        }
        if (held.get(record) == null && record.holds(now)) {
            held.put(record, true);
        }
        return held.containsKey(record);
    }
}
