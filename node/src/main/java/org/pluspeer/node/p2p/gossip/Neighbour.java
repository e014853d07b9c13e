package org.pluspeer.node.p2p.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.wire.ListingInventory;
import org.pluspeer.node.p2p.ExchangeLimits;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** What goes on with one neighbour. Times are milliseconds. */
final class Neighbour {
    private static final double BEST = 100;
    private static final long HALF_LIFE = 600_000;
    private static final long LONGEST_PASS = 120_000;
    /** A comparison that waited so long for a quiet moment waits no more. */
    static final long LONG_ENOUGH = 10_000;

    /** Below this it brings too much of nothing: only what was asked for is taken from it. */
    private static final double MUTED = -50;

    final Address node;
    final String group;
    final Allowance puts;

    /** Standings that it may make this side look at. */
    final Allowance looking;

    /** Digests of listings on their way to it, those that wait first. */
    final Deque<Hash32> queue = new ArrayDeque<>();

    final Set<Hash32> queued = new HashSet<>();
    int underway;
    long pausedUntil;

    /** What it lacks, and is still to be queued. */
    final Deque<Fill> fills = new ArrayDeque<>();

    int told;

    /** To be announced, by slot. */
    final Map<Hash32, Standing> news = new LinkedHashMap<>();

    long newsDue = Long.MAX_VALUE;
    boolean passing;
    long passDue;
    private long passBegan;
    long wait;
    boolean moved;
    private double score;
    private long scoredAt;

    Neighbour(Address node, String group, ExchangeLimits limits, long now) {
        this.node = node;
        this.group = group;
        this.puts = new Allowance(limits.newPerSecond(), limits.newBurst(), now);
        this.looking = new Allowance(100 + limits.slots() / 50.0, 10_000 + 8.0 * limits.slots(), now);
        this.wait = limits.firstPass().toMillis();
        this.scoredAt = now;
    }

    /** A stretch of which the other side has said all that it has, by slot. */
    static final class Fill {
        final Map<Hash32, Standing> told;
        final Hash32 through;
        Hash32 after;

        Fill(ListingInventory theirs) {
            this.after = theirs.after();
            this.through = theirs.through();
            this.told = new LinkedHashMap<>();
            theirs.standings().forEach(standing -> told.put(standing.slot(), standing));
        }
    }

    /** Puts it on the way; does nothing if it is. */
    void queue(Hash32 digest) {
        if (queued.add(digest)) {
            queue.add(digest);
        }
    }

    /** Up to so many that were to be announced. */
    List<Standing> takeNews(int most) {
        List<Standing> some = new ArrayList<>(news.values().stream().limit(most).toList());
        some.forEach(standing -> news.remove(standing.slot()));
        newsDue = news.isEmpty() ? Long.MAX_VALUE : newsDue;
        return some;
    }

    /**
     * When there is something to do with it if nothing comes before; unix milliseconds.
     *
     * @param free nothing is being compared
     * @param quiet from when on what was taken last is no reason to wait
     * @param most on its way at once
     */
    long due(boolean free, long quiet, int most) {
        long compare = free && !passing ? Math.max(passDue, Math.min(quiet, passDue + LONG_ENOUGH)) : Long.MAX_VALUE;
        boolean waits = !queue.isEmpty() || !fills.isEmpty();
        return Math.min(Math.min(newsDue, compare), waits && underway < most ? pausedUntil : Long.MAX_VALUE);
    }

    /** A comparison with it begins. */
    void compares(long now) {
        passing = true;
        passBegan = now;
        moved = false;
    }

    /** Whether the comparison takes so long that others must have their turn; the rest comes with the next. */
    boolean isSlow(long now) {
        return now - passBegan > LONGEST_PASS;
    }

    void rate(double points, long now) {
        score = Math.clamp(score(now) + points, -BEST, BEST);
        scoredAt = now;
    }

    double score(long now) {
        return score * Math.pow(0.5, (double) (now - scoredAt) / HALF_LIFE);
    }

    boolean isMuted(long now) {
        return score(now) < MUTED;
    }
}
