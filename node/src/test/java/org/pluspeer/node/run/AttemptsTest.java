package org.pluspeer.node.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private long now = 1000;
    private final Attempts<String> attempts = new Attempts<>(() -> Instant.ofEpochSecond(now));

    @Test
    void the_first_goes_at_once() {
        assertFalse(attempts.isTooSoon("claim", 0));
    }

    @Test
    void each_further_one_waits_twice_as_long_up_to_a_bound() {
        for (int n = 1; n <= 9; n++) {
            long wait = 5L << Math.min(n - 1, 6);
            String id = "claim " + n;
            assertTrue(attempts.isTooSoon(id, n));
            now += wait - 1;
            assertTrue(attempts.isTooSoon(id, n), "attempt " + n);
            now += 1;
            assertFalse(attempts.isTooSoon(id, n), "attempt " + n);
        }
    }

    @Test
    void once_it_has_waited_it_may_be_asked_for_again() {
        assertTrue(attempts.isTooSoon("claim", 1));
        now += 5;
        assertFalse(attempts.isTooSoon("claim", 1));
        assertFalse(attempts.isTooSoon("claim", 1));
    }

    @Test
    void one_does_not_wait_for_another() {
        assertTrue(attempts.isTooSoon("claim", 1));
        now += 5;
        assertTrue(attempts.isTooSoon("exit", 1));
        assertFalse(attempts.isTooSoon("claim", 1));
    }
}
