package org.pluspeer.node.p2p.path;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whether a relay can be reached by UDP just now: it is asked every 15 seconds, every second while it doesn't answer, and
 * more rarely when it never does. Until it has answered, and after three questions without an answer, datagrams go over
 * the link with it. Times are nanoseconds of a monotonic clock. Not for several threads.
 */
public final class RelayLeg {
    private static final long KEPT_ALIVE = 15_000_000_000L;
    private static final long AGAIN = 1_000_000_000L;
    private static final long RARELY = 10_000_000_000L;
    private static final int DOWN_AFTER = 3;
    private static final int RARE_AFTER = 8;

    private final RandomGenerator random;
    private final List<Long> asks = new ArrayList<>();
    private long askedAt;
    private boolean up;

    public RelayLeg(RandomGenerator random, long now) {
        this.random = random;
        this.askedAt = now - KEPT_ALIVE;
    }

    /** @return a number to ask with now; 0 if nothing is to be asked */
    public long tick(long now) {
        long wait = asks.isEmpty() ? KEPT_ALIVE : asks.size() < RARE_AFTER ? AGAIN : RARELY;
        return now - askedAt < wait ? 0 : ask(now);
    }

    /** Asks out of turn, such as when the way out of this machine may have changed. */
    public long ask(long now) {
        askedAt = now;
        up = up && asks.size() < DOWN_AFTER;
        long number = 0;
        while (number == 0) {
            number = random.nextLong();
        }
        if (asks.size() == RARE_AFTER) {
            asks.removeFirst();
        }
        asks.add(number);
        return number;
    }

    /** @return true if that was asked; then the relay has answered */
    public boolean echoed(long number) {
        if (!asks.contains(number)) {
            return false;
        }
        asks.clear();
        up = true;
        return true;
    }

    public boolean isUp() {
        return up;
    }
}
