package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Find listings by words. Searches on this machine only: nobody learns what you look for.")
final class SearchCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "words; none lists the newest")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "at most so many (default 20)")
    private int limit;

    @Option(names = "--mine", description = "only what I sell")
    private boolean mine;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            String query =
                    "?limit=" + limit + (mine ? "&mine=true" : "") + "&q=" + NodeApi.encoded(String.join(" ", words));
            JsonNode found = node.get("/listings" + query);
            Output output = session.output();
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode listing : found.path("listings")) {
                rows.add(List.of(
                        listing.path("id").asText(),
                        Output.money(listing.path("price"), listing.path("token")),
                        Output.bytes(listing.path("size").asLong()),
                        listing.path("sellerOnline").asBoolean() ? "online" : "away",
                        listing.path("title").asText()));
            }
            if (rows.isEmpty()) {
                output.say("Nothing found. See everything with: peer search");
            } else {
                output.table(List.of("ID", "PRICE", "SIZE", "SELLER", "TITLE"), rows);
            }
            output.document(found);
        }
        return 0;
    }
}
