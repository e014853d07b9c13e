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

/** Bandwidth for pay as a user runs it: five processes, a real chain, and an owner that is killed before the transfer. */
class SeedersDemoIT {
    @TempDir
    Path scratch;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void threeSeedersArePaidForWhatTheyGaveWhileTheOwnerIsGone() {
        Program.Ran ran = Program.run(
                scratch, List.of("demo", "--once", "--json", "--story", "seeders", "--directory", scratch.toString()));
        Sentences.assertNoTrace(ran.err());
        assertEquals(0, ran.exit(), ran::toString);
        JsonNode document = ran.document();
        for (String claim : List.of("ownerGone", "unchanged", "asServed", "reconciled")) {
            assertTrue(document.path(claim).asBoolean(), ran::toString);
        }
        assertEquals(3, document.path("seeders").size(), ran::toString);
        document.path("seeders").forEach(seeder -> {
            assertTrue(seeder.path("bytes").asLong() > 0, ran::toString);
            assertEquals(seeder.path("worth").asText(), seeder.path("chain").asText(), ran::toString);
        });
    }
}
