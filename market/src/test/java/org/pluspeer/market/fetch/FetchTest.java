package org.pluspeer.market.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.fetch.FetchTown.MILLI;
import static org.pluspeer.market.fetch.FetchTown.SECOND;
import static org.pluspeer.market.fetch.FetchTown.source;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.fetch.FetchTown.Nature;

class FetchTest {
    private static final long HOUR = 3600 * SECOND;
    private static final List<Nature> NATURES = List.copyOf(EnumSet.allOf(Nature.class));

    private static FetchTown town(int runs) {
        return new FetchTown(runs, new BitSet(), 5);
    }

    private static List<Integer> runs(List<FetchAct> acts) {
        return acts.stream().map(act -> ((FetchAct.Ask) act).run()).toList();
    }

    @Property(tries = 400)
    void whatOneHonestSourceHasIsAllHereInTheEndWhoeverTheOthersAre(
            @ForAll @IntRange(min = 1, max = 300) int runs,
            @ForAll @IntRange(min = 0, max = 7) int others,
            @ForAll long seed) {
        Random random = new Random(seed);
        BitSet held = new BitSet();
        random.ints(runs / 3, 0, runs).forEach(held::set);
        FetchTown town = new FetchTown(runs, held, seed);
        int honest = random.nextInt(others + 1);
        for (int i = 0; i <= others; i++) {
            Nature nature = NATURES.get(random.nextInt(NATURES.size()));
            BitSet part = new BitSet();
            random.ints(runs, 0, runs).forEach(part::set);
            boolean all = i == honest || random.nextBoolean();
            town.add(
                    source(i),
                    i == honest ? Nature.HONEST : nature,
                    random.nextInt(200) * MILLI,
                    (1 + random.nextInt(400)) * MILLI,
                    all ? null : part);
        }
        town.run(10 * HOUR);
        assertTrue(town.fetch.isComplete(), () -> "missing after " + town.now / SECOND + " s: " + town.dropped);
        assertEquals(runs, town.right.cardinality());
        assertTrue(town.mostAtOnce <= FetchLimits.DEFAULT.window());
        assertTrue(town.reasons.getOrDefault(FetchAct.Reason.LIED, 0) <= others, "a liar is dropped once and for all");
        assertFalse(town.dropped.get(source(honest)) == FetchAct.Reason.LIED);
    }

    @Test
    void theFirstRunGoesAloneAndThenSixteenAreOnTheirWay() {
        Fetch fetch = new Fetch(100, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(1), null, 0);
        List<FetchAct> first = fetch.drain();
        assertEquals(List.of(0), runs(first));
        fetch.arrived(((FetchAct.Ask) first.getFirst()).id(), 0, SECOND);
        assertEquals(16, fetch.drain().size());
    }

    @Test
    void whatIsHereIsNotAskedFor() {
        BitSet held = new BitSet();
        held.set(0, 99);
        Fetch fetch = new Fetch(100, held, 7, FetchLimits.DEFAULT);
        fetch.offered(source(1), null, 0);
        assertEquals(List.of(99), runs(fetch.drain()));
    }

    @Test
    void theRarestRunsComeFirst() {
        Fetch fetch = new Fetch(6, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(2), BitSet.valueOf(new long[] {0b001111}), 0);
        fetch.offered(source(3), BitSet.valueOf(new long[] {0b000011}), 0);
        fetch.drain();
        fetch.offered(source(1), null, 0);
        // 4 and 5 are with the newcomer alone.
        assertEquals(List.of(4), runs(fetch.drain()));
    }

    @Test
    void theFasterOfTwoBringsTheMore() {
        FetchTown town = town(300);
        town.add(source(1), Nature.HONEST, 10 * MILLI, 10 * MILLI, null);
        town.add(source(2), Nature.HONEST, 10 * MILLI, 40 * MILLI, null);
        town.run(HOUR);
        assertTrue(town.brought(1) > 2 * town.brought(2), town.fetch.brought()::toString);
        assertTrue(town.brought(2) > 20, town.fetch.brought()::toString);
        // Together they take 8 ms a run.
        assertTrue(town.now < 300 * 8 * MILLI * 5 / 4, () -> town.now / MILLI + " ms");
        assertTrue(town.duplicates < 16, () -> town.duplicates + " runs came twice");
    }

