package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "The peers this node is linked with, how, and why the last ones left.")
final class PeersCommand implements Callable<Integer> {
    private static final int SHOWN = 8;

    @Mixin
    private Session session;

    @Override
    public Integer call() {
        Output output = session.output();
        try (NodeApi node = session.node()) {
            JsonNode all = node.get("/peers");
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode peer : all.path("peers")) {
                rows.add(List.of(
                        peer.path("nodeId").asText(),
                        peer.path("direction").asText(),
                        peer.path("carrier").asText() + " " + peer.path("way").asText(),
                        peer.path("address").asText(),
                        since(peer.path("connectedSince")),
                        Output.bytes(peer.path("bytesIn").asLong()),
                        Output.bytes(peer.path("bytesOut").asLong()),
                        peer.path("agent").asText()));
            }
            output.table(List.of("NODE", "WHO DIALLED", "BY", "ADDRESS", "SINCE", "CAME", "WENT", "PROGRAM"), rows);
            left(output, all.path("left"));
            output.document(all);
        }
        return 0;
    }

    private static void left(Output output, JsonNode left) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode one : left) {
            if (rows.size() < SHOWN) {
                rows.add(List.of(
                        one.path("nodeId").asText(),
                        one.path("address").asText(),
                        since(one.path("at")),
                        one.path("byThem").asBoolean() ? "they" : "we",
                        one.path("reason").asText() + ": " + one.path("text").asText()));
            }
        }
        if (!rows.isEmpty()) {
            output.say("");
            output.table(List.of("LEFT", "ADDRESS", "WHEN", "WHO", "WHY"), rows);
        }
    }

    private static String since(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.asLong()).toString();
    }
}
