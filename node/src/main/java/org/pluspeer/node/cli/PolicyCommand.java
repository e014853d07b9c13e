package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Your spending rules: what may go out without asking you.",
        subcommands = {PolicyCommand.Show.class, PolicyCommand.Set.class})
final class PolicyCommand {
    private static void say(Output output, JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        int at = 0;
        for (JsonNode budget : answer.path("policy").path("budgets")) {
            JsonNode token = answer.path("tokens").path(at++);
            rows.add(List.of(
                    token.path("symbol").asText(),
                    Output.money(budget.path("perPayment"), token),
                    Output.money(budget.path("perCounterpartyDay"), token),
                    Output.money(budget.path("perDay"), token)));
        }
        output.table(List.of("TOKEN", "A PAYMENT", "TO ONE, A DAY", "A DAY"), rows);
        JsonNode policy = answer.path("policy");
        output.say("Gas: " + Output.ether(policy.path("gasPerTransaction")) + " a transaction, "
                + Output.ether(policy.path("gasPerDay")) + " a day. All else is asked for.");
        if (policy.hasNonNull("expiresAt")) {
            output.say("Until " + Instant.ofEpochSecond(policy.path("expiresAt").asLong()));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "As they are.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode answer = node.get("/policy");
                say(session.output(), answer);
                session.output().document(answer);
            }
            return 0;
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Replace them by a file of JSON, or set one token's budget.")
    static final class Set implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "FILE", arity = "0..1", description = "as \"policy\" of: peer policy show --json")
        private @Nullable Path file;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
        private @Nullable String token;

        @Option(names = "--per-payment", paramLabel = "AMOUNT", description = "default: the day's")
        private @Nullable String perPayment;

        @Option(names = "--per-counterparty", paramLabel = "AMOUNT", description = "a day; default: the day's")
        private @Nullable String perCounterparty;

        @Option(names = "--per-day", paramLabel = "AMOUNT", description = "0 asks every time")
        private @Nullable String perDay;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                Path from = file;
                JsonNode answer = node.put("/policy", from == null ? edited(node) : read(from));
                say(session.output(), answer);
                session.output().document(answer);
            }
            return 0;
        }

        private static JsonNode read(Path file) {
            try {
                return Json.tree(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new ProblemException(Problem.Code.FILE_UNREADABLE, file + " cannot be read", e);
            }
        }

        private JsonNode edited(NodeApi node) {
            String day = perDay;
            if (day == null) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "say a FILE, or --per-day for one token");
            }
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            int decimals = money.path("decimals").asInt();
            ObjectNode policy = (ObjectNode) node.get("/policy").path("policy");
            List<Object> budgets = new ArrayList<>();
            policy.path("budgets").forEach(budget -> {
                if (!budget.path("token").equals(money.path("address"))) {
                    budgets.add(budget);
                }
            });
            Amount most = Amount.parseDecimal(day, decimals);
            budgets.add(Map.of(
                    "token", money.path("address").asText(),
                    "perPayment", part(perPayment, most, decimals),
                    "perCounterpartyDay", part(perCounterparty, most, decimals),
                    "perDay", most.toString()));
            policy.set("budgets", Json.tree(Json.write(budgets)));
            return policy;
        }

        private static String part(@Nullable String given, Amount most, int decimals) {
            return (given == null ? most : Amount.parseDecimal(given, decimals)).toString();
        }
    }
}