    @Test
    void aLiarIsNamedAtItsFirstWrongRunAndNotAskedAgainThoughItIsOffered() {
        Fetch fetch = new Fetch(100, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(1), null, 0);
        long ask = ((FetchAct.Ask) fetch.drain().getFirst()).id();
        fetch.lied(ask, "run 0 is wrong", SECOND);
        assertEquals(List.of(new FetchAct.Drop(source(1), FetchAct.Reason.LIED, "run 0 is wrong")), fetch.drain());
        fetch.offered(source(1), null, 2 * SECOND);
        fetch.tick(HOUR);
        assertEquals(List.of(), fetch.drain());
        assertTrue(fetch.isStuck());
    }

    @Test
    void aStalledSourceHoldsNothingUpAndIsNamed() {
        FetchTown town = town(400);
        town.add(source(1), Nature.HONEST, 20 * MILLI, 50 * MILLI, null);
        town.add(source(2), Nature.STALLING, 5 * MILLI, 5 * MILLI, null);
        town.run(HOUR);
        assertTrue(town.fetch.isComplete());
        assertEquals(FetchAct.Reason.STALLED, town.dropped.get(source(2)));
        assertTrue(town.now < 400 * 50 * MILLI + 10 * SECOND, () -> town.now / MILLI + " ms");
    }

    @Test
    void theOnlySourceIsWaitedForHoweverSlow() {
        FetchTown town = town(30);
        town.add(source(1), Nature.HONEST, SECOND, 50 * SECOND, null);
        town.run(HOUR);
        assertTrue(town.fetch.isComplete());
        assertEquals(Set.of(), town.dropped.keySet());
    }

    @Test
    void atTheEndWhatASlowSourceStillOwesIsAskedOfAFastOneToo() {
        FetchTown town = town(40);
        town.add(source(1), Nature.HONEST, 10 * MILLI, 10 * MILLI, null);
        town.add(source(2), Nature.HONEST, 10 * MILLI, 2900 * MILLI, null);
        town.run(HOUR);
        assertTrue(town.now < 2 * SECOND, () -> town.now / MILLI + " ms");
    }

    @Test
    void aBusySourceIsAskedForLessAndNothingIsLost() {
        FetchTown town = town(100);
        town.add(source(1), Nature.BUSY, 10 * MILLI, 10 * MILLI, null);
        town.run(HOUR);
        assertTrue(town.fetch.isComplete());
        assertEquals(Set.of(), town.dropped.keySet());
        assertTrue(town.asked.getOrDefault(source(1), 0) < 400, town.asked::toString);
    }

    @Test
    void whoHasOnlyAPartIsAskedAgainWhatItHas() {
        Fetch fetch = new Fetch(10, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(1), new BitSet(), 0);
        assertEquals(List.of(), fetch.drain());
        assertTrue(fetch.isStuck());
        fetch.tick(11 * SECOND);
        assertEquals(List.of(new FetchAct.Look(source(1))), fetch.drain());
        fetch.holds(source(1), BitSet.valueOf(new long[] {0b100}), 12 * SECOND);
        assertEquals(List.of(2), runs(fetch.drain()));
        assertFalse(fetch.isStuck());
    }

    @Test
    void whoIsGoneIsNamedAndMayComeBack() {
        Fetch fetch = new Fetch(10, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(1), null, 0);
        long now = 0;
        List<FetchAct> acts = fetch.drain();
        for (int i = 0; i < 3; i++) {
            fetch.failed(((FetchAct.Ask) acts.getFirst()).id(), "no answer", now);
            now += 60 * SECOND;
            fetch.tick(now);
            acts = fetch.drain();
        }
        assertEquals(List.of(new FetchAct.Drop(source(1), FetchAct.Reason.GONE, "no answer")), acts);
        fetch.offered(source(1), null, now);
        assertEquals(1, fetch.drain().size());
    }

    @Test
    void thoseWhoFetchTheSameBeginInDifferentPlaces() {
        Set<Integer> firsts = java.util.stream.IntStream.range(0, 10)
                .mapToObj(i -> {
                    Fetch fetch = new Fetch(100, new BitSet(), 37 * i, FetchLimits.DEFAULT);
                    fetch.offered(source(1), null, 0);
                    return runs(fetch.drain()).getFirst();
                })
                .collect(Collectors.toSet());
        assertEquals(10, firsts.size());
    }
}
