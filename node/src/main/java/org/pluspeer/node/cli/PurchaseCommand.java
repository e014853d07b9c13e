package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "purchase",
        mixinStandardHelpOptions = true,
        description = "What you bought and are buying.",
        subcommands = {
            PurchaseCommand.ListAll.class,
            PurchaseCommand.Show.class,
            PurchaseCommand.Watch.class,
            PurchaseCommand.Cancel.class
        })
final class PurchaseCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/purchases");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode purchase : all.path("purchases")) {
                    rows.add(List.of(
                            purchase.path("id").asText(),
                            purchase.path("state").asText(),
                            purchase.path("title").asText()));
                }
                session.output().table(List.of("ID", "STATE", "TITLE"), rows);
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
                JsonNode purchase = node.get("/purchases/" + NodeApi.encoded(id));
                Output output = session.output();
                output.say(purchase.path("title").asText() + ": "
                        + purchase.path("state").asText());
                Steps.say(output, purchase.path("steps"));
                for (JsonNode source : purchase.path("progress").path("sources")) {
                    if (source.has("dropped")) {
                        output.say("Asked no more: " + source.path("kind").asText() + " "
                                + source.path("address").asText() + ", "
                                + source.path("why").asText() + ".");
                    }
                }
                output.say(purchase.path("moneySafe").asText());
                output.document(purchase);
            }
            return 0;
        }
    }

    @Command(name = "watch", mixinStandardHelpOptions = true, description = "Follow one to its end.")
    static final class Watch implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode ended = new PurchaseWatch(node, session.output()).untilEnded(NodeApi.encoded(id));
                session.output().document(ended);
                return BuyCommand.conclude(session.output(), ended);
            }
        }
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Stop one that is not paid yet.")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode purchase = node.post("/purchases/" + NodeApi.encoded(id) + "/cancel", Map.of());
                session.output().say(purchase.path("moneySafe").asText());
                session.output().document(purchase);
            }
            return 0;
        }
    }
}
