package org.pluspeer.node.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

class ErrandsTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8));
    private static final Duration RECHECK = Duration.ofSeconds(60);

    private final HandAlarms alarms = new HandAlarms();
    private final List<String> tries = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean hold;
    private Function<String, Errand.Outcome> answer = _ -> Errand.Outcome.IN_HAND;
    private final Errands<String> errands = new Errands<>(this::carryOut, this::execute, alarms, BACKOFF, RECHECK);

    private Errand.Outcome carryOut(Errand errand, String effect) {
        tries.add(errand.id() + ":" + effect);
        return answer.apply(effect);
    }

    private void execute(Runnable task) {
        held.add(task);
        if (!hold) {
            release();
        }
    }

    private void release() {
        while (!held.isEmpty()) {
            held.removeFirst().run();
        }
    }

    @Test
    void what_is_wanted_twice_runs_once() {
        errands.want("a", List.of("x"));
        errands.want("a", List.of("x"));
        assertEquals(List.of("a:x"), tries);
    }

    @Test
    void failures_wait_longer_each_time_up_to_a_limit() {
        answer = _ -> {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "away");
        };
        errands.want("a", List.of("x"));
        for (int seconds : new int[] {1, 2, 4, 8, 8}) {
            int before = tries.size();
            alarms.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertEquals(before, tries.size());
            alarms.pass(Duration.ofMillis(1));
            assertEquals(before + 1, tries.size());
        }
    }

    @Test
    void what_is_no_longer_wanted_is_not_tried_again() {
        answer = _ -> Errand.Outcome.AGAIN;
        errands.want("a", List.of("x", "y"));
        errands.want("a", List.of("y"));
        tries.clear();
        alarms.pass(Duration.ofSeconds(1));
        assertEquals(List.of("a:y"), tries);
        errands.want("a", List.of());
        assertEquals(0, alarms.count());
    }

    @Test
    void what_is_in_hand_but_still_wanted_is_looked_at_again_much_later() {
        errands.want("a", List.of("x"));
        alarms.pass(Duration.ofSeconds(59));
        assertEquals(1, tries.size());
        alarms.pass(Duration.ofSeconds(1));
        assertEquals(2, tries.size());
    }

    @Test
    void a_nudge_ends_the_waiting() {
        answer = _ -> Errand.Outcome.AGAIN;
        errands.want("a", List.of("x"));
        errands.nudge("a");
        assertEquals(2, tries.size());
        assertEquals(1, alarms.count());
    }

    @Test
    void a_nudge_during_a_try_leads_to_one_more() {
        hold = true;
        errands.want("a", List.of("x"));
        errands.nudge("a");
        errands.nudge("a");
        assertEquals(1, held.size());
        hold = false;
        release();
        assertEquals(2, tries.size());
    }

    @Test
    void a_running_try_learns_that_it_is_not_wanted() {
        List<Errand> seen = new ArrayList<>();
        Errands<String> some = new Errands<>(
                (errand, _) -> {
                    seen.add(errand);
                    return Errand.Outcome.IN_HAND;
                },
                Runnable::run,
                alarms,
                BACKOFF,
                RECHECK);
        some.want("a", List.of("x"));
        assertTrue(seen.getFirst().isWanted());
        some.close();
        assertFalse(seen.getFirst().isWanted());
        assertEquals(0, alarms.count());
    }
}
