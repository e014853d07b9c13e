package org.pluspeer.node.content;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is given for nothing of what has a price: so many bytes an hour to each range of addresses, so that a newcomer can
 * look around and be served while its channel opens. Hours are the clock's; what is not used is not kept.
 */
public final class FreeHour {
    private static final long SECONDS = 3600;
    /** Ranges that are counted; who was not heard of for the longest is forgotten. */
    private static final int MOST = 100_000;

    private final long each;
    private final InstantSource clock;
    private final Map<String, Long> used = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };
    private long hour;

    /** @param each bytes an hour; 0 for nothing */
    public FreeHour(long each, InstantSource clock) {
        this.each = each;
        this.clock = clock;
    }

    /** Takes so much of this hour's, if there is that much left. */
    synchronized boolean take(String range, long bytes) {
        if (bytes > left(range)) {
            return false;
        }
        used.merge(range, bytes, Long::sum);
        return true;
    }

    /** Bytes that are left of this hour's. */
    synchronized long left(String range) {
        long now = clock.instant().getEpochSecond() / SECONDS;
        if (now != hour) {
            hour = now;
            used.clear();
        }
        return each - used.getOrDefault(range, 0L);
    }
}
