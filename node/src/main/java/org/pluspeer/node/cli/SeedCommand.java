package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description =
                "Keep the encrypted content of a listing that is sold --shared, and serve it to its buyers; you can't "
                        + "read it, and nothing is charged. Without a listing: what you seed.",
        footer = {"", "Example:  peer seed ID;  peer seed;  peer seed ID --stop"})
final class SeedCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "a listing's id")
    private @Nullable String id;

    @Option(names = "--stop", description = "serve it no more, and delete it")
    private boolean stop;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            Output output = session.output();
            if (id == null) {
                if (stop) {
                    throw new ProblemException(Problem.Code.BAD_REQUEST, "--stop takes the listing to stop");
                }
                list(node, output);
            } else if (stop) {
                JsonNode seed = node.delete("/seeds/" + NodeApi.encoded(id));
                output.say("You don't serve “" + seed.path("title").asText() + "” any more.");
                output.document(seed);
            } else {
                JsonNode seed = node.post("/seeds", Map.of("listing", id));
                output.say("Serving “" + seed.path("title").asText() + "”: "
                        + Output.bytes(seed.path("held").asLong()) + " of "
                        + Output.bytes(seed.path("size").asLong()) + " are here; the rest is fetched.");
                output.document(seed);
            }
        }
        return 0;
    }

    private static void list(NodeApi node, Output output) {
        JsonNode seeds = node.get("/seeds");
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode seed : seeds.path("seeds")) {
            rows.add(List.of(
                    seed.path("listing").asText(),
                    seed.path("title").asText(),
                    seed.path("state").asText(),
                    Output.bytes(seed.path("held").asLong()) + " of "
                            + Output.bytes(seed.path("size").asLong()),
                    Output.bytes(seed.path("given").asLong())));
        }
        output.table(List.of("LISTING", "TITLE", "STATE", "HERE", "GIVEN ON"), rows);
        output.document(seeds);
    }
}
