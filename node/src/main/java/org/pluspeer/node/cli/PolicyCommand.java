package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final long DAY_SECONDS = 86_400;

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
        at = 0;
        for (JsonNode budget : answer.path("policy").path("budgets")) {
            JsonNode token = answer.path("tokens").path(at++);
            say(output, budget.path("kinds"), "Of that for ", token);
            say(output, budget.path("counterparties"), "Of that to ", token);
        }
        JsonNode policy = answer.path("policy");
        output.say("Gas: " + Output.ether(policy.path("gasPerTransaction")) + " a transaction, "
                + Output.ether(policy.path("gasPerDay")) + " a day. All else is asked for.");
        if (policy.hasNonNull("expiresAt")) {
            output.say("Until " + Instant.ofEpochSecond(policy.path("expiresAt").asLong()));
        }
    }

    private static void say(Output output, JsonNode parts, String what, JsonNode token) {
        parts.properties()
                .forEach(part ->
                        output.say(what + part.getKey() + ": " + Output.money(part.getValue(), token) + " a day"));
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
            description = "Replace them by a file of JSON, or set one token's budget; what is not said stays.")
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

        @Option(
                names = "--for",
                paramLabel = "KIND=AMOUNT",
                description = "a day for one kind: dataset, file, stream, storage, bandwidth, api, transfer")
        private Map<String, String> kinds = new LinkedHashMap<>();

        @Option(names = "--to", paramLabel = "ADDRESS=AMOUNT", description = "a day to one account")
        private Map<String, String> counterparties = new LinkedHashMap<>();

        @Option(
                names = "--days",
                paramLabel = "N",
                description = "until all rules end and everything is asked for; 0: never")
        private @Nullable Integer days;

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

        /** The rules as they are, with what was said in place of what it is about. */
        private JsonNode edited(NodeApi node) {
            boolean budget = perDay != null || !kinds.isEmpty() || !counterparties.isEmpty();
            if (!budget && days == null) {
                throw new ProblemException(
                        Problem.Code.BAD_REQUEST, "say a FILE, --days, or --per-day, --for or --to for one token");
            }
            ObjectNode policy = (ObjectNode) node.get("/policy").path("policy");
            if (budget) {
                JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
                put((ArrayNode) policy.path("budgets"), money.path("address").asText(), money);
            }
            Integer ends = days;
            if (ends != null && ends == 0) {
                policy.remove("expiresAt");
            } else if (ends != null) {
                policy.put("expiresAt", System.currentTimeMillis() / 1000 + ends * DAY_SECONDS);
            }
            return policy;
        }

        private void put(ArrayNode budgets, String address, JsonNode money) {
            int decimals = money.path("decimals").asInt();
            ObjectNode budget = null;
            for (JsonNode there : budgets) {
                budget = there.path("token").asText().equals(address) ? (ObjectNode) there : budget;
            }
            if (budget == null) {
                budget = budgets.addObject().put("token", address);
            }
            String day = perDay;
            if (day != null) {
                Amount most = Amount.parseDecimal(day, decimals);
                budget.put("perPayment", part(perPayment, most, decimals));
                budget.put("perCounterpartyDay", part(perCounterparty, most, decimals));
                budget.put("perDay", most.toString());
            } else if (!budget.has("perDay")) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "there is no budget for it yet: say --per-day");
            }
            parts(budget, "kinds", kinds, decimals);
            parts(budget, "counterparties", counterparties, decimals);
        }

        private static void parts(ObjectNode budget, String name, Map<String, String> given, int decimals) {
            if (!given.isEmpty()) {
                ObjectNode parts =
                        budget.path(name).isObject() ? (ObjectNode) budget.path(name) : budget.putObject(name);
                given.forEach((key, amount) ->
                        parts.put(key, Amount.parseDecimal(amount, decimals).toString()));
            }
        }

        private static String part(@Nullable String given, Amount most, int decimals) {
            return (given == null ? most : Amount.parseDecimal(given, decimals)).toString();
        }
    }
}
