package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sell",
        mixinStandardHelpOptions = true,
        description = "List a file for sale. Signed by your account, costs no gas, heard by the peers you know.",
        subcommands = {SellApiCommand.class, SellStorageCommand.class},
        footer = {
            "",
            "Example:  peer sell birds.csv --price 4.00 --title 'Bird strikes' --tags birds,aviation --licence CC0-1.0"
        })
final class SellCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Spec
    private CommandSpec spec;

    // Not required, because of the subcommand; call() requires them.
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "what to sell")
    private @Nullable Path given;

    @Option(names = "--price", paramLabel = "AMOUNT", description = "such as 4.00")
    private @Nullable String price;

    @Option(
            names = "--token",
            paramLabel = "SYMBOL",
            description = "what it is paid in (default: the first token, else the coin)")
    private @Nullable String token;

    @Option(names = "--title", paramLabel = "TEXT", description = "default: the file's name")
    private @Nullable String title;

    @Option(names = "--description", paramLabel = "TEXT", description = "what is in it, for whom")
    private String description = "";

    @Option(names = "--tags", split = ",", paramLabel = "TAG", description = "words to find it by, with commas")
    private List<String> tags = List.of();

    @Option(
            names = {"--licence", "--license"},
            paramLabel = "ID",
            description = "an SPDX identifier or words")
    private String licence = "";

    @Option(names = "--media-type", paramLabel = "TYPE", description = "default: by the file's ending")
    private @Nullable String mediaType;

    @Option(names = "--valid-days", paramLabel = "N", defaultValue = "90", description = "for how long (default 90)")
    private int validDays;

    @Option(
            names = "--shared",
            description =
                    "encrypt it once for all buyers, so that other peers can keep and serve it without being able "
                            + "to read it; whoever bought it could give the key away")
    private boolean shared;

    @Option(
            names = "--x402",
            description = "sell it to any x402 client by HTTP as well; that way has no fair exchange: it is paid "
                    + "before it is delivered")
    private boolean x402;

    @Override
    public Integer call() {
        Path file = given;
        String wanted = price;
        if (file == null || wanted == null) {
            throw new ParameterException(spec.commandLine(), "name the FILE to sell and its --price");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + file);
        }
        try (NodeApi node = session.node()) {
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            Amount units = Amount.parseDecimal(wanted, money.path("decimals").asInt());
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("path", file.toAbsolutePath().toString());
            body.put("title", title == null ? file.getFileName().toString() : title);
            body.put("description", description);
            body.put("tags", tags);
            body.put("licence", licence);
            body.put("price", units.toString());
            body.put("token", money.path("address").asText());
            body.put("validDays", validDays);
            body.put("idempotencyKey", UUID.randomUUID().toString());
            body.put("shared", shared);
            body.put("x402", x402);
            if (mediaType != null) {
                body.put("mediaType", mediaType);
            }
            session.output().note("Reading " + Output.bytes(file.toFile().length()) + " and signing the listing …");
            JsonNode listing = node.post("/listings", body);
            Output output = session.output();
            output.say(
                    "Listed for " + Output.money(listing.path("price"), listing.path("token")) + ", gas paid: none.");
            output.say("ID  " + listing.path("id").asText());
            if (x402) {
                output.say("x402  " + listing.path("service").asText()
                        + "  (paid before it is delivered, no fair exchange)");
            }
            output.document(listing);
        }
        return 0;
    }
}
