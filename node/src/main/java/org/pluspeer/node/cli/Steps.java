package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.pluspeer.node.client.Output;

/** The timeline of a purchase or sale, a line a step. */
final class Steps {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Steps() {}

    static void say(Output output, JsonNode steps) {
        for (JsonNode step : steps) {
            JsonNode transaction = step.path("transaction");
            output.say((step.path("done").asBoolean() ? "  ✓ " : "  … ")
                    + TIME.format(Instant.ofEpochSecond(step.path("at").asLong())) + "  "
                    + step.path("title").asText()
                    + (transaction.has("hash")
                            ? "  [" + transaction.path("name").asText() + " "
                                    + transaction.path("hash").asText() + "]"
                            : ""));
        }
    }
}
