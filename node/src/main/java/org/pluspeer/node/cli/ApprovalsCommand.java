package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        description = "What waits for your yes, and what was decided.",
        subcommands = {
            ApprovalsCommand.ListAll.class,
            ApprovalsCommand.Show.class,
            ApprovalsCommand.Approve.class,
            ApprovalsCommand.Deny.class,
            ApprovalsCommand.Log.class
        })
final class ApprovalsCommand {
    private static void say(Output output, JsonNode approval) {
        output.say(
                approval.path("title").asText() + ": " + approval.path("state").asText());
        output.say("Asked by   " + approval.path("asker").path("name").asText());
        output.say("Account    " + approval.path("account").asText());
        for (JsonNode line : approval.path("lines")) {
            output.say(line.path("label").asText() + "   " + line.path("value").asText());
        }
        for (JsonNode spend : approval.path("spends")) {
            output.say("Pays       " + Output.money(spend.path("amount"), spend.path("token")) + " to "
                    + spend.path("to").asText());
        }
        if (!approval.path("gas").asText("0").equals("0")) {
            output.say("Gas        at most " + Output.ether(approval.path("gas")));
        }
        output.say("Stopped by " + approval.path("rule").asText() + ": "
                + approval.path("reason").asText());
        output.say(
                "Until      " + Instant.ofEpochSecond(approval.path("expiresAt").asLong()));
        if (approval.hasNonNull("result")) {
            output.say("Result     " + approval.path("result").asText());
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "What waits, then what is over.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/approvals");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode approval : all.path("approvals")) {
                    rows.add(List.of(
                            approval.path("id").asText(),
                            approval.path("state").asText(),
                            approval.path("asker").path("name").asText(),
                            approval.path("title").asText()));
                }
                session.output().table(List.of("ID", "STATE", "ASKED BY", "WHAT"), rows);
                session.output().document(all);
            }
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One, with all there is to know.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode approval = node.get("/approvals/" + NodeApi.encoded(id));
                say(session.output(), approval);
                session.output().document(approval);
            }
            return 0;
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Say yes: it is carried out once, up to what is shown.")
    static final class Approve implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode approval = node.post("/approvals/" + NodeApi.encoded(id) + "/approve", Map.of());
                say(session.output(), approval);
                session.output().document(approval);
                return approval.path("state").asText().equals("done") ? 0 : 1;
            }
        }
    }

    @Command(name = "deny", mixinStandardHelpOptions = true, description = "Say no.")
    static final class Deny implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode approval = node.post("/approvals/" + NodeApi.encoded(id) + "/deny", Map.of());
                session.output().say("Denied. Nothing was signed.");
                session.output().document(approval);
            }
            return 0;
        }
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            description = "Every decision of your rules: what was asked by whom, what came of it, and by which rule.")
    static final class Log implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "at most so many (default 50)")
        private int limit;

        @Option(names = "--cursor", paramLabel = "CURSOR", description = "as \"next\" of an earlier page has it")
        private @Nullable String cursor;

        @Option(names = "--app", paramLabel = "ID", description = "of one program alone")
        private @Nullable String app;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode page = node.get("/decisions?limit=" + limit
                        + (cursor == null ? "" : "&cursor=" + NodeApi.encoded(cursor))
                        + (app == null ? "" : "&app=" + NodeApi.encoded(app)));
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode decision : page.path("decisions")) {
                    rows.add(List.of(
                            Instant.ofEpochSecond(decision.path("at").asLong()).toString(),
                            decision.path("asker").path("name").asText(),
                            decision.path("purpose").asText(),
                            decision.path("outcome").asText(),
                            decision.path("rule").asText()
                                    + (decision.hasNonNull("reason")
                                            ? ". " + decision.path("reason").asText()
                                            : "")));
                }
                session.output().table(List.of("WHEN", "ASKED BY", "FOR", "OUTCOME", "RULE"), rows);
                if (page.hasNonNull("next")) {
                    session.output().say("Older: --cursor " + page.path("next").asText());
                }
                session.output().document(page);
            }
            return 0;
        }
    }
}
