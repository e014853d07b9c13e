package org.pluspeer.market.fetch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.FetchAct.Reason;
import org.pluspeer.market.fetch.Standing.Asked;
import org.pluspeer.wallet.eth.Amount;

/**
 * One content on its way from any number of sources. Of what a source has, the run that the fewest have is asked of it
 * first; of the sources, the fastest is asked first and for the most at a time. What is overdue is asked of another as
 * well, and at the end so is what a slower source has been asked for. Every call takes the time, in nanoseconds of a
 * clock that never goes back, and what it wants done waits in {@link #drain}. Not for several threads.
 */
public final class Fetch {
    private static final int MOST_COPIES = 2;

    private final int runs;
    private final int start;
    private final FetchLimits limits;
    private final BitSet missing;
    /** How often each run that is on its way was asked for and is not overdue. */
    private final Map<Integer, Integer> copies = new HashMap<>();

    private final Map<Source, Standing> standings = new LinkedHashMap<>();
    private final Map<Long, Standing> byAsk = new HashMap<>();
    private final Set<Source> banned = new LinkedHashSet<>();
    private final List<FetchAct> acts = new ArrayList<>();
    private @Nullable List<BitSet> rarity;
    private long ids;

    /**
     * @param runs how many the content has
     * @param held those that are here already
     * @param start among equally rare runs those from this one on come first; where many fetch the same, a random one
     *     lets them have different runs for each other
     */
    public Fetch(int runs, BitSet held, int start, FetchLimits limits) {
        this.runs = runs;
        this.start = Math.floorMod(start, Math.max(1, runs));
        this.limits = limits;
        this.missing = new BitSet(runs);
        missing.set(0, runs);
        missing.andNot(held);
    }

    public boolean isComplete() {
        return missing.isEmpty();
    }

    public boolean wants(int run) {
        return missing.get(run);
    }

    /** Whether nobody is left who could bring what is missing, unless somebody new comes. */
    public boolean isStuck() {
        return !isComplete()
                && standings.values().stream()
                        .allMatch(
                                each -> each.asked.isEmpty() && each.holds != null && !each.holds.intersects(missing));
    }

    /** Those who may still be asked. */
    public Set<Source> sources() {
        return Set.copyOf(standings.keySet());
    }

    /** How many runs each source brought that is still asked. */
    public Map<Source, Integer> brought() {
        Map<Source, Integer> brought = new LinkedHashMap<>();
        standings.forEach((source, standing) -> brought.put(source, standing.arrivals()));
        return brought;
    }

    /** Takes what is to be done. */
    public List<FetchAct> drain() {
        List<FetchAct> all = List.copyOf(acts);
        acts.clear();
        return all;
    }

    // ---- what happens

    /**
     * Somebody has it, or some of it. Who lied or refused is not taken again; who was slow or away may come back.
     *
     * @param holds its runs; null if it has all
     */
    public void offered(Source source, @Nullable BitSet holds, long now) {
        offered(source, holds, Amount.ZERO, now);
    }

    /** The same of one that charges, as {@link #priced} says. */
    public void offered(Source source, @Nullable BitSet holds, Amount price, long now) {
        if (banned.contains(source) || standings.containsKey(source)) {
            return;
        }
        standings.put(source, new Standing(source, limits, copy(holds), price, now));
        rarity = null;
        go(now);
    }

    /**
     * What a source charges from now on, in whatever unit all prices here have. It is not asked for more while cheaper ones
     * bring {@link FetchLimits#enough}.
     */
    public void priced(Source source, Amount price, long now) {
        Standing standing = standings.get(source);
        if (standing != null) {
            standing.price = price;
            go(now);
        }
    }

    /** What kept a source from answering is over: it can be paid now. */
    public void welcome(Source source, long now) {
        Standing standing = standings.get(source);
        if (standing != null) {
            standing.welcome();
            go(now);
        }
    }

