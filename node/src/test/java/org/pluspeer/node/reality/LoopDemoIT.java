package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The circle as a user runs it: five processes, a real chain, and an owner that is killed between offer and payment. */
class LoopDemoIT {
    @TempDir
    Path scratch;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void salesPayForAKeeperThatServesTheNextBuyerWhileTheOwnerIsGone() {
        Program.Ran ran = Program.run(
                scratch, List.of("demo", "--once", "--json", "--story", "loop", "--directory", scratch.toString()));
        Sentences.assertNoTrace(ran.err());
        assertEquals(0, ran.exit(), ran::toString);
        JsonNode document = ran.document();
        for (String claim : List.of("unchanged", "conserved", "asAgreed")) {
            assertTrue(document.path(claim).asBoolean(), ran::toString);
        }
        assertEquals("3000000", document.path("savings").asText(), ran::toString);
        assertEquals(1_500_003, document.path("fromReplica").asLong(), ran::toString);
        assertEquals(3, document.path("steps").size(), ran::toString);
        assertEquals(
                "paid",
                document.path("steps")
                        .valueStream()
                        .filter(step -> step.path("outlet").asText().equals("availability"))
                        .findFirst()
                        .orElseThrow()
                        .path("state")
                        .asText(),
                ran::toString);
    }
}
