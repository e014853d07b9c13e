package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description =
                "Keep the encrypted content of a listing that is sold --shared, and serve it to its buyers, free or for "
                        + "pay; you can't read it. Without a listing: what you seed.",
        footer = {"", "Example:  peer seed ID --price 0.05;  peer seed list;  peer seed ID --stop"})
final class SeedCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "a listing's id, or list")
    private @Nullable String id;

    @Option(names = "--stop", description = "serve it no more, and delete it")
    private boolean stop;

    @Option(
            names = "--price",
            paramLabel = "PER-GiB",
            description =
                    "what a GiB of it costs others, such as 0.05; 0 for free (default: free, or as before). Each is "
                            + "given 16 MiB at most ahead of its pay")
    private @Nullable String price;

    @Option(
            names = "--token",
            paramLabel = "SYMBOL",
            description = "what it is paid in; buyers pay in the listing's only (default: the listing's)")
    private @Nullable String token;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            Output output = session.output();
            String listing = id;
            if (listing == null || listing.equals("list")) {
                if (stop) {
                    throw new ProblemException(Problem.Code.BAD_REQUEST, "--stop takes the listing to stop");
                }
                list(node, output);
            } else if (stop) {
                JsonNode seed = node.delete("/seeds/" + NodeApi.encoded(listing));
                output.say("You don't serve “" + seed.path("title").asText() + "” any more.");
                output.document(seed);
            } else {
                JsonNode seed = node.post("/seeds", order(node, listing));
                output.say("Serving “" + seed.path("title").asText() + "”: "
                        + Output.bytes(seed.path("held").asLong()) + " of "
                        + Output.bytes(seed.path("size").asLong()) + " are here; the rest is fetched.");
                output.say("A GiB costs others " + price(seed) + ".");
                output.document(seed);
            }
        }
        return 0;
    }

    private Map<String, Object> order(NodeApi node, String listing) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("listing", listing);
        String wanted = price;
        if (wanted != null) {
            JsonNode money = token == null
                    ? node.get("/listings/" + NodeApi.encoded(listing)).path("token")
                    : Tokens.choose(node, Optional.of(token));
            order.put(
                    "perGib",
                    Amount.parseDecimal(wanted, money.path("decimals").asInt()).toString());
            order.put("token", money.path("address").asText());
        } else if (token != null) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--token goes with --price");
        }
        return order;
    }

    private static String price(JsonNode seed) {
        JsonNode price = seed.path("price");
        return price.path("perGib").asText("0").equals("0")
                ? "nothing"
                : Output.money(price.path("perGib"), price.path("token"));
    }

    private static String earned(JsonNode seed) {
        JsonNode price = seed.path("price");
        return price.has("earned") ? Output.money(price.path("earned"), price.path("token")) : "";
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
                    Output.bytes(seed.path("given").asLong()),
                    price(seed),
                    earned(seed)));
        }
        output.table(List.of("LISTING", "TITLE", "STATE", "HERE", "GIVEN ON", "A GIB", "EARNED"), rows);
        List<List<String>> parts = new ArrayList<>();
        JsonNode earnings = node.get("/seeds/earnings");
        for (JsonNode part : earnings.path("parts")) {
            parts.add(List.of(
                    part.path("listing").asText(),
                    part.path("payer").asText(),
                    Output.money(part.path("amount"), part.path("token"))));
        }
        if (!parts.isEmpty()) {
            output.table(List.of("LISTING", "PAID BY", "EARNED"), parts);
        }
        ((ObjectNode) seeds).set("earnings", earnings.path("parts"));
        output.document(seeds);
    }
}