    /** What a source holds by now. */
    public void holds(Source source, BitSet holds, long now) {
        Standing standing = standings.get(source);
        if (standing != null && standing.holds != null) {
            standing.holds = copy(holds);
            standing.looked(now);
            rarity = null;
            go(now);
        }
    }

    /** A run came, was found right and is kept; also one from a source that was dropped meanwhile. */
    public void arrived(long ask, int run, long now) {
        missing.clear(run);
        Standing standing = byAsk.remove(ask);
        if (standing != null) {
            standing.arrived(take(standing, ask), now);
        }
        go(now);
    }

    /** What came is not what was asked for: nobody who does that is asked again. */
    public void lied(long ask, String why, long now) {
        Standing standing = byAsk.get(ask);
        if (standing != null) {
            drop(standing, Reason.LIED, why);
            go(now);
        }
    }

    /**
     * It says no.
     *
     * @param later whether it may be asked again
     */
    public void refused(long ask, boolean later, String why, long now) {
        Standing standing = byAsk.remove(ask);
        if (standing == null) {
            return;
        }
        take(standing, ask);
        if (later) {
            standing.busy(now);
        } else {
            drop(standing, Reason.REFUSED, why);
        }
        go(now);
    }

    /** No answer came, and none will. */
    public void failed(long ask, String why, long now) {
        Standing standing = byAsk.remove(ask);
        if (standing == null) {
            return;
        }
        take(standing, ask);
        if (standing.missed(now)) {
            drop(standing, Reason.GONE, why);
        }
        go(now);
    }

    /** It doesn't say what it holds. */
    public void gone(Source source, String why, long now) {
        Standing standing = standings.get(source);
        if (standing != null) {
            standing.looked(now);
            if (standing.missed(now)) {
                drop(standing, Reason.GONE, why);
            }
            go(now);
        }
    }

    /** Time passes. Call it several times a {@link FetchLimits#patience}. */
    public void tick(long now) {
        for (Standing standing : List.copyOf(standings.values())) {
            watch(standing, now);
            if (standings.containsKey(standing.source) && standing.isToLook(now)) {
                acts.add(new FetchAct.Look(standing.source));
            }
        }
        go(now);
    }

    // ---- overdue

    private void watch(Standing standing, long now) {
        for (Asked ask : List.copyOf(standing.asked.values())) {
            long usual = usualOfOthers(standing, ask);
            long patience = Math.max(limits.patience(), limits.slack() * usual);
            if (usual == 0 || now - ask.at <= patience) {
                continue;
            }
            boolean first = !ask.late;
            if (first) {
                ask.late = true;
                oneLess(ask.run);
            }
            if ((first && standing.late()) || now - ask.at > 2 * patience) {
                drop(standing, Reason.STALLED, "run " + ask.run + " did not come while others brought theirs");
                return;
            }
        }
    }

    /** How long the quickest other source takes that has the run and brought one since it was asked for; 0 if none. */
    private long usualOfOthers(Standing standing, Asked ask) {
        return standings.values().stream()
                .filter(other -> other != standing && other.hasBroughtSince(ask.at) && other.has(ask.run))
                .mapToLong(other -> Math.max(1, other.latency()))
                .min()
                .orElse(0);
    }

    // ---- asking

    private void go(long now) {
        if (isComplete()) {
            return;
        }
        long fastest = standings.values().stream()
                .filter(Standing::isProven)
                .mapToLong(Standing::interval)
                .min()
                .orElse(1);
        List<Standing> order = new ArrayList<>(standings.values());
        order.sort(Comparator.comparing(Standing::isProven)
                .reversed()
                .thenComparing(each -> each.price.units())
                .thenComparing(Standing::interval));
        for (Standing standing : order) {
            if (!standing.isNeeded(standings.values(), missing, now)) {
                continue;
            }
            for (int credit = standing.credit(fastest, now); credit > 0; credit--) {
                int run = next(standing, now);
                if (run < 0) {
                    break;
                }
                ask(standing, run, now);
            }
        }
    }

