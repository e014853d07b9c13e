package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Amount;

/** Programs that call a peer's service through the owner's channel, each within its own budget. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProgramCallsIT {
    private static final String DOLLAR = PlayChain.DOLLAR.checksummed();

    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);

    @TempDir
    private Path root;

    @Test
    void aProgramSpendsItsBudgetOfTheOwnersChannelAndNoMore() {
        SameDay.begin();
        try (LocalChain chain = Anvils.start(root.resolve("chain"));
                Backend backend = Backend.start();
                TestNode seller = TestNode.start(TestNode.Setting.honest(root.resolve("seller"), chain.url()));
                TestNode buyer = TestNode.start(TestNode.Setting.honest(root.resolve("buyer"), chain.url())
                        .knowing(seller))) {
            Amount coin = Amount.parseDecimal("10", 18);
            chain.play().give(seller.account(), coin, Amount.ZERO);
            chain.play().give(buyer.account(), coin, DOLLARS);
            String listing = PeerCalls.sell(seller, backend).path("listing").asText();
            try (NodeApi agent = program(buyer, "agent", 2 * PeerCalls.PRICE);
                    NodeApi poor = program(buyer, "poor", PeerCalls.PRICE / 2)) {
                buyer.until("/listings?limit=100", page -> page.toString().contains(listing));
                assertEquals(
                        Problem.Code.NEEDS_APPROVAL, refusal(agent, order(listing, "early")), "there is no channel");
                String id = PeerCalls.open(seller, buyer, listing, 100 * PeerCalls.PRICE);
                assertEquals(
                        200,
                        agent.post("/fetch", order(listing, "1")).path("status").asInt());
                assertEquals(
                        200,
                        agent.post("/fetch", order(listing, "1")).path("status").asInt(),
                        "the same call");
                assertEquals(
                        200,
                        agent.post("/fetch", order(listing, "2")).path("status").asInt());
                JsonNode waits = agent.post("/fetch", order(listing, "3"));
                assertEquals("waiting", waits.path("state").asText(), waits::toString);
                assertEquals(
                        "waiting",
                        poor.post("/fetch", order(listing, "1")).path("state").asText());
                Map<String, Object> bold = new HashMap<>(order(listing, "4"));
                bold.put("total", String.valueOf(PeerCalls.PRICE));
                assertEquals(Problem.Code.FORBIDDEN, refusal(agent, bold), "a yes is the owner's to give");
                assertEquals(2 * PeerCalls.PRICE, PeerCalls.moved(buyer, id));
                assertEquals(2, backend.asked().size());
                buyer.api().post("/approvals/" + waits.path("approval").asText() + "/approve", Map.of());
                assertEquals(
                        200,
                        agent.post("/fetch", order(listing, "3")).path("status").asInt());
                assertEquals(3 * PeerCalls.PRICE, PeerCalls.moved(buyer, id));
                assertEquals(
                        200,
                        PeerCalls.call(buyer, listing, "owner").path("status").asInt(),
                        "the owner is free");
                assertEquals(4 * PeerCalls.PRICE, PeerCalls.moved(buyer, id));
                assertSheetsAgreeWithTheChain(chain, seller, buyer, id);
            }
        }
    }

    /** Earned, spent, in the contract's ledger and in the wallets: the same to the last unit. */
    private static void assertSheetsAgreeWithTheChain(LocalChain chain, TestNode seller, TestNode buyer, String id) {
        String moved = String.valueOf(4 * PeerCalls.PRICE);
        assertEquals(moved, channels(seller).path("pending").asText());
        seller.api().post("/channels/" + id + "/close", Map.of());
        for (TestNode each : List.of(seller, buyer)) {
            each.until("/channels/" + id, found -> found.path("state").asText().equals("closed"));
        }
        assertEquals(moved, channels(seller).path("earned").asText());
        assertEquals("0", channels(seller).path("pending").asText());
        assertEquals(moved, channels(buyer).path("spent").asText());
        Tokens tokens = new Tokens(chain.play().client());
        ChannelContract contract = new ChannelContract(chain.play().client());
        Amount all = Amount.of(4 * PeerCalls.PRICE);
        seller.until("/balance", _ -> tokens.balance(PlayChain.DOLLAR, seller.account(), At.LATEST)
                .equals(all));
        buyer.until("/balance", _ -> tokens.balance(PlayChain.DOLLAR, buyer.account(), At.LATEST)
                .equals(DOLLARS.minus(all)));
        for (TestNode each : List.of(seller, buyer)) {
            assertEquals(Amount.ZERO, contract.ledger(each.account(), PlayChain.DOLLAR, At.LATEST));
        }
    }

    /** What the balance says of channels, in dollars. */
    private static JsonNode channels(TestNode node) {
        for (JsonNode sum : node.get("/balance").path("tokens")) {
            if (sum.path("token").path("address").asText().equals(DOLLAR)) {
                for (JsonNode source : sum.path("sources")) {
                    if (source.path("source").asText().equals("channels")) {
                        return source;
                    }
                }
            }
        }
        throw new AssertionError("nothing of channels in " + node.get("/balance"));
    }

    /** Paired with a budget for a day. */
    private static NodeApi program(TestNode node, String name, long perDay) {
        Map<String, Object> budget =
                Map.of("token", DOLLAR, "perPayment", String.valueOf(perDay), "perDay", String.valueOf(perDay));
        JsonNode paired =
                node.api().post("/apps", Map.of("name", name, "scopes", List.of("buy"), "budgets", List.of(budget)));
        return new NodeApi(node.api().address(), paired.path("token").asText());
    }

    private static Problem.Code refusal(NodeApi program, Map<String, Object> order) {
        return assertThrows(ProblemException.class, () -> program.post("/fetch", order))
                .problem()
                .code();
    }

    private static Map<String, Object> order(String listing, String key) {
        return Map.of("url", "peer://" + listing + "/stops/" + key, "idempotencyKey", key);
    }
}
