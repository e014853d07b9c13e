package org.pluspeer.node.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

class MailboxesTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Mailboxes mailboxes = new Mailboxes(threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void turns_of_one_id_keep_their_order_and_never_overlap() {
        List<Integer> seen = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            int n = i;
            mailboxes.post("a", () -> {
                assertEquals(1, inside.incrementAndGet());
                seen.add(n);
                inside.decrementAndGet();
            });
        }
        int size = mailboxes.call("a", seen::size);
        assertEquals(1000, size);
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void another_id_does_not_wait() throws Exception {
        CountDownLatch holdA = new CountDownLatch(1);
        mailboxes.post("a", () -> await(holdA));
        assertEquals("b", mailboxes.call("b", () -> "b"));
        holdA.countDown();
    }

    @Test
    void a_turn_that_fails_tells_its_caller_and_spoils_nothing() {
        ProblemException thrown = assertThrows(
                ProblemException.class,
                () -> mailboxes.call("a", () -> {
                    throw new ProblemException(Problem.Code.DISK_FULL, "full");
                }));
        assertEquals(Problem.Code.DISK_FULL, thrown.problem().code());
        mailboxes.post("a", () -> {
            throw new IllegalStateException("logged");
        });
        assertEquals(1, mailboxes.call("a", () -> 1));
    }

    @Test
    void a_turn_cannot_wait_for_its_own_box() {
        assertThrows(IllegalStateException.class, () -> mailboxes.call("a", () -> mailboxes.call("a", () -> 1)));
    }

    @Test
    void after_the_end_nothing_is_taken_and_nobody_waits() {
        threads.shutdownNow();
        for (int i = 0; i < 2; i++) {
            ProblemException thrown = assertThrows(ProblemException.class, () -> mailboxes.call("a", () -> 1));
            assertEquals(Problem.Code.STOPPING, thrown.problem().code());
            thrown = assertThrows(ProblemException.class, () -> mailboxes.callInPlace("a", () -> 1));
            assertEquals(Problem.Code.STOPPING, thrown.problem().code());
        }
    }

    @Test
    void a_turn_in_place_is_the_callers_and_keeps_its_order_too() {
        Thread here = Thread.currentThread();
        assertEquals(here, mailboxes.callInPlace("a", Thread::currentThread));
        CountDownLatch hold = new CountDownLatch(1);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        mailboxes.post("a", () -> {
            await(hold);
            seen.add(1);
        });
        mailboxes.post("b", hold::countDown);
        mailboxes.callInPlace("a", () -> seen.add(2));
        assertEquals(List.of(1, 2), seen);
        assertThrows(
                IllegalStateException.class,
                () -> mailboxes.callInPlace("a", () -> mailboxes.callInPlace("a", () -> 1)));
        assertEquals(1, mailboxes.callInPlace("a", () -> 1));
    }

    /** Whoever asked waits on a thread that is not ours to stop. */
    @Test
    void a_long_turn_ends_with_the_threads() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Object> caller = new FutureTask<>(() -> mailboxes.call("a", () -> {
            begun.countDown();
            await(never);
            return 1;
        }));
        Thread.ofVirtual().start(caller);
        await(begun);
        threads.shutdownNow();
        ExecutionException ended = assertThrows(ExecutionException.class, caller::get);
        assertInstanceOf(IllegalStateException.class, ended.getCause());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(2, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
