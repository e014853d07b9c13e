package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Fetch an address, and pay what it asks by x402, within your budget; beyond it you are asked.",
            "The answer goes to standard output. Nobody checks it before you pay: this is no fair exchange."
        },
        footer = {
            "",
            "Example:  peer fetch https://api.example.org/stops/12",
            "Calls of a peer's service by a channel:  peer fetch peer://LISTING/stops/12"
        })
final class FetchCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "URL", description = "what to fetch")
    private String url;

    @Option(names = "--method", paramLabel = "VERB", defaultValue = "GET", description = "default GET")
    private String method;

    @Option(names = "--header", paramLabel = "NAME: VALUE", description = "one more header; may be given again")
    private List<String> headers = List.of();

    @Option(names = "--data", paramLabel = "TEXT", description = "the body; @FILE reads it from a file")
    private @Nullable String data;

    @Option(names = "--out", paramLabel = "FILE", description = "where the answer goes; must not exist yet")
    private @Nullable Path out;

    @Option(names = "--token", paramLabel = "SYMBOL", description = "pay in this token only")
    private @Nullable String token;

    @Option(names = "--max", paramLabel = "AMOUNT", description = "your yes to so much, without being asked")
    private @Nullable String most;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "names this fetch: the same again is paid for once (default: a new one)")
    private @Nullable String key;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            Output output = session.output();
            Map<String, Object> order = order(node);
            JsonNode quote = node.post("/fetch/quote", order);
            if (quote.hasNonNull("amount")) {
                agree(output, quote, order);
            }
            JsonNode answer = node.post("/fetch", order);
            JsonNode payment = answer.path("payment");
            if (payment.isObject()) {
                output.note("Paid " + Output.money(payment.path("amount"), payment.path("token")) + " to "
                        + payment.path("payee").asText()
                        + (payment.hasNonNull("transaction")
                                ? ", transaction " + payment.path("transaction").asText()
                                : ""));
            }
            deliver(node, output, answer);
            return answer.path("status").asInt() < 400 ? 0 : 1;
        }
    }

    private Map<String, Object> order(NodeApi node) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("url", url);
        order.put("method", method);
        Map<String, String> sent = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "a header is written NAME: VALUE");
            }
            sent.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        order.put("headers", sent);
        String given = data;
        if (given != null) {
            order.put("body", Base64.getEncoder().encodeToString(body(given)));
        }
        if (token != null) {
            order.put(
                    "token",
                    Tokens.choose(node, Optional.of(token)).path("address").asText());
        }
        order.put("idempotencyKey", key == null ? UUID.randomUUID().toString() : key);
        return order;
    }

    private static byte[] body(String given) {
        if (!given.startsWith("@")) {
            return given.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Files.readAllBytes(Path.of(given.substring(1)));
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + given.substring(1), e);
        }
    }

    /** Says the total; what the rules do not let go is asked for. */
    private void agree(Output output, JsonNode quote, Map<String, Object> order) {
        String sum = Output.money(quote.path("amount"), quote.path("token"));
        output.note("It asks " + sum + " for " + quote.path("payee").asText() + ".");
        if (!quote.path("payable").asBoolean()) {
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY, quote.path("reason").asText());
        }
        String limit = most;
        if (limit != null) {
            Amount agreed = Amount.parseDecimal(
                    limit, quote.path("token").path("decimals").asInt());
            if (Amount.parseUnits(quote.path("amount").asText()).isMoreThan(agreed)) {
                throw new ProblemException(
                        Problem.Code.NEEDS_APPROVAL, "it asks " + sum + ", more than --max " + limit);
            }
        } else if (quote.path("allowed").asBoolean()) {
            return;
        } else if (!says(sum, quote.path("reason").asText())) {
            throw new ProblemException(
                    Problem.Code.NEEDS_APPROVAL, quote.path("reason").asText() + "; say yes with --max");
        }
        order.put("token", quote.path("token").path("address").asText());
        order.put("total", quote.path("amount").asText());
    }

    private static boolean says(String sum, String reason) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            return false;
        }
        String answer = console.readLine("%s%nPay %s? [y/N] ", reason, sum);
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    private void deliver(NodeApi node, Output output, JsonNode answer) {
        output.document(answer);
        Path file = out;
        String download = answer.path("download").asText(null);
        if (file != null && download != null) {
            node.download(download, file);
        } else if (file != null) {
            save(file, Base64.getDecoder().decode(answer.path("body").asText("")));
        } else if (download != null) {
            output.say("The answer is in " + answer.path("file").asText());
        } else if (!output.isJson()) {
            byte[] body = Base64.getDecoder().decode(answer.path("body").asText(""));
            System.out.write(body, 0, body.length);
            System.out.flush();
        }
    }

    private static void save(Path file, byte[] body) {
        try {
            Files.write(file, body, java.nio.file.StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, file + " cannot be written", e);
        }
    }
}
