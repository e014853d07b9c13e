package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** Sending, and what is under way. */
final class WalletSpending {
    private WalletSpending() {}

    /** What is to be sent, as it is typed. */
    static final class Order {
        @Parameters(index = "0", paramLabel = "TO", description = "an address, or a contact's name")
        private String to;

        @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 1.50, or all")
        private String amount;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
        private @Nullable String token;

        @Option(names = "--from", paramLabel = "ADDRESS", description = "an account of yours (default: the main one)")
        private @Nullable String from;

        @Option(names = "--pace", paramLabel = "PACE", description = "slow, normal or fast (default: normal)")
        private @Nullable String pace;

        Map<String, Object> body(NodeApi node) {
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("to", address(node, to));
            body.put("token", money.path("address").asText());
            body.put(
                    "amount",
                    amount.equals("all")
                            ? "all"
                            : Amount.parseDecimal(amount, money.path("decimals").asInt())
                                    .toString());
            if (from != null) {
                body.put("from", from);
            }
            if (pace != null) {
                body.put("pace", pace);
            }
            return body;
        }

        String pace() {
            String chosen = pace;
            return chosen == null ? "normal" : chosen.toLowerCase(Locale.ROOT);
        }
    }

    /** The address that a contact's name stands for. */
    private static String address(NodeApi node, String to) {
        if (to.startsWith("0x")) {
            return to;
        }
        for (JsonNode contact : node.get("/contacts").path("contacts")) {
            if (contact.path("name").asText().equalsIgnoreCase(to)) {
                return contact.path("address").asText();
            }
        }
        throw new ProblemException(Problem.Code.NOT_FOUND, "no contact has the name " + to);
    }

    private static void say(Output output, JsonNode quote, String pace) {
        JsonNode to = quote.path("to");
        output.say("To           " + to.path("address").asText()
                + (to.hasNonNull("name") ? " (" + to.path("name").asText() + ")" : ""));
        quote.path("send").forEach(money -> output.say("You send     " + money(money)));
        quote.path("get").forEach(money -> output.say("You get      " + money(money)));
        for (Map.Entry<String, JsonNode> fee : quote.path("fees").properties()) {
            output.say((fee.getKey().equals(pace) ? "Fee, chosen  " : "     or      ") + fee.getKey() + ": "
                    + Output.ether(fee.getValue().path("cost")) + ", at most "
                    + Output.ether(fee.getValue().path("most"))
                    + (fee.getValue().hasNonNull("seconds")
                            ? ", about " + fee.getValue().path("seconds").asLong() + " s"
                            : ""));
        }
        quote.path("after").forEach(money -> output.say("After        " + money(money)));
        quote.path("warnings")
                .forEach(warning ->
                        output.say("Warning      " + warning.path("text").asText()));
        String check = quote.path("check").asText();
        output.say(
                check.equals("fine")
                        ? "Tried on the chain: it works."
                        : (check.equals("refused") ? "It would fail: " : "It could not be tried: ")
                                + quote.path("reason").asText() + ".");
    }

    private static String money(JsonNode money) {
        return Output.money(money.path("amount"), money.path("token"));
    }

    @Command(
            name = "quote",
            mixinStandardHelpOptions = true,
            description = "What sending would do and cost; signs nothing.")
    static final class Quote implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private Order order;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode quote = node.post("/wallet/quote", order.body(node));
                say(session.output(), quote, order.pace());
                session.output().document(quote);
                return quote.path("check").asText().equals("refused") ? 1 : 0;
            }
        }
    }

    @Command(
            name = "send",
            mixinStandardHelpOptions = true,
            description = "Send money: tries it, shows the total, asks, and only then signs.")
    static final class Send implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private Order order;

        @Option(
                names = {"-y", "--yes"},
                description = "agree to the total without being asked")
        private boolean yes;

        @Override
        public Integer call() {
            Output output = session.output();
            try (NodeApi node = session.node()) {
                Map<String, Object> body = order.body(node);
                if (!yes) {
                    Console console = somebody(output);
                    say(output, node.post("/wallet/quote", body), order.pace());
                    String answer = console.readLine("Send it? [y/N] ");
                    if (answer == null
                            || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                        output.say("Nothing was signed, nothing was sent.");
                        return 1;
                    }
                }
                body.put("idempotencyKey", UUID.randomUUID().toString());
                JsonNode sent = node.post("/wallet/send", body);
                output.say(
                        sent.path("state").asText().equals("waiting")
                                ? "Waiting for your yes: "
                                        + sent.path("approval").asText()
                                : "Sent: " + sent.path("transaction").asText());
                output.document(sent);
                return 0;
            }
        }

        private static Console somebody(Output output) {
            Console console = System.console();
            if (console == null || !console.isTerminal() || output.isJson()) {
                throw new ProblemException(
                        Problem.Code.REFUSED_BY_POLICY, "nobody to ask; add --yes to agree to the total");
            }
            return console;
        }
    }

    @Command(name = "pending", mixinStandardHelpOptions = true, description = "What is under way.")
    static final class Pending implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode open = node.get("/wallet/transactions");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode entry : open.path("transactions")) {
                    rows.add(List.of(
                            entry.path("hash").asText(),
                            entry.path("state").asText(),
                            Output.money(entry.path("amount"), entry.path("token")),
                            Output.ether(entry.path("most")),
                            entry.path("title").asText()
                                    + (entry.hasNonNull("whyNot")
                                            ? "; not to be called back: "
                                                    + entry.path("whyNot").asText()
                                            : "")));
                }
                session.output().table(List.of("TRANSACTION", "STATE", "AMOUNT", "GAS AT MOST", "WHAT"), rows);
                session.output().document(open);
            }
            return 0;
        }
    }

    @Command(
            name = "speed-up",
            mixinStandardHelpOptions = true,
            description = "Offer more for a transaction that waits: a tenth more at least, for the same payment.")
    static final class SpeedUp implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "HASH", description = "as pending shows it")
        private String hash;

        @Option(names = "--pace", paramLabel = "PACE", defaultValue = "fast", description = "default: fast")
        private String pace;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode replaced =
                        node.post("/wallet/transactions/" + NodeApi.encoded(hash) + "/speed-up", Map.of("pace", pace));
                session.output()
                        .say("Sent again for more: "
                                + replaced.path("transaction").asText());
                session.output().document(replaced);
            }
            return 0;
        }
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Send an empty transaction in the place of one that waits; whichever a block takes counts.")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "HASH", description = "as pending shows it")
        private String hash;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode replaced = node.post("/wallet/transactions/" + NodeApi.encoded(hash) + "/cancel", Map.of());
                session.output()
                        .say("Being called back by "
                                + replaced.path("transaction").asText());
                session.output().document(replaced);
            }
            return 0;
        }
    }
}
