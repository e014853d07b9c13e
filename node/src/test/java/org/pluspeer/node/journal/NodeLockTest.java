package org.pluspeer.node.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

class NodeLockTest {
    @TempDir
    Path directory;

    @Test
    void theSecondIsToldWhoHoldsTheDirectoryAndTheLockHolds() {
        try (NodeLock _ = NodeLock.acquire(directory)) {
            for (int i = 0; i < 2; i++) {
                ProblemException refused = assertThrows(ProblemException.class, () -> NodeLock.acquire(directory));
                assertEquals(Problem.Code.ALREADY_RUNNING, refused.problem().code());
                assertTrue(refused.problem()
                        .detail()
                        .contains("process " + ProcessHandle.current().pid()));
            }
        }
        NodeLock.acquire(directory).close();
    }

    @Test
    void anotherProcessIsToldToo() throws Exception {
        try (NodeLock _ = NodeLock.acquire(directory)) {
            assertThrows(ProblemException.class, () -> NodeLock.acquire(directory));
            Process other = other();
            String said = new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(0, other.waitFor());
            assertEquals("ALREADY_RUNNING " + ProcessHandle.current().pid(), said.strip());
        }
        Process other = other();
        assertEquals(
                "free",
                new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip());
    }

    private Process other() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static final class Taker {
        private Taker() {}

        public static void main(String[] args) {
            try (NodeLock _ = NodeLock.acquire(Path.of(args[0]))) {
                System.out.println("free");
            } catch (ProblemException e) {
                String detail = e.problem().detail();
                System.out.println(e.problem().code() + " " + detail.replaceAll(".*process (\\d+)\\.", "$1"));
            }
        }
    }
}
