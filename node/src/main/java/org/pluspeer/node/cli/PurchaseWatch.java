package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;

/** Follows a purchase to its end by the node's bell, saying each step once. */
public final class PurchaseWatch {
    /** States in which nothing more happens. */
    public static final Set<String> ENDS = Set.of("delivered", "refunded", "cancelled", "failed");

    private final NodeApi node;
    private final Output output;
    private final Set<String> said = new HashSet<>();
    private int percent = -1;

    public PurchaseWatch(NodeApi node, Output output) {
        this.node = node;
        this.output = output;
    }

    public JsonNode untilEnded(String id) {
        long known = 0;
        while (true) {
            JsonNode purchase = node.get("/purchases/" + id);
            report(purchase);
            if (ENDS.contains(purchase.path("state").asText())) {
                return purchase;
            }
            known = node.get("/events?wait=20&since=" + known).path("last").asLong();
        }
    }

    private void report(JsonNode purchase) {
        for (JsonNode step : purchase.path("steps")) {
            if (step.path("done").asBoolean() && said.add(step.path("name").asText())) {
                output.note("  ✓ " + step.path("title").asText());
            }
        }
        JsonNode progress = purchase.path("progress");
        long total = progress.path("total").asLong();
        int now = total == 0 ? 0 : (int) (progress.path("bytes").asLong() * 100 / total);
        if (purchase.path("state").asText().equals("fetching") && now / 25 > percent / 25) {
            percent = now;
            output.note("    " + now + " % of " + Output.bytes(total) + " fetched");
        }
    }
}
