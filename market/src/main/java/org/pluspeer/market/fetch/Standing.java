package org.pluspeer.market.fetch;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;

/** What a {@link Fetch} knows of one source. Times are nanoseconds. */
final class Standing {
    private static final int SMOOTHING = 4;

    final Source source;
    final Map<Long, Asked> asked = new LinkedHashMap<>();
    /** Null: all runs. */
    @Nullable
    BitSet holds;

    /** What it charges, to be compared only; zero where it is free. */
    Amount price;

    private final FetchLimits limits;
    private final long since;
    private int cap;
    private int late;
    private int misses;
    private long restUntil = Long.MIN_VALUE;
    private long rest;
    private long lookedAt;
    private boolean looking;
    private long lastArrival = Long.MIN_VALUE;
    private long interval;
    private long latency;
    private int arrivals;

    /** One question on its way. */
    static final class Asked {
        final int run;
        final long at;
        boolean late;

        Asked(int run, long at) {
            this.run = run;
            this.at = at;
        }
    }

    Standing(Source source, FetchLimits limits, @Nullable BitSet holds, Amount price, long now) {
        this.source = source;
        this.limits = limits;
        this.cap = limits.window();
        this.rest = limits.pause();
        this.holds = holds;
        this.price = price;
        this.lookedAt = now;
        this.since = now;
    }

    boolean has(int run) {
        return holds == null || holds.get(run);
    }

    boolean isProven() {
        return arrivals > 0;
    }

    boolean hasBroughtSince(long when) {
        return isProven() && lastArrival >= when;
    }

    int arrivals() {
        return arrivals;
    }

    /** Between two arrivals, while something was on its way; meaningful once proven. */
    long interval() {
        return interval;
    }

    /** From question to answer. */
    long latency() {
        return latency;
    }

    /** How many more may be asked now: one until it has proven itself, then the fewer the slower it is. */
    int credit(long fastest, long now) {
        if (now < restUntil || asked.values().stream().anyMatch(ask -> ask.late)) {
            return 0;
        }
        int most = misses > 0 || !isProven() ? 1 : share(fastest);
        return Math.min(most, cap) - asked.size();
    }

    /** Nobody can know yet how fast it is. */
    boolean isFresh(long now) {
        return !isProven() && misses == 0 && now >= restUntil && now - since < limits.patience();
    }

    /** Runs it brings in a nanosecond, as far as that is known; the less the longer it owes one. */
    double rate(long now) {
        if (!isProven() || now < restUntil) {
            return 0;
        }
        long waited = asked.isEmpty() ? 0 : now - lastArrival;
        return 1.0 / Math.max(1, Math.max(interval, waited));
    }

    /** Who is dearer waits until it is known that the cheaper ones together are too slow, or what they have is here. */
    boolean isNeeded(Collection<Standing> all, BitSet missing, long now) {
        if (price.isZero()) {
            return true;
        }
        double rate = 0;
        for (Standing other : all) {
            BitSet part = other.holds;
            boolean counts = other.price.isLessThan(price) && (part == null || part.intersects(missing));
            if (counts && other.isFresh(now)) {
                return false;
            }
            rate += counts ? other.rate(now) : 0;
        }
        return rate * limits.enough() < 1;
    }

    /** It may be asked at once again, for as much as ever. */
    void welcome() {
        restUntil = Long.MIN_VALUE;
        rest = limits.pause();
        cap = limits.window();
    }

    private int share(long fastest) {
        long part = Math.ceilDiv(limits.window() * Math.max(1, fastest), Math.max(1, interval));
        return Math.clamp(part, Math.min(2, limits.window()), limits.window());
    }

    void arrived(Asked ask, long now) {
        long since = now - Math.max(ask.at, lastArrival);
        interval = smooth(interval, since);
        latency = smooth(latency, now - ask.at);
        lastArrival = now;
        arrivals++;
        late = 0;
        misses = 0;
        rest = limits.pause();
        cap = Math.min(limits.window(), cap + 1);
    }

    private long smooth(long before, long now) {
        return arrivals == 0 ? now : before + (now - before) / SMOOTHING;
    }

    /** It wants fewer at once; if even one is too many it is left alone, for longer each time. */
    void busy(long now) {
        cap = Math.max(1, Math.min(cap - 1, asked.size()));
        if (asked.isEmpty()) {
            rest(now);
        }
    }

    /** @return whether it has missed too many in a row */
    boolean missed(long now) {
        rest(now);
        return ++misses >= limits.misses();
    }

    private void rest(long now) {
        restUntil = now + rest;
        rest = Math.min(2 * rest, 32 * limits.pause());
    }

    /** @return whether too many in a row were late */
    boolean late() {
        cap = Math.max(1, cap / 2);
        return ++late >= limits.misses();
    }

    boolean isToLook(long now) {
        boolean due = holds != null && !looking && now - lookedAt >= limits.look();
        looking |= due;
        return due;
    }

    void looked(long now) {
        looking = false;
        lookedAt = now;
    }
}
