package org.pluspeer.market.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairRoomTest {
    @Test
    void whoTakesLittleKeepsAllOfIt() {
        assertEquals(Long.MAX_VALUE, FairRoom.level(List.of(1L, 2L, 3L), 6));
        assertEquals(2, FairRoom.level(List.of(1L, 2L, 3L), 5));
        assertEquals(49, FairRoom.level(List.of(1L, 1_000L, 50L), 100));
        assertEquals(0, FairRoom.level(List.of(5L), 0));
    }

    @Property
    void theLevelIsTheHighestThatFits(
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1_000) Long> taken,
            @ForAll @LongRange(min = 0, max = 10_000) long room) {
        long level = FairRoom.level(taken, room);
        assertTrue(sum(taken, level) <= room, "it fits");
        assertTrue(level == Long.MAX_VALUE || sum(taken, level + 1) > room, "one more does not");
    }

    private static long sum(List<Long> taken, long level) {
        return taken.stream().mapToLong(each -> Math.min(each, level)).sum();
    }
}
