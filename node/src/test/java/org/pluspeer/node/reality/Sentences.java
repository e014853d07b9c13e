package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/** How a failure may look: one sentence with its code, never what a programmer would need. */
final class Sentences {
    private static final Pattern TRACE =
            Pattern.compile("^\\s+at [\\w.$/]+\\(|Exception|^Caused by|java\\.lang\\.", Pattern.MULTILINE);

    private Sentences() {}

    static void assertNoTrace(String err) {
        assertFalse(TRACE.matcher(err).find(), () -> "a stack trace or a class name:\n" + err);
    }

    /** One line that begins with {@code peer:}; and no trace. */
    static void assertPlain(Program.Ran ran) {
        assertNoTrace(ran.err());
        assertNoTrace(ran.out());
        long sentences =
                ran.err().lines().filter(line -> line.startsWith("peer: ")).count();
        assertTrue(sentences == 1, () -> "one sentence on standard error, not " + sentences + ":\n" + ran.err());
    }
}
