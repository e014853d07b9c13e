package org.pluspeer.node.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.sale.Step;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

class TurnsTest {
    /** A sum: each number told is an event, and an effect wants the sum shown. */
    private static final Rules<Integer, Integer, Integer, String> SUM = new Rules<>() {
        @Override
        public Integer first(Integer event) {
            return event;
        }

        @Override
        public Integer next(Integer state, Integer event) {
            return state + event;
        }

        @Override
        public Step<Integer, Integer, String> answer(Integer state, Integer command) {
            int next = state + command;
            return new Step<>(next, command == 0 ? List.of() : List.of(command), effects(next), null);
        }

        @Override
        public List<String> effects(Integer state) {
            return state == 0 ? List.of() : List.of("show " + state);
        }
    };

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private Problem.@Nullable Code failing;
    private final HandAlarms alarms = new HandAlarms();
    private final Errands<String> errands = new Errands<>(
            (_, effect) -> {
                order.add(effect);
                return Errand.Outcome.IN_HAND;
            },
            Runnable::run,
            alarms,
            Backoff.standard(),
            Duration.ofMinutes(1));
    private final Turns<Integer, Integer, Integer, String> turns = turns();

    private Turns<Integer, Integer, Integer, String> turns() {
        return new Turns<>(
                SUM,
                this::append,
                new Mailboxes(threads),
                errands,
                () -> Instant.ofEpochSecond(1000),
                id -> order.add("ring " + id));
    }

    private void append(String id, List<History.Dated<Integer>> events) {
        if (failing != null) {
            throw new ProblemException(failing, "no room");
        }
        events.forEach(event -> order.add("durable " + event.event()));
    }

    private Step<Integer, Integer, String> begin(int n) {
        return new Step<>(n, List.of(n), SUM.effects(n), null);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nothing_is_done_or_said_before_it_is_durable() {
        turns.begin("a", () -> begin(2));
        turns.tell("a", 3);
        assertEquals(List.of("durable 2", "ring a", "show 2", "durable 3", "ring a", "show 5"), order);
    }

    @Test
    void what_could_not_be_recorded_did_not_happen() {
        turns.begin("a", () -> begin(2));
        order.clear();
        failing = Problem.Code.DISK_FULL;
        assertThrows(ProblemException.class, () -> turns.tell("a", 3));
        assertEquals(List.of(), order);
        assertEquals(2, Objects.requireNonNull(turns.find("a")).state());
    }

    @Test
    void a_command_without_events_leaves_no_record() {
        turns.begin("a", () -> begin(2));
        order.clear();
        turns.tell("a", 0);
        assertEquals(List.of(), order);
    }

    @Test
    void beginning_twice_is_beginning_once() {
        turns.begin("a", () -> begin(2));
        assertEquals(2, turns.begin("a", () -> begin(7)).state());
    }

    @Test
    void a_restart_recalls_first_and_then_does_what_is_pending() {
        Turns<Integer, Integer, Integer, String> again = turns();
        again.recall("a", List.of(new History.Dated<>(1, 2)));
        again.recall("a", List.of(new History.Dated<>(2, 3), new History.Dated<>(3, 4)));
        again.recall("done", List.of(new History.Dated<>(1, 0)));
        assertEquals(List.of(), order);
        again.resume();
        assertEquals(List.of("show 9"), order);
        assertEquals(3, Objects.requireNonNull(again.find("a")).events().size());
        assertNull(again.find("b"));
    }

    @Test
    void turns_from_many_threads_add_up() throws Exception {
        turns.begin("a", () -> begin(1));
        List<java.util.concurrent.Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(threads.submit(() -> turns.tell("a", 1)));
        }
        for (var one : all) {
            one.get();
        }
        assertEquals(201, Objects.requireNonNull(turns.find("a")).state());
    }
}
