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

@Command(
        name = "balance",
        mixinStandardHelpOptions = true,
        description = "Earned, pending, at risk, claimable, spent: of each token, and by what it came from.")
final class BalanceCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("earned", "pending", "atRisk", "claimable", "spent");

    @Mixin
    private Session session;

    @Option(names = "--totals", description = "without the lines for each source")
    private boolean totals;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            JsonNode balance = node.get("/balance");
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode sum : balance.path("tokens")) {
                JsonNode token = sum.path("token");
                rows.add(row(token.path("symbol").asText(), sum, token));
                if (!totals) {
                    sum.path("sources")
                            .forEach(source ->
                                    rows.add(row("  " + source.path("source").asText(), source, token)));
                }
            }
            session.output().table(List.of("TOKEN", "EARNED", "PENDING", "AT RISK", "CLAIMABLE", "SPENT"), rows);
            session.output().document(balance);
        }
        return 0;
    }

    private static List<String> row(String name, JsonNode sums, JsonNode token) {
        List<String> row = new ArrayList<>(List.of(name));
        PARTS.forEach(part -> row.add(Output.money(sums.path(part), token)));
        return row;
    }
}
