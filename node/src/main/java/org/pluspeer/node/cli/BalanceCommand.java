package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "balance", mixinStandardHelpOptions = true, description = "Earned, pending, at risk, claimable, spent.")
final class BalanceCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            JsonNode balance = node.get("/balance");
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode sum : balance.path("tokens")) {
                JsonNode token = sum.path("token");
                rows.add(List.of(
                        token.path("symbol").asText(),
                        Output.money(sum.path("earned"), token),
                        Output.money(sum.path("pending"), token),
                        Output.money(sum.path("atRisk"), token),
                        Output.money(sum.path("claimable"), token),
                        Output.money(sum.path("spent"), token)));
            }
            session.output().table(List.of("TOKEN", "EARNED", "PENDING", "AT RISK", "CLAIMABLE", "SPENT"), rows);
            session.output().document(balance);
        }
        return 0;
    }
}