    private void ask(Standing standing, int run, long now) {
        long id = ++ids;
        standing.asked.put(id, new Asked(run, now));
        byAsk.put(id, standing);
        copies.merge(run, 1, Integer::sum);
        acts.add(new FetchAct.Ask(id, standing.source, run));
    }

    /** The run to ask this source for; -1 if there is none. */
    private int next(Standing standing, long now) {
        BitSet open = (BitSet) missing.clone();
        if (standing.holds != null) {
            open.and(standing.holds);
        }
        standing.asked.values().forEach(ask -> open.clear(ask.run));
        BitSet likely = (BitSet) open.clone();
        copies.keySet().forEach(likely::clear);
        return likely.isEmpty() ? again(standing, open, now) : rarest(likely);
    }

    private int rarest(BitSet likely) {
        for (BitSet level : rarity()) {
            if (level.intersects(likely)) {
                BitSet here = (BitSet) likely.clone();
                here.and(level);
                int run = here.nextSetBit(start);
                return run >= 0 ? run : here.nextSetBit(0);
            }
        }
        return -1;
    }

    /** Nothing new is left: what another has been asked for longer ago than it would take this one. */
    private int again(Standing standing, BitSet open, long now) {
        // Who charges is not asked for what may come anyway.
        if (!standing.isProven() || !standing.price.isZero()) {
            return -1;
        }
        Predicate<Asked> slow = ask ->
                open.get(ask.run) && copies.getOrDefault(ask.run, 0) < MOST_COPIES && now - ask.at > standing.latency();
        return standings.values().stream()
                .filter(other -> other != standing)
                .flatMap(other -> other.asked.values().stream())
                .filter(slow)
                .min(Comparator.comparingLong(ask -> ask.at))
                .map(ask -> ask.run)
                .orElse(-1);
    }

    /** Runs by how many sources have them: those that one has, those that two have, and so on. */
    private List<BitSet> rarity() {
        List<BitSet> known = rarity;
        if (known != null) {
            return known;
        }
        List<BitSet> levels = new ArrayList<>();
        List<BitSet> parts = standings.values().stream()
                .map(each -> each.holds)
                .filter(Objects::nonNull)
                .map(BitSet.class::cast)
                .toList();
        // Sources that have all count for every run alike.
        for (int level = 0; level <= parts.size(); level++) {
            levels.add(new BitSet(runs));
        }
        if (parts.isEmpty()) {
            levels.getFirst().set(0, runs);
        } else {
            for (int run = 0; run < runs; run++) {
                int at = run;
                levels.get((int) parts.stream().filter(part -> part.get(at)).count())
                        .set(run);
            }
        }
        rarity = levels;
        return levels;
    }

    // ---- letting go

    private void drop(Standing standing, Reason reason, String why) {
        standings.remove(standing.source);
        if (reason == Reason.LIED || reason == Reason.REFUSED) {
            banned.add(standing.source);
        }
        rarity = null;
        for (Map.Entry<Long, Asked> each : standing.asked.entrySet()) {
            byAsk.remove(each.getKey());
            if (!each.getValue().late) {
                oneLess(each.getValue().run);
            }
        }
        standing.asked.clear();
        acts.add(new FetchAct.Drop(standing.source, reason, why));
    }

    private Asked take(Standing standing, long ask) {
        Asked asked = Objects.requireNonNull(standing.asked.remove(ask));
        if (!asked.late) {
            oneLess(asked.run);
        }
        return asked;
    }

    private void oneLess(int run) {
        copies.computeIfPresent(run, (_, count) -> count > 1 ? count - 1 : null);
    }

    private static @Nullable BitSet copy(@Nullable BitSet bits) {
        return bits == null ? null : (BitSet) bits.clone();
    }
}
