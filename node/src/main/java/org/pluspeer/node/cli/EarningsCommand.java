package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "earnings",
        mixinStandardHelpOptions = true,
        description = "What was earned and spent, by day (UTC) and by what it came from.")
final class EarningsCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Option(names = "--days", paramLabel = "N", defaultValue = "30", description = "the last so many (default 30)")
    private int days;

    @Option(names = "--csv", paramLabel = "FILE", description = "write all of it to a table instead")
    private @Nullable Path csv;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            Path file = csv;
            return file == null ? show(node) : export(node, file);
        }
    }

    private int show(NodeApi node) {
        JsonNode balance = node.get("/balance");
        Map<String, JsonNode> tokens = new HashMap<>();
        balance.path("tokens")
                .forEach(sum -> tokens.put(sum.path("token").path("address").asText(), sum.path("token")));
        String from =
                LocalDate.now(ZoneOffset.UTC).minusDays(Math.max(1, days) - 1L).toString();
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode day : balance.path("days")) {
            JsonNode token = tokens.get(day.path("token").asText());
            if (token == null || day.path("day").asText().compareTo(from) < 0) {
                continue;
            }
            shown.add(day);
            for (JsonNode share : day.path("sources")) {
                rows.add(List.of(
                        day.path("day").asText(),
                        share.path("source").asText(),
                        Output.money(share.path("earned"), token),
                        Output.money(share.path("spent"), token)));
            }
        }
        session.output().table(List.of("DAY", "FROM", "EARNED", "SPENT"), rows);
        session.output().document(Map.of("days", shown));
        return 0;
    }

    private int export(NodeApi node, Path file) {
        String url = node.post("/balance/export", Map.of()).path("url").asText();
        Path saved = node.download(url, file.toAbsolutePath());
        session.output().say(saved.toString());
        session.output().document(Map.of("path", saved.toString()));
        return 0;
    }
}
