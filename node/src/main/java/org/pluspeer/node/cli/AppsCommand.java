package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apps",
        mixinStandardHelpOptions = true,
        description = "The programs that may use this node, each with its own token and budget.",
        subcommands = {AppsCommand.ListAll.class, AppsCommand.Add.class, AppsCommand.Revoke.class})
final class AppsCommand {
    private static final int DAY_SECONDS = 86_400;

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, the newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/apps");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode app : all.path("apps")) {
                    rows.add(List.of(
                            app.path("id").asText(),
                            app.path("name").asText(),
                            app.path("state").asText(),
                            words(app.path("scopes")),
                            spent(app.path("budgets")),
                            time(app.path("lastUsedAt")),
                            time(app.path("expiresAt"))));
                }
                session.output()
                        .table(List.of("ID", "NAME", "STATE", "MAY", "SPENT TODAY", "LAST USED", "UNTIL"), rows);
                session.output().document(all);
            }
            return 0;
        }

        private static String words(JsonNode list) {
            List<String> words = new ArrayList<>();
            list.forEach(word -> words.add(word.asText()));
            return String.join(",", words);
        }

        private static String spent(JsonNode budgets) {
            List<String> sums = new ArrayList<>();
            for (JsonNode budget : budgets) {
                sums.add(Output.money(budget.path("spentToday"), budget.path("token")) + " of "
                        + Output.money(budget.path("perDay"), budget.path("token")));
            }
            return String.join(", ", sums);
        }

        private static String time(JsonNode seconds) {
            return seconds.isNumber() ? Instant.ofEpochSecond(seconds.asLong()).toString() : "never";
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Pair a program: prints its token, once. Without a budget it gets a small one.")
    static final class Add implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "NAME", description = "for you to know it by")
        private String name;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                split = ",",
                required = true,
                description = "what it may: read, sell, buy, spend, sign")
        private List<String> scopes;

        @Option(names = "--per-payment", paramLabel = "AMOUNT", description = "at most so much at once, such as 1.50")
        private @Nullable String perPayment;

        @Option(names = "--per-day", paramLabel = "AMOUNT", description = "at most so much a day")
        private @Nullable String perDay;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
        private @Nullable String token;

        @Option(names = "--days", paramLabel = "N", description = "until it ends (default 30, at most 366)")
        private @Nullable Integer days;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                Map<String, Object> wanted = new LinkedHashMap<>();
                wanted.put("name", name);
                wanted.put("scopes", scopes);
                budget(node).ifPresent(budget -> wanted.put("budgets", List.of(budget)));
                if (days != null) {
                    wanted.put("expiresAt", System.currentTimeMillis() / 1000 + (long) days * DAY_SECONDS);
                }
                JsonNode paired = node.post("/apps", wanted);
                session.output().say("Paired as " + paired.path("id").asText() + ". Its token, shown this once:");
                session.output().say(paired.path("token").asText());
                session.output().document(paired);
            }
            return 0;
        }

        private Optional<Map<String, Object>> budget(NodeApi node) {
            String day = perDay;
            if (day == null && perPayment == null && token == null) {
                return Optional.empty();
            }
            if (day == null) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "a budget needs --per-day");
            }
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            int decimals = money.path("decimals").asInt();
            Amount most = Amount.parseDecimal(day, decimals);
            Amount one = perPayment == null ? most : Amount.parseDecimal(perPayment, decimals);
            return Optional.of(Map.of(
                    "token", money.path("address").asText(),
                    "perPayment", one.toString(),
                    "perDay", most.toString()));
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "End one, at once.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode revoked = node.delete("/apps/" + NodeApi.encoded(id));
                session.output().say("Revoked. What it had paid for goes on.");
                session.output().document(revoked);
            }
            return 0;
        }
    }
}
