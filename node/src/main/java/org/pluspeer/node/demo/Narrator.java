package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import org.pluspeer.node.client.Output;

/** Tells the story in plain words while it happens, and sums it up. */
final class Narrator {
    private final Output output;

    Narrator(Output output) {
        this.output = output;
    }

    void step(String line) {
        if (output.isJson()) {
            output.note("• " + line);
        } else {
            output.say("• " + line);
        }
    }

    void detail(String line) {
        if (!output.isJson()) {
            output.say("    " + line);
        }
    }

    void listing(JsonNode listing) {
        JsonNode sample = listing.path("samples").path(0);
        detail("“" + listing.path("title").asText() + "”, "
                + Output.bytes(listing.path("size").asLong()) + ", "
                + Output.money(listing.path("price"), listing.path("token")) + ", licence: "
                + listing.path("licence").asText());
        String text = sample.path("text").asText("");
        text.lines().limit(3).forEach(line -> detail("│ " + (line.length() > 96 ? line.substring(0, 96) + "…" : line)));
        detail(
                sample.path("verified").asBoolean()
                        ? "The sample is checked: these bytes belong to the signed content."
                        : "The sample does not check out.");
    }

    void cost(JsonNode cost) {
        JsonNode token = cost.path("token");
        detail("price " + Output.money(cost.path("price"), token) + ", fees " + Output.money(cost.path("fee"), token)
                + ", gas at most " + Output.ether(cost.path("gas")));
        detail("in all " + Output.money(cost.path("total"), token) + " and the gas; the seller's bond is "
                + Output.money(cost.path("bond"), token));
    }

    void steps(String who, JsonNode steps) {
        for (JsonNode step : steps) {
            if (step.path("done").asBoolean()) {
                JsonNode transaction = step.path("transaction");
                detail(who + ": " + step.path("title").asText()
                        + (transaction.has("gasUsed")
                                ? "  [" + transaction.path("name").asText() + ", "
                                        + transaction.path("gasUsed").asText() + " gas]"
                                : ""));
            }
        }
    }
}
