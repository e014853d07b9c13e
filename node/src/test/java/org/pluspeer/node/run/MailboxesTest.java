package org.pluspeer.node.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(2, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
