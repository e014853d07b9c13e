package org.pluspeer.node.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

class UnlockGateTest {
    @TempDir
    private Path folder;

    private Instant wall = Instant.ofEpochSecond(1_800_000_000);
    private long nanos;

    private UnlockGate gate() {
        return new UnlockGate(folder.resolve("unlock.json"), () -> wall, () -> nanos);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    private static Problem.Code wrong(UnlockGate gate) {
        return assertThrows(
                        ProblemException.class,
                        () -> gate.attempt(() -> {
                            throw new ProblemException(Problem.Code.WRONG_PASSPHRASE, "no");
                        }))
                .problem()
                .code();
    }

    @Test
    void thePauseGrowsToFiveMinutesAndTheRightOneEndsIt() {
        UnlockGate gate = gate();
        assertEquals(Problem.Code.WRONG_PASSPHRASE, wrong(gate));
        assertEquals(Problem.Code.WRONG_PASSPHRASE, wrong(gate));
        for (long pause : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertEquals(Problem.Code.WRONG_PASSPHRASE, wrong(gate));
            assertEquals(Problem.Code.TOO_MANY_ATTEMPTS, wrong(gate));
            assertEquals(wall.plusSeconds(pause), gate.retryAt().orElseThrow());
            pass(Duration.ofSeconds(pause).minusMillis(1));
            assertEquals(Problem.Code.TOO_MANY_ATTEMPTS, wrong(gate), "and a try that is refused costs nothing more");
            pass(Duration.ofMillis(1));
            assertTrue(gate.retryAt().isEmpty());
        }
        assertEquals("in", gate.attempt(() -> "in"));
        assertEquals(Problem.Code.WRONG_PASSPHRASE, wrong(gate));
        assertTrue(gate.retryAt().isEmpty(), "counted from the start again");
    }

    @Test
    void aRestartAndAClockThatIsMovedBackSaveNothing() {
        UnlockGate gate = gate();
        for (int i = 0; i < 6; i++) {
            pass(Duration.ofHours(1));
            wrong(gate);
        }
        UnlockGate restarted = gate();
        assertEquals(wall.plusSeconds(8), restarted.retryAt().orElseThrow());
        pass(Duration.ofSeconds(5));
        assertEquals(wall.plusSeconds(3), gate().retryAt().orElseThrow());
        wall = wall.minus(Duration.ofDays(100));
        assertEquals(wall.plusSeconds(8), gate().retryAt().orElseThrow(), "a whole pause anew");
        assertEquals(wall.plusSeconds(3), restarted.retryAt().orElseThrow(), "in a run only time that passed counts");
        wall = wall.plus(Duration.ofDays(200));
        assertEquals(wall.plusSeconds(3), restarted.retryAt().orElseThrow());
    }

    @Test
    void aTryThatTheProgramDiedInCounts() {
        UnlockGate gate = gate();
        wrong(gate);
        wrong(gate);
        gate.attempt(() -> {
            assertTrue(gate().retryAt().isPresent(), "written down before it is made");
            return "in";
        });
        assertTrue(gate().retryAt().isEmpty());
    }

    @Test
    void whatIsNoWrongPassphraseDoesNotCount() {
        UnlockGate gate = gate();
        for (int i = 0; i < 9; i++) {
            ProblemException refused = assertThrows(
                    ProblemException.class,
                    () -> gate.attempt(() -> {
                        throw new ProblemException(Problem.Code.KEYSTORE_CORRUPT, "damaged");
                    }));
            assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused.problem().code());
        }
        assertTrue(gate.retryAt().isEmpty());
    }

    @Test
    void oneAtATimeAlsoFromAnotherProgram() throws InterruptedException {
        UnlockGate gate = gate();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> gate.attempt(() -> {
                    inside.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return "in";
                }));
        inside.await();
        assertEquals(Problem.Code.BUSY, wrong(gate));
        assertEquals(Problem.Code.BUSY, wrong(gate()), "another gate on the same file");
        leave.countDown();
        first.join();
        assertEquals("in", gate.attempt(() -> "in"));
    }
}
