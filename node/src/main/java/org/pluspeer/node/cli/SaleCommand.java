package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "sale",
        mixinStandardHelpOptions = true,
        description = "What others buy from you.",
        subcommands = {SaleCommand.ListAll.class, SaleCommand.Show.class})
final class SaleCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/sales");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode sale : all.path("sales")) {
                    rows.add(List.of(
                            sale.path("id").asText(),
                            sale.path("state").asText(),
                            Output.money(sale.path("price"), sale.path("token")),
                            sale.path("title").asText()));
                }
                session.output().table(List.of("ID", "STATE", "PRICE", "TITLE"), rows);
                session.output().document(all);
            }
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One, step by step.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode sale = node.get("/sales/" + NodeApi.encoded(id));
                session.output()
                        .say(sale.path("title").asText() + ": "
                                + sale.path("state").asText());
                Steps.say(session.output(), sale.path("steps"));
                session.output().document(sale);
            }
            return 0;
        }
    }
}
