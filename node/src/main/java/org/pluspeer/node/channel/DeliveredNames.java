package org.pluspeer.node.channel;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Hash32;

/** What each channel has paid for by name: the newest of them, so that the same is not paid for twice. */
final class DeliveredNames {
    /** Of one channel; what is older is not known again. */
    static final int MOST = 1 << 14;

    private final Map<Hash32, Set<Hash32>> byChannel = new HashMap<>();

    synchronized boolean contains(Hash32 channel, Hash32 name) {
        return byChannel.getOrDefault(channel, Set.of()).contains(name);
    }

    synchronized void add(Hash32 channel, Hash32 name) {
        Set<Hash32> names = byChannel.computeIfAbsent(channel, _ -> new LinkedHashSet<>());
        names.add(name);
        if (names.size() > MOST) {
            names.remove(names.iterator().next());
        }
    }

    synchronized void remove(Hash32 channel, Hash32 name) {
        byChannel.getOrDefault(channel, new LinkedHashSet<>()).remove(name);
    }

    /** Takes up what was recorded. */
    void recall(Hash32 channel, Iterable<Dated<IncomingEvent>> events) {
        for (Dated<IncomingEvent> event : events) {
            if (event.event() instanceof IncomingEvent.Reserved(var _, Hash32 name) && name != null) {
                add(channel, name);
            } else if (event.event() instanceof IncomingEvent.GivenBack(var _, Hash32 name) && name != null) {
                remove(channel, name);
            }
        }
    }
}
