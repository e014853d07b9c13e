package org.pluspeer.node.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int RUN = 256 << 10;

    private final FairShare<String, String> share = new FairShare<>(1 << 20, RUN, 0);

    @Test
    void aQuietTimeLetsOneBurstGoAndNoMore() {
        for (int i = 0; i < 10; i++) {
            share.add("a", "a" + i, RUN);
        }
        assertEquals(List.of("a0"), share.grant(3600 * SECOND));
        long wait = share.pause(3600 * SECOND);
        assertTrue(wait > 0 && wait < SECOND);
        assertEquals(List.of(), share.grant(3600 * SECOND));
        assertEquals(List.of("a1"), share.grant(3600 * SECOND + wait));
    }

    @Test
    void theRateHoldsOverTimeAndEachGetsTheSameHoweverManyItAsksFor() {
        Random random = new Random(3);
        Map<String, Integer> got = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            share.add("greedy", "greedy", RUN);
        }
        long now = 0;
        share.add("modest", "modest", RUN);
        share.add("third", "third", RUN);
        while (now < 60 * SECOND) {
            for (String each : share.grant(now)) {
                got.merge(each, 1, Integer::sum);
                if (!each.equals("greedy")) {
                    share.add(each, each, RUN);
                }
            }
            now += Math.max(1, share.pause(now)) + random.nextInt(1_000_000);
        }
        int all = got.values().stream().mapToInt(Integer::intValue).sum();
        // A megabyte a second is four runs a second.
        assertTrue(all >= 235 && all <= 242, got::toString);
        for (String who : List.of("greedy", "modest", "third")) {
            assertTrue(Math.abs(got.getOrDefault(who, 0) - all / 3) <= 1, got::toString);
        }
    }

    @Test
    void whatIsLargerThanTheBucketGoesAndIsPaidForAfterwards() {
        share.add("a", "large", 10L << 20);
        share.add("b", "small", 1);
        assertEquals(List.of("large"), share.grant(0));
        assertTrue(share.pause(0) > 9 * SECOND);
        assertEquals(List.of(), share.grant(9 * SECOND));
        assertEquals(List.of("small"), share.grant(10 * SECOND));
    }

    @Test
    void theBacklogIsWhatAllThatWaitsWouldTake() {
        assertEquals(0, share.backlog(0));
        share.add("a", "first", 1 << 20);
        share.add("b", "second", 1 << 20);
        // Two megabytes, less the burst of a quarter, at one a second.
        assertEquals(1750, share.backlog(0) / 1_000_000);
        share.remove("b", "second");
        share.grant(0);
        assertEquals(750, share.backlog(0) / 1_000_000, "what went is still to be paid for");
    }

    @Test
    void whoLeavesCostsNothing() {
        share.add("a", "first", RUN);
        share.add("a", "second", RUN);
        share.add("b", "third", RUN);
        share.remove("a", "first");
        share.remove("a", "second");
        assertEquals(List.of("third"), share.grant(0));
        assertEquals(0, share.pause(0));
    }
}
