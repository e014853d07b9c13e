package org.pluspeer.node.channel;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What channels have paid for: by name, the newest of each channel, so that the same is not paid for twice; and in sum, by
 * listing.
 */
final class Deliveries {
    /** Of one channel; what is older is not known again. */
    static final int MOST = 1 << 14;

    private final Map<Hash32, Set<Hash32>> byChannel = new HashMap<>();
    private final Map<Hash32, Earned> byListing = new HashMap<>();

    synchronized boolean contains(Hash32 channel, Hash32 name) {
        return byChannel.getOrDefault(channel, Set.of()).contains(name);
    }

    /** Whether anything was paid for by name through it. */
    synchronized boolean any(Hash32 channel) {
        return byChannel.containsKey(channel);
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

    /** What was earned by a listing through channels, in base units of its token. */
    synchronized Earned earned(Hash32 listing) {
        return byListing.getOrDefault(listing, Earned.NOTHING);
    }

    /** Adds to what a listing earned. */
    synchronized void earn(Hash32 listing, Amount amount) {
        Earned before = earned(listing);
        byListing.put(listing, new Earned(before.times() + 1, before.amount().plus(amount)));
    }

    /** Takes back from what a listing earned. */
    synchronized void unearn(Hash32 listing, Amount amount) {
        Earned before = earned(listing);
        byListing.put(listing, new Earned(before.times() - 1, before.amount().minusOrZero(amount)));
    }

    /** Takes up what was recorded. */
    void recall(Hash32 channel, Iterable<Dated<IncomingEvent>> events) {
        for (Dated<IncomingEvent> event : events) {
            if (event.event() instanceof IncomingEvent.Reserved(Amount amount, Hash32 name, Hash32 listing)
                    && name != null
                    && listing != null) {
                add(channel, name);
                earn(listing, amount);
            } else if (event.event() instanceof IncomingEvent.GivenBack(Amount amount, Hash32 name, Hash32 listing)
                    && name != null
                    && listing != null) {
                remove(channel, name);
                unearn(listing, amount);
            }
        }
    }

    /** The same of what this node paid for. */
    void recallPaid(Hash32 channel, Iterable<Dated<OutgoingEvent>> events) {
        for (Dated<OutgoingEvent> event : events) {
            if (event.event() instanceof OutgoingEvent.Received(Amount _, Hash32 name) && name != null) {
                add(channel, name);
            }
        }
    }

    /** @param times how often something was paid for */
    record Earned(int times, Amount amount) {
        static final Earned NOTHING = new Earned(0, Amount.ZERO);
    }
}
