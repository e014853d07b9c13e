package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.pluspeer.node.OfflineCheckup;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look at all that the running node needs, and say what to do. Ends with 1 if something fails.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Override
    public Integer call() {
        Output output = session.output();
        JsonNode found = found();
        for (JsonNode finding : found.path("findings")) {
            output.say(sign(finding.path("health").asText()) + " "
                    + String.format("%-8s", finding.path("name").asText())
                    + finding.path("sentence").asText());
            if (finding.path("advice").isTextual()) {
                output.say("            " + finding.path("advice").asText());
            }
        }
        for (JsonNode refused : found.path("refused")) {
            output.say("            " + refused.path("kind").asText() + " "
                    + refused.path("reason").asText() + ": "
                    + refused.path("count").asText());
        }
        output.document(found);
        return found.path("health").asText().equals("failed") ? 1 : 0;
    }

    private JsonNode found() {
        try (NodeApi node = session.node()) {
            return node.get("/doctor");
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.NOT_RUNNING) {
                throw e;
            }
            return Json.tree(Json.write(OfflineCheckup.look(session.directory())));
        }
    }

    /** A word, not a colour. */
    private static String sign(String health) {
        return switch (health) {
            case "ok" -> "ok ";
            case "attention" -> "!  ";
            default -> "BAD";
        };
    }
}
