package org.pluspeer.node.p2p.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What this node has asked for and from whom, so that it asks one neighbour at a time though many have it. Times are
 * milliseconds.
 */
final class Wanted {
    private static final long PATIENCE = 5_000;
    private static final int OTHERS = 4;
    private static final int MOST = 50_000;

    private final Map<Hash32, Wish> wishes = new LinkedHashMap<>();

    private static final class Wish {
        private long until;
        private final Deque<Address> others = new ArrayDeque<>();
    }

    /** One that was not brought in time, and who else has it. */
    record Again(Hash32 digest, Address from) {}

    /** @return true if it is to be asked for now; false if another was asked of late, and this one is kept in mind */
    boolean want(Hash32 digest, Address from, long now) {
        Wish wish = wishes.get(digest);
        if (wish != null) {
            if (wish.others.size() < OTHERS && !wish.others.contains(from)) {
                wish.others.add(from);
            }
            return false;
        }
        if (wishes.size() >= MOST) {
            return false;
        }
        Wish fresh = new Wish();
        fresh.until = now + PATIENCE;
        wishes.put(digest, fresh);
        return true;
    }

    /** @return true if it was asked for */
    boolean came(Hash32 digest) {
        return wishes.remove(digest) != null;
    }

    boolean contains(Hash32 digest) {
        return wishes.containsKey(digest);
    }

    /** When somebody has had time enough to bring what it was asked for; {@link Long#MAX_VALUE} if nobody is asked. */
    long due() {
        return wishes.isEmpty() ? Long.MAX_VALUE : wishes.values().iterator().next().until;
    }

    /** Those that were asked for too long ago, with the next that has them; forgotten where there is none. */
    List<Again> overdue(long now) {
        List<Again> again = new ArrayList<>();
        Map<Hash32, Wish> renewed = new LinkedHashMap<>();
        Iterator<Map.Entry<Hash32, Wish>> oldestFirst = wishes.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<Hash32, Wish> entry = oldestFirst.next();
            Wish wish = entry.getValue();
            if (wish.until > now) {
                break;
            }
            oldestFirst.remove();
            Address next = wish.others.poll();
            if (next != null) {
                again.add(new Again(entry.getKey(), next));
                wish.until = now + PATIENCE;
                renewed.put(entry.getKey(), wish);
            }
        }
        wishes.putAll(renewed);
        return again;
    }
}
