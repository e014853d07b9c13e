package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
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

@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description = "Keep others' bytes on this disk for money. Your collateral stands for them.",
        footer = {"", "Example:  peer sell storage --space 5GiB --price 4.00 --per TiB-month --collateral 10.00"})
final class SellStorageCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Option(names = "--space", required = true, paramLabel = "SIZE", description = "such as 5GiB")
    private String space;

    @Option(names = "--price", required = true, paramLabel = "AMOUNT", description = "of as much as --per says")
    private String price;

    @Option(
            names = "--per",
            paramLabel = "UNIT",
            defaultValue = "TiB-month",
            description = "TiB-month or GiB-month; a month is 30 days (default TiB-month)")
    private String per;

    @Option(
            names = "--collateral",
            required = true,
            paramLabel = "AMOUNT",
            description = "what you put in for a TiB (or GiB) of it")
    private String collateral;

    @Option(
            names = "--per-epoch",
            paramLabel = "AMOUNT",
            description = "for each proof, whatever the size (default: what its gas costs now, and a tenth)")
    private @Nullable String perEpoch;

    @Option(
            names = "--retrieval",
            paramLabel = "AMOUNT",
            description = "what a client pays for having a GiB back (default: nothing)")
    private @Nullable String retrieval;

    @Option(names = "--epoch", paramLabel = "LENGTH", defaultValue = "1d", description = "between proofs (default 1d)")
    private String epoch;

    @Option(
            names = "--epoch-blocks",
            paramLabel = "N",
            description = "blocks of the chain in that time, a multiple of 256 (default 7168)")
    private @Nullable Integer epochBlocks;

    @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
    private @Nullable String token;

    @Option(
            names = "--coin-worth",
            paramLabel = "AMOUNT",
            description = "what one coin is worth in the token, to weigh gas against income")
    private @Nullable String coinWorth;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
            int decimals = money.path("decimals").asInt();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("space", Sizes.parse("--space", space));
            body.put("token", money.path("address").asText());
            body.put("perTib30Days", ofTib(price, decimals).toString());
            body.put("collateralPerTib", ofTib(collateral, decimals).toString());
            body.put("epochSeconds", length().toSeconds());
            put(body, "perEpoch", perEpoch, decimals);
            put(body, "coinWorth", coinWorth, decimals);
            put(body, "retrievalPerGib", retrieval, decimals);
            if (epochBlocks != null) {
                body.put("epochBlocks", epochBlocks);
            }
            JsonNode all = node.post("/storage/offered", body);
            JsonNode offer = all.path("offer");
            Output output = session.output();
            output.say("Offered: " + Output.bytes(all.path("space").asLong()) + " for "
                    + Output.money(offer.path("perTib30Days"), offer.path("token")) + " a TiB and 30 days, and "
                    + Output.money(offer.path("perEpoch"), offer.path("token")) + " a proof"
                    + (offer.has("retrievalPerGib")
                            ? "; having a GiB back costs "
                                    + Output.money(offer.path("retrievalPerGib"), offer.path("token"))
                            : "")
                    + ".");
            output.say("ID  " + offer.path("listing").asText());
            output.document(all);
        }
        return 0;
    }

    private Duration length() {
        return Lengths.parse("--epoch", epoch);
    }

    private static void put(Map<String, Object> body, String name, @Nullable String amount, int decimals) {
        if (amount != null) {
            body.put(name, Amount.parseDecimal(amount, decimals).toString());
        }
    }

    private Amount ofTib(String amount, int decimals) {
        Amount units = Amount.parseDecimal(amount, decimals);
        return switch (per.toLowerCase(java.util.Locale.ROOT)) {
            case "tib-month" -> units;
            case "gib-month" -> new Amount(units.units().multiply(BigInteger.valueOf(1024)));
            default -> throw new ProblemException(Problem.Code.BAD_REQUEST, "--per takes TiB-month or GiB-month");
        };
    }
}
