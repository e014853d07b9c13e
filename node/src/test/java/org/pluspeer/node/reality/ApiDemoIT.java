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

/** The story of calls, as anybody can play it: both ways of paying, and a seller that is killed in their midst. */
class ApiDemoIT {
    @TempDir
    Path scratch;

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void whatTheChainPaidIsWhatTheServiceAnswered() {
        Program.Ran ran = Program.run(
                scratch, List.of("demo", "--once", "--json", "--story", "api", "--directory", scratch.toString()));
        Sentences.assertNoTrace(ran.err());
        assertEquals(0, ran.exit(), ran::toString);
        JsonNode document = ran.document();
        assertTrue(document.path("conserved").asBoolean(), ran::toString);
        assertTrue(document.path("asAgreed").asBoolean(), ran::toString);
        assertEquals(2_000, document.path("logged").asLong(), ran::toString);
        assertEquals(1, document.path("deposits").asInt(), ran::toString);
        assertEquals(1, document.path("claims").asInt(), ran::toString);
        assertEquals(
                String.valueOf(2_000L * document.path("logged").asLong()),
                document.path("charged").asText());
    }
}
