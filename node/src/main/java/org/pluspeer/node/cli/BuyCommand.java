package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.Console;
import java.util.Map;
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
        name = "buy",
        mixinStandardHelpOptions = true,
        description = "Buy a listing: shows the whole cost, asks, fetches, checks every block, and only then pays.")
final class BuyCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "ID", description = "the listing, as search shows it")
    private String listing;

    @Option(
            names = {"-y", "--yes"},
            description = "agree to the cost without being asked")
    private boolean yes;

    @Option(
            names = "--transfer-max",
            paramLabel = "AMOUNT",
            description =
                    "what peers may be paid for bringing it, at most, in the listing's token (default: the setting"
                            + " --transfer-percent of the price)")
    private @Nullable String transferMax;

    @Option(names = "--dry-run", description = "show the cost and stop; nothing is signed")
    private boolean dryRun;

    @Override
    public Integer call() {
        Output output = session.output();
        if (!yes && !dryRun) {
            requireSomebody(output);
        }
        try (NodeApi node = session.node()) {
            JsonNode purchase = answered(
                    node,
                    node.post(
                            "/purchases",
                            Map.of(
                                    "listingId",
                                    listing,
                                    "idempotencyKey",
                                    UUID.randomUUID().toString())));
            if (purchase.path("state").asText().equals("failed")) {
                throw failure(purchase);
            }
            Amount transfer = transfer(purchase.path("cost"));
            showCost(output, purchase, transfer);
            if (dryRun || !agreed(output)) {
                JsonNode cancelled =
                        node.post("/purchases/" + purchase.path("id").asText() + "/cancel", Map.of());
                output.say("Nothing was signed, nothing was paid.");
                output.document(cancelled);
                return dryRun ? 0 : 1;
            }
            String id = purchase.path("id").asText();
            node.post(
                    "/purchases/" + id + "/approve",
                    Map.of("total", purchase.path("cost").path("total").asText(), "transferMax", transfer.toString()));
            JsonNode ended = new PurchaseWatch(node, output).untilEnded(id);
            output.document(ended);
            return conclude(output, ended);
        }
    }

    static int conclude(Output output, JsonNode purchase) {
        output.say(purchase.path("moneySafe").asText());
        if (purchase.path("state").asText().equals("delivered")) {
            output.say("The file: " + purchase.path("file").path("path").asText());
            return 0;
        }
        if (purchase.has("problem")) {
            output.note(purchase.path("problem").path("detail").asText());
        }
        return 1;
    }

    private Amount transfer(JsonNode cost) {
        String most = transferMax;
        return most == null
                ? Amount.parseUnits(cost.path("transfer").asText("0"))
                : Amount.parseDecimal(most, cost.path("token").path("decimals").asInt());
    }

    private static void showCost(Output output, JsonNode purchase, Amount transfer) {
        JsonNode cost = purchase.path("cost");
        JsonNode token = cost.path("token");
        output.say(purchase.path("title").asText());
        output.say("Price            " + Output.money(cost.path("price"), token));
        output.say("Gas, at most     " + Output.ether(cost.path("gas")));
        output.say("Other fees       " + Output.money(cost.path("fee"), token));
        output.say("Transfer, at most " + money(transfer, token)
                + (transfer.isZero()
                        ? ""
                        : ", and " + Output.ether(cost.path("transferGas")) + " of gas for channels"));
        Amount all = Amount.parseUnits(cost.path("total").asText()).plus(transfer);
        output.say("You pay          " + Output.money(cost.path("total"), token) + " and the gas"
                + (transfer.isZero() ? "" : "; with the transfer at most " + money(all, token)));
        output.say("If a block is wrong, you get the price and the seller's bond of "
                + Output.money(cost.path("bond"), token) + " back; that costs gas of at most "
                + Output.ether(cost.path("gasIfRefunded")) + ".");
    }

    private static String money(Amount amount, JsonNode token) {
        return Output.money(TextNode.valueOf(amount.toString()), token);
    }

    private boolean agreed(Output output) {
        if (yes) {
            return true;
        }
        String answer = requireSomebody(output).readLine("Buy it? [y/N] ");
        return answer != null
                && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    }

    private static Console requireSomebody(Output output) {
        Console console = System.console();
        if (console == null || !console.isTerminal() || output.isJson()) {
            throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, "nobody to ask; add --yes to agree to the cost");
        }
        return console;
    }

    /** Waits for the seller's answer: the node gives up on it, but later than one call lasts. */
    private static JsonNode answered(NodeApi node, JsonNode asked) {
        JsonNode purchase = asked;
        long known = 0;
        while (purchase.path("state").asText().equals("requested")) {
            known = node.get("/events?wait=20&since=" + known).path("last").asLong();
            purchase = node.get("/purchases/" + asked.path("id").asText());
        }
        return purchase;
    }

    private static ProblemException failure(JsonNode purchase) {
        JsonNode problem = purchase.path("problem");
        boolean away = problem.path("code").asText().equals("seller_unreachable");
        return new ProblemException(
                away ? Problem.Code.PEER_UNREACHABLE : Problem.Code.PEER_REFUSED,
                problem.path("detail").asText("the seller made no offer"));
    }
}
