package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description =
                "What you keep for others. To offer room: peer sell storage. To have others keep yours: peer keep.",
        subcommands = {StorageCommand.ListAll.class, StorageCommand.Withdraw.class})
final class StorageCommand {
    private static final long DAY = 24 * 3600;

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of it, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode all = node.get("/storage/offered");
                Output output = session.output();
                output.say(Output.bytes(all.path("used").asLong()) + " of "
                        + Output.bytes(all.path("space").asLong()) + " are taken.");
                if (all.has("trouble")) {
                    output.say("! " + all.path("trouble").asText());
                }
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode deal : all.path("deals")) {
                    rows.add(List.of(
                            deal.path("id").asText(),
                            Output.bytes(deal.path("size").asLong()),
                            deal.path("proven").asText() + "/"
                                    + deal.path("epochs").asText(),
                            deal.path("missed").asText(),
                            Output.money(deal.path("earned"), deal.path("token")),
                            deal.path("words").asText()));
                }
                output.table(List.of("ID", "SIZE", "PROVEN", "MISSED", "EARNED", "STATE"), rows);
                List<List<String>> uploads = new ArrayList<>();
                for (JsonNode upload : all.path("uploads")) {
                    uploads.add(List.of(
                            LocalDate.ofEpochDay(upload.path("day").asLong() / DAY)
                                    .toString(),
                            Output.bytes(upload.path("bytes").asLong()),
                            Output.bytes(upload.path("lapsed").asLong()),
                            upload.path("client").asText()));
                }
                if (!uploads.isEmpty()) {
                    output.table(List.of("DAY (UTC)", "TAKEN IN", "FOR NOTHING", "FROM"), uploads);
                }
                output.document(all);
            }
            return 0;
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Take what storage earned, and collateral that is free, into your wallet.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
        private @Nullable String token;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
                JsonNode done = node.post(
                        "/storage/withdraw",
                        Map.of(
                                "token",
                                money.path("address").asText(),
                                "idempotencyKey",
                                UUID.randomUUID().toString()));
                session.output().say("On its way: " + Output.money(done.path("amount"), done.path("token")));
                session.output().document(done);
            }
            return 0;
        }
    }
}
