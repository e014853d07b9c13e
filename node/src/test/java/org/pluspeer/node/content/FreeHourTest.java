package org.pluspeer.node.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreeHourTest {
    private Instant now = Instant.ofEpochSecond(3600L * 1000);
    private final FreeHour hour = new FreeHour(1000, () -> now);

    @Test
    void eachRangeHasItsOwn() {
        assertTrue(hour.take("1.2.3.0/24", 600));
        assertEquals(400, hour.left("1.2.3.0/24"));
        assertEquals(1000, hour.left("1.2.4.0/24"));
        assertTrue(hour.take("1.2.4.0/24", 1000));
    }

    @Test
    void whatIsNotLeftIsNotTaken() {
        assertTrue(hour.take("a", 999));
        assertFalse(hour.take("a", 2));
        assertEquals(1, hour.left("a"));
        assertTrue(hour.take("a", 1));
        assertFalse(hour.take("a", 1));
    }

    @Test
    void theNextHourBeginsAnewAndKeepsNothing() {
        assertTrue(hour.take("a", 1000));
        now = now.plusSeconds(3599);
        assertFalse(hour.take("a", 1));
        now = now.plusSeconds(1);
        assertEquals(1000, hour.left("a"));
        now = now.plusSeconds(3 * 3600);
        assertEquals(1000, hour.left("a"));
    }

    @Test
    void ofManyRangesThoseNotHeardOfForTheLongestAreForgotten() {
        assertTrue(hour.take("first", 1000));
        for (int i = 0; i < 99_999; i++) {
            hour.take("range " + i, 10);
        }
        assertFalse(hour.take("first", 1));
        hour.take("one more", 10);
        assertFalse(hour.take("first", 1), "it was heard of just now");
        assertEquals(1000, hour.left("range 0"));
    }

    @Test
    void nothingIsFreeWhereNothingIsSetAside() {
        assertFalse(new FreeHour(0, () -> now).take("a", 1));
    }
}
