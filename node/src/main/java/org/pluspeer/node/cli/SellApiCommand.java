package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        description = "Sell calls of a service that you run. Callers pay by x402; no change in the service is needed.",
        footer = {"", "Example:  peer sell api http://localhost:3000 --price 0.002 --title 'Tram times'"})
final class SellApiCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "URL", description = "where the service runs, such as http://localhost:3000")
    private String target;

    @Option(names = "--price", required = true, paramLabel = "AMOUNT", description = "for one call, such as 0.002")
    private String price;

    @Option(
            names = "--token",
            paramLabel = "SYMBOL",
            description = "what it is paid in; it has to take signed payments (default: the first token)")
    private @Nullable String token;

    @Option(names = "--name", paramLabel = "NAME", description = "its path (default: made of the title)")
    private @Nullable String name;

    @Option(names = "--title", paramLabel = "TEXT", description = "default: the service's address")
    private @Nullable String title;

    @Option(names = "--description", paramLabel = "TEXT", description = "what it does, for whom")
    private String description = "";

    @Option(names = "--tags", split = ",", paramLabel = "TAG", description = "words to find it by, with commas")
    private List<String> tags = List.of();

    @Option(names = "--openapi", paramLabel = "FILE", description = "its OpenAPI document; anybody may read it")
    private @Nullable Path openapi;

    @Option(names = "--valid-days", paramLabel = "N", defaultValue = "90", description = "for how long (default 90)")
    private int validDays;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("target", target);
            body.put(
                    "price",
                    Amount.parseDecimal(price, money.path("decimals").asInt()).toString());
            body.put("token", money.path("address").asText());
            body.put(
                    "title",
                    title == null
                            ? target.replaceFirst("^https?://", "")
                                    .replaceAll("[^A-Za-z0-9.-]+", " ")
                                    .strip()
                            : title);
            body.put("description", description);
            body.put("tags", tags);
            body.put("validDays", validDays);
            body.put("idempotencyKey", UUID.randomUUID().toString());
            if (name != null) {
                body.put("name", name);
            }
            if (openapi != null) {
                body.put("openapi", openapi.toAbsolutePath().toString());
            }
            JsonNode sold = node.post("/services", body);
            Output output = session.output();
            output.say("Each call costs " + Output.money(sold.path("price"), sold.path("token"))
                    + "; you pay the gas of taking it, one transaction a call.");
            output.say("Name     " + sold.path("name").asText());
            output.say("Callers  " + sold.path("url").asText());
            output.say("Listing  " + sold.path("listing").asText());
            output.document(sold);
        }
        return 0;
    }
}
