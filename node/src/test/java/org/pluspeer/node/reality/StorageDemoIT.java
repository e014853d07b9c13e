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
import org.pluspeer.wallet.eth.Amount;

/** A month of storage as a user runs it: five processes, a real chain, a disk that is really deleted. */
class StorageDemoIT {
    @TempDir
    Path scratch;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aKeeperThatLosesItsDiskPaysAndAnotherTakesItsPlace() {
        Program.Ran ran = Program.run(
                scratch, List.of("demo", "--once", "--json", "--story", "storage", "--directory", scratch.toString()));
        Sentences.assertNoTrace(ran.err());
        assertEquals(0, ran.exit(), ran::toString);
        JsonNode document = ran.document();
        assertTrue(document.path("unchanged").asBoolean(), ran::toString);
        assertTrue(document.path("conserved").asBoolean(), ran::toString);
        assertTrue(document.path("blocks").asLong() <= 1500, ran::toString);
        assertTrue(document.path("days").asLong() >= 30, ran::toString);
        int defaulted = 0;
        Amount lost = Amount.ZERO;
        for (JsonNode deal : document.path("deals")) {
            if (deal.path("state").asText().equals("defaulted")) {
                defaulted++;
                lost = lost.plus(Amount.parseUnits(deal.path("price").asText()))
                        .plus(Amount.parseUnits(deal.path("collateral").asText()));
            } else {
                assertEquals(deal.path("epochs").asInt(), deal.path("proven").asInt(), ran::toString);
            }
        }
        assertEquals(4, document.path("deals").size());
        assertEquals(1, defaulted);
        // Nothing was burnt here, so all that the lost deal held is the owner's.
        assertEquals("0", document.path("burnt").asText());
        assertEquals(
                lost.toString(), document.path("money").path(0).path("ledger").asText());
    }
}
