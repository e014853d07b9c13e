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
        name = "service",
        mixinStandardHelpOptions = true,
        description = "Services that you sell by the call; sell one with: peer sell api",
        subcommands = {
            ServicesCommand.ListAll.class,
            ServicesCommand.Show.class,
            ServicesCommand.End.class,
            ServicesCommand.Paid.class
        })
final class ServicesCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/services");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode one : all.path("services")) {
                    rows.add(List.of(
                            one.path("name").asText(),
                            Output.money(one.path("price"), one.path("token")),
                            one.path("calls").asText(),
                            Output.money(one.path("earned"), one.path("token")),
                            one.path("url").asText()));
                }
                session.output().table(List.of("NAME", "PRICE", "CALLS", "EARNED", "CALLERS ASK"), rows);
                session.output().document(all);
            }
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One, with what it earned.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode one = node.get("/services/" + NodeApi.encoded(name));
                Output output = session.output();
                output.say(one.path("title").asText());
                output.say("Callers  " + one.path("url").asText());
                output.say(
                        one.has("file")
                                ? "File     " + one.path("file").asText()
                                : "Service  " + one.path("target").asText());
                output.say("Price    " + Output.money(one.path("price"), one.path("token"))
                        + (one.has("file") ? "" : " a call"));
                output.say("Calls    " + one.path("calls").asText());
                output.say("Earned   " + Output.money(one.path("earned"), one.path("token")));
                output.say("Owed     " + Output.money(one.path("owed"), one.path("token")));
                output.document(one);
            }
            return 0;
        }
    }

    @Command(name = "paid", mixinStandardHelpOptions = true, description = "What you paid for calls of others.")
    static final class Paid implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/fetch?limit=100");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode one : all.path("payments")) {
                    rows.add(List.of(
                            java.time.Instant.ofEpochSecond(one.path("at").asLong())
                                    .toString(),
                            Output.money(one.path("amount"), one.path("token")),
                            one.path("status").asText("no answer"),
                            one.path("method").asText() + " " + one.path("url").asText()));
                }
                session.output().table(List.of("WHEN", "PAID", "STATUS", "FOR"), rows);
                session.output().document(all);
            }
            return 0;
        }
    }

    @Command(name = "end", mixinStandardHelpOptions = true, description = "Sell it no more.")
    static final class End implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode ended = node.delete("/services/" + NodeApi.encoded(name));
                session.output().say("It is not sold any more: " + name);
                session.output().document(ended);
            }
            return 0;
        }
    }
}
