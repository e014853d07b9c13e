package org.pluspeer.market.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.fetch.FetchTown.MILLI;
import static org.pluspeer.market.fetch.FetchTown.SECOND;
import static org.pluspeer.market.fetch.FetchTown.source;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.fetch.FetchTown.Nature;
import org.pluspeer.wallet.eth.Amount;

/** Whom a fetch asks where some charge. */
class PricedFetchTest {
    private static final long HOUR = 3600 * SECOND;
    private static final Amount CHEAP = Amount.of(10);
    private static final Amount DEAR = Amount.of(20);

    private static FetchTown town(int runs) {
        return new FetchTown(runs, new BitSet(), 5);
    }

    private static void add(FetchTown town, int source, long perRun, Amount price) {
        town.add(source(source), Nature.HONEST, 10 * MILLI, perRun * MILLI, null, price);
    }

    @Test
    void aFreeSourceThatIsFastEnoughIsNotPaidFor() {
        FetchTown town = town(200);
        add(town, 1, 40, Amount.ZERO);
        add(town, 2, 5, CHEAP);
        town.run(HOUR);
        assertEquals(0, town.brought(2), town.fetch.brought()::toString);
        assertEquals(200, town.brought(1));
    }

    @Test
    void aSlowFreeSourceKeepsNobodyWaiting() {
        FetchTown town = town(200);
        add(town, 1, 400, Amount.ZERO);
        add(town, 2, 20, CHEAP);
        town.run(HOUR);
        assertTrue(town.brought(2) > 150, town.fetch.brought()::toString);
        assertTrue(town.now < 20 * SECOND, () -> town.now / MILLI + " ms");
    }

    @Test
    void theDearerIsAskedWhereTheCheaperIsTooSlowAlone() {
        FetchTown fast = town(200);
        add(fast, 1, 30, CHEAP);
        add(fast, 2, 10, DEAR);
        fast.run(HOUR);
        assertEquals(0, fast.brought(2), fast.fetch.brought()::toString);
        FetchTown slow = town(200);
        add(slow, 1, 300, CHEAP);
        add(slow, 2, 100, DEAR);
        slow.run(HOUR);
        assertTrue(slow.brought(1) > 20 && slow.brought(2) > 100, slow.fetch.brought()::toString);
    }

    @Test
    void whatOnlyTheDearerHasIsAskedOfIt() {
        FetchTown town = town(100);
        BitSet half = new BitSet();
        half.set(0, 50);
        town.add(source(1), Nature.HONEST, 10 * MILLI, 5 * MILLI, half, Amount.ZERO);
        add(town, 2, 20, DEAR);
        town.run(HOUR);
        assertTrue(town.fetch.isComplete());
        assertTrue(town.brought(2) >= 50, town.fetch.brought()::toString);
    }

    @Test
    void aFreeSourceThatNeverAnswersIsWaitedForNoLongerThanItsPatience() {
        FetchTown town = town(50);
        town.add(source(1), Nature.STALLING, 10 * MILLI, 5 * MILLI, null, Amount.ZERO);
        add(town, 2, 20, CHEAP);
        town.run(HOUR);
        assertTrue(town.fetch.isComplete());
        assertTrue(town.now < 60 * SECOND, () -> town.now / MILLI + " ms");
    }

    @Test
    void asManyAreOnTheirWayAsOfWhatIsFree() {
        Fetch fetch = new Fetch(100, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(1), null, CHEAP, 0);
        long first = ((FetchAct.Ask) fetch.drain().getFirst()).id();
        fetch.arrived(first, 0, SECOND);
        assertEquals(FetchLimits.DEFAULT.window(), fetch.drain().size());
    }

    @Test
    void whoCanBePaidNowIsAskedAtOnce() {
        Fetch fetch = new Fetch(100, new BitSet(), 0, FetchLimits.DEFAULT);
        fetch.offered(source(1), null, CHEAP, 0);
        long first = ((FetchAct.Ask) fetch.drain().getFirst()).id();
        fetch.refused(first, true, "what is free is used up", MILLI);
        assertEquals(0, fetch.drain().size());
        fetch.welcome(source(1), 2 * MILLI);
        assertEquals(1, fetch.drain().size());
    }
}
