package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
        name = "channel",
        mixinStandardHelpOptions = true,
        description = "Channels: pay somebody many small sums with one deposit, or be paid so.",
        subcommands = {
            ChannelCommand.ListAll.class,
            ChannelCommand.Show.class,
            ChannelCommand.Open.class,
            ChannelCommand.TopUp.class,
            ChannelCommand.Claim.class,
            ChannelCommand.Close.class
        })
final class ChannelCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/channels");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode one : all.path("channels")) {
                    boolean pays = one.path("role").asText().equals("payer");
                    rows.add(List.of(
                            one.path("id").asText(),
                            pays ? "I pay" : "pays me",
                            one.path("counterparty").asText(),
                            money(one, "deposit"),
                            money(one, "moved"),
                            money(one, "claimed"),
                            one.path("state").asText()));
                }
                session.output().table(List.of("CHANNEL", "WHO", "WITH", "DEPOSIT", "PAID", "CLAIMED", "STATE"), rows);
                session.output().document(all);
            }
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One, and what happens next.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "CHANNEL")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                say(session.output(), node.get("/channels/" + id));
            }
            return 0;
        }
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            description = "Lock a deposit for one payee, out of which you pay; the rest comes back.",
            footer = {"", "Example:  peer channel open 0x1234… --deposit 10"})
    static final class Open implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "LISTING|ACCOUNT", description = "a listing of the payee's, or its account")
        private String with;

        @Option(names = "--deposit", required = true, paramLabel = "AMOUNT")
        private String deposit;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "with an account: in which token")
        private @Nullable String token;

        @Option(names = "--yes", description = "say yes to what it takes without being asked")
        private boolean yes;

        @Option(
                names = "--key",
                paramLabel = "TEXT",
                description = "names this channel: the same again opens no second one (default: a new one)")
        private @Nullable String key;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                Output output = session.output();
                Map<String, Object> order = order(node);
                JsonNode quote = node.post("/channels/quote", order);
                output.note("Deposit " + Output.money(quote.path("deposit"), quote.path("token")) + " for "
                        + quote.path("payee").asText() + "; what you do not pay out of it comes back.");
                output.note("Gas to open it, to end it and to fetch the rest: at most "
                        + Output.money(quote.path("gas"), quote.path("coin")) + ". If the payee never answers, the rest"
                        + " waits " + quote.path("longest").asLong() / 3600 + " hours from when you close it.");
                if (!quote.path("enough").asBoolean()) {
                    throw new ProblemException(Problem.Code.INSUFFICIENT_FUNDS, "the account holds less than that");
                }
                if (!yes && !agreed()) {
                    throw new ProblemException(Problem.Code.NEEDS_APPROVAL, "say yes with --yes");
                }
                say(output, node.post("/channels", order));
            }
            return 0;
        }

        private Map<String, Object> order(NodeApi node) {
            Map<String, Object> order = new LinkedHashMap<>();
            JsonNode money;
            if (with.length() == 66) {
                money = node.get("/listings/" + with).path("token");
                order.put("listing", with);
            } else {
                money = Tokens.choose(node, Optional.ofNullable(token));
                order.put("payee", with);
                order.put("token", money.path("address").asText());
            }
            order.put(
                    "deposit",
                    Amount.parseDecimal(deposit, money.path("decimals").asInt()).toString());
            order.put("idempotencyKey", key == null ? UUID.randomUUID().toString() : key);
            return order;
        }

        private static boolean agreed() {
            var console = System.console();
            if (console == null || !console.isTerminal()) {
                return false;
            }
            String answer = console.readLine("Open it? [y/N] ");
            return answer != null && answer.strip().equalsIgnoreCase("y");
        }
    }

    @Command(name = "top-up", mixinStandardHelpOptions = true, description = "Raise the deposit of a channel.")
    static final class TopUp implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "CHANNEL")
        private String id;

        @Option(names = "--to", required = true, paramLabel = "AMOUNT", description = "the whole deposit afterwards")
        private String to;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                int decimals = node.get("/channels/" + id)
                        .path("token")
                        .path("decimals")
                        .asInt();
                Map<String, Object> order =
                        Map.of("deposit", Amount.parseDecimal(to, decimals).toString());
                say(session.output(), node.post("/channels/" + id + "/top-up", order));
            }
            return 0;
        }
    }

    @Command(
            name = "claim",
            mixinStandardHelpOptions = true,
            description = "Bring what you earned to the chain now, whatever that costs.")
    static final class Claim implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "CHANNEL")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                say(session.output(), node.post("/channels/" + id + "/claim", Map.of()));
            }
            return 0;
        }
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "End a channel: at once where the other side agrees, else after its time to answer.")
    static final class Close implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "CHANNEL")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                say(session.output(), node.post("/channels/" + id + "/close", Map.of()));
            }
            return 0;
        }
    }

    private static void say(Output output, JsonNode one) {
        boolean pays = one.path("role").asText().equals("payer");
        output.say(
                "Channel " + one.path("id").asText() + ", " + one.path("state").asText());
        output.say(
                "  " + (pays ? "to     " : "from   ") + one.path("counterparty").asText());
        output.say("  deposit  " + money(one, "deposit"));
        output.say("  " + (pays ? "spent    " : "earned   ") + money(one, "moved"));
        output.say("  claimed  " + money(one, "claimed"));
        output.say("  " + one.path("next").asText());
        output.document(one);
    }

    private static String money(JsonNode one, String field) {
        return Output.money(one.path(field), one.path("token"));
    }
}
