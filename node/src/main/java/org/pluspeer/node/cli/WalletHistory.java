package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What moved, and being paid. */
final class WalletHistory {
    private WalletHistory() {}

    @Command(name = "history", mixinStandardHelpOptions = true, description = "Every movement with its reason.")
    static final class History implements Callable<Integer> {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

        @Mixin
        private Session session;

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "at most so many (default 50)")
        private int limit;

        @Option(names = "--account", paramLabel = "ADDRESS", description = "of one account")
        private @Nullable String account;

        @Option(names = "--csv", paramLabel = "FILE", description = "write all of it to a table instead")
        private @Nullable Path csv;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                Path file = csv;
                return file == null ? show(node) : export(node, file);
            }
        }

        private int show(NodeApi node) {
            JsonNode history = node.get(
                    "/wallet/history?limit=" + limit + (account == null ? "" : "&account=" + NodeApi.encoded(account)));
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode entry : history.path("entries")) {
                JsonNode token = entry.path("token");
                rows.add(List.of(
                        TIME.format(Instant.ofEpochSecond(entry.path("at").asLong())),
                        entry.path("direction").asText(),
                        Output.money(entry.path("amount"), token),
                        entry.hasNonNull("balance") ? Output.money(entry.path("balance"), token) : "",
                        entry.path("state").asText(),
                        what(entry)));
            }
            session.output().table(List.of("TIME", "", "AMOUNT", "BALANCE", "STATE", "WHAT"), rows);
            session.output().document(history);
            return 0;
        }

        private static String what(JsonNode entry) {
            String other = entry.hasNonNull("otherName")
                    ? " (" + entry.path("otherName").asText() + ")"
                    : "";
            return entry.path("title").asText()
                    + other
                    + (entry.hasNonNull("reason") ? ". " + entry.path("reason").asText() : "");
        }

        private int export(NodeApi node, Path file) {
            Map<String, String> wanted = account == null ? Map.of() : Map.of("account", account);
            String url = node.post("/wallet/history/export", wanted).path("url").asText();
            Path saved = node.download(url, file.toAbsolutePath());
            session.output().say(saved.toString());
            session.output().document(Map.of("path", saved.toString()));
            return 0;
        }
    }

    @Command(
            name = "reconcile",
            mixinStandardHelpOptions = true,
            description = "Hold the books against the chain; exit status 1 where they differ.")
    static final class Reconcile implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode books = node.get("/wallet/reconcile");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode row : books.path("rows")) {
                    JsonNode token = row.path("token");
                    rows.add(List.of(
                            row.path("account").asText(),
                            row.path("place").asText(),
                            signed(row.path("history"), token),
                            signed(row.path("chain"), token),
                            signed(row.path("difference"), token),
                            row.path("why").asText()));
                }
                session.output().table(List.of("ACCOUNT", "PLACE", "BOOKS", "CHAIN", "DIFFERENCE", "WHY"), rows);
                session.output().document(books);
                return books.path("ok").asBoolean() ? 0 : 1;
            }
        }

        private static String signed(JsonNode units, JsonNode token) {
            return new BigDecimal(units.asText())
                            .movePointLeft(token.path("decimals").asInt())
                            .toPlainString() + " "
                    + token.path("symbol").asText();
        }
    }

    @Command(
            name = "request",
            mixinStandardHelpOptions = true,
            description = "Ask to be paid: a request that wallets read (EIP-681), and its QR code. Or read one.")
    static final class Request implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "AMOUNT", arity = "0..1", description = "default: the payer says it")
        private @Nullable String amount;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
        private @Nullable String token;

        @Option(
                names = "--account",
                paramLabel = "ADDRESS",
                description = "an account of yours (default: the main one)")
        private @Nullable String account;

        @Option(names = "--read", paramLabel = "URI|FILE", description = "read a request, or a picture of its QR code")
        private @Nullable String read;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                String given = read;
                if (given == null) {
                    write(node);
                } else {
                    read(node, given);
                }
            }
            return 0;
        }

        private void write(NodeApi node) {
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            String wanted = amount;
            String units = wanted == null
                    ? ""
                    : "&amount="
                            + Amount.parseDecimal(wanted, money.path("decimals").asInt());
            JsonNode request =
                    node.get("/wallet/request?token=" + money.path("address").asText() + units
                            + (account == null ? "" : "&account=" + NodeApi.encoded(account)));
            session.output().say(request.path("text").asText());
            session.output().say(request.path("uri").asText());
            session.output().document(request);
        }

        private void read(NodeApi node, String given) {
            boolean uri = given.startsWith("ethereum:") || given.startsWith("0x");
            JsonNode request = uri
                    ? node.post("/wallet/request/read", Map.of("uri", given))
                    : node.post(
                            "/wallet/request/read",
                            Map.of(
                                    "file",
                                    node.upload(picture(given)).path("fileId").asText()));
            session.output()
                    .say("To      " + request.path("to").asText()
                            + (request.hasNonNull("name")
                                    ? " (" + request.path("name").asText() + ")"
                                    : ""));
            session.output()
                    .say("Amount  "
                            + (request.hasNonNull("amount")
                                    ? Output.money(request.path("amount"), request.path("token"))
                                    : "yours to say, in "
                                            + request.path("token")
                                                    .path("symbol")
                                                    .asText()));
            session.output().document(request);
        }

        private static Path picture(String name) {
            Path file = Path.of(name);
            if (!java.nio.file.Files.isReadable(file)) {
                throw new ProblemException(Problem.Code.FILE_UNREADABLE, name + " cannot be read");
            }
            return file;
        }
    }
}
