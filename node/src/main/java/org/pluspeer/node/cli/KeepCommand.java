package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
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
        name = "keep",
        mixinStandardHelpOptions = true,
        description =
                "Have other peers keep a file or a listing of yours, encrypted, for money. They prove that they do.",
        subcommands = {
            KeepCommand.ListAll.class,
            KeepCommand.Show.class,
            KeepGetCommand.class,
            KeepCommand.Extend.class,
            KeepCommand.End.class,
            KeepCommand.Resume.class
        },
        footer = {"", "Example:  peer keep photos.tar --copies 2 --for 30d --max 2.00"})
final class KeepCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(arity = "0..1", paramLabel = "PATH|LISTING", description = "a file, or the id of a listing of yours")
    private @Nullable String what;

    @Option(names = "--copies", paramLabel = "N", defaultValue = "2", description = "providers (default 2)")
    private int copies;

    @Option(names = "--for", paramLabel = "LENGTH", defaultValue = "30d", description = "how long (default 30d)")
    private String length;

    @Option(names = "--max", paramLabel = "AMOUNT", description = "spent at most in all, repairs included")
    private @Nullable String max;

    @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
    private @Nullable String token;

    @Option(
            names = "--coin-worth",
            paramLabel = "AMOUNT",
            description = "what one coin is worth in the token, to weigh gas against the price")
    private @Nullable String coinWorth;

    @Option(names = "--dry-run", description = "show what it would cost, and sign nothing")
    private boolean dryRun;

    @Override
    public Integer call() {
        String wanted = what;
        String ceiling = max;
        if (wanted == null || (ceiling == null && !dryRun)) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "name a file or listing, and what it may cost by --max");
        }
        try (NodeApi node = session.node()) {
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            int decimals = money.path("decimals").asInt();
            Map<String, Object> body = new LinkedHashMap<>();
            boolean isFile = Files.exists(Path.of(wanted)) || !wanted.startsWith("0x");
            body.put(
                    isFile ? "path" : "listing",
                    isFile ? Path.of(wanted).toAbsolutePath().toString() : wanted);
            body.put("copies", copies);
            body.put("seconds", Lengths.parse("--for", length).toSeconds());
            body.put("token", money.path("address").asText());
            if (coinWorth != null) {
                body.put("coinWorth", Amount.parseDecimal(coinWorth, decimals).toString());
            }
            JsonNode plan = node.post("/storage/plan", body);
            tell(plan);
            if (dryRun || ceiling == null) {
                session.output().document(plan);
                return 0;
            }
            body.put("max", Amount.parseDecimal(ceiling, decimals).toString());
            body.put("idempotencyKey", UUID.randomUUID().toString());
            JsonNode kept = node.post("/storage/kept", body);
            session.output()
                    .say("Begun. See it with: peer keep show " + kept.path("id").asText());
            session.output().document(kept);
        }
        return 0;
    }

    private void tell(JsonNode plan) {
        Output output = session.output();
        for (JsonNode choice : plan.path("providers")) {
            if (choice.path("taken").asBoolean()) {
                output.say(choice.path("provider").asText() + ": "
                        + choice.path("sentence").asText());
            }
        }
        output.say("In all " + Output.money(plan.path("price"), plan.path("token")) + ", and "
                + Output.money(plan.path("gas"), plan.path("token")) + " of gas.");
        if (plan.has("obstacle")) {
            output.say(plan.path("obstacle").asText());
        }
    }

    private static void tell(Output output, JsonNode kept) {
        output.say(kept.path("name").asText() + ": " + kept.path("words").asText());
        if (kept.has("trouble")) {
            output.say("! " + kept.path("trouble").asText());
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode copy : kept.path("replicas")) {
            rows.add(List.of(
                    copy.path("provider").asText(),
                    copy.path("proven").asText() + "/" + copy.path("epochs").asText(),
                    copy.path("missed").asText(),
                    Output.money(copy.path("price"), kept.path("token")),
                    copy.path("words").asText()));
        }
        output.table(List.of("PROVIDER", "PROVEN", "MISSED", "PRICE", "STATE"), rows);
        output.document(kept);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "All that others keep for you, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/storage/kept");
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode kept : all.path("kept")) {
                    rows.add(List.of(
                            kept.path("id").asText(),
                            Output.bytes(kept.path("size").asLong()),
                            Output.money(kept.path("spent"), kept.path("token")),
                            kept.path("name").asText(),
                            kept.path("words").asText()));
                }
                session.output().table(List.of("ID", "SIZE", "SPENT", "NAME", "STATE"), rows);
                session.output().document(all);
            }
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One, replica by replica.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                tell(session.output(), node.get("/storage/kept/" + NodeApi.encoded(id)));
            }
            return 0;
        }
    }

    @Command(name = "extend", mixinStandardHelpOptions = true, description = "Keep it for longer.")
    static final class Extend implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Option(names = "--for", required = true, paramLabel = "LENGTH", description = "more than now, such as 30d")
        private String length;

        @Option(names = "--max", required = true, paramLabel = "AMOUNT", description = "spent at most in all")
        private String max;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                String path = "/storage/kept/" + NodeApi.encoded(id);
                int decimals = node.get(path).path("token").path("decimals").asInt();
                tell(
                        session.output(),
                        node.post(
                                path + "/extend",
                                Map.of(
                                        "seconds",
                                        Lengths.parse("--for", length).toSeconds(),
                                        "max",
                                        Amount.parseDecimal(max, decimals).toString())));
            }
            return 0;
        }
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            description = "End it before its time: the epoch that runs is paid for, the rest comes back.")
    static final class End implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                tell(session.output(), node.post("/storage/kept/" + NodeApi.encoded(id) + "/end", Map.of()));
            }
            return 0;
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Go on with one that came out of a backup: missing replicas are made anew.")
    static final class Resume implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                tell(session.output(), node.post("/storage/kept/" + NodeApi.encoded(id) + "/resume", Map.of()));
            }
            return 0;
        }
    }
}
