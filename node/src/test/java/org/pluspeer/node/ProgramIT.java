package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Amount;

/** Programs at a whole node on a real chain: what they spend, ask for and may not, over HTTP. */
@Timeout(600)
class ProgramIT extends ProgramScene {
    @Test
    void fiftyPaymentsAtOnceTakeNoMoreThanTheBudget() throws Exception {
        JsonNode shop = pair("shop", ONE, 10 * ONE, "spend", "read");
        Amount before = held();
        List<JsonNode> answers = new ArrayList<>();
        try (NodeApi program = as(shop);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<JsonNode>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String key = "order " + i;
                all.add(threads.submit(() -> {
                    go.await();
                    return send(program, 700_000, key);
                }));
            }
            go.countDown();
            for (Future<JsonNode> one : all) {
                answers.add(one.get());
            }
        }
        settle();
        long done = count(answers, "done");
        assertEquals(14, done, "ten dollars are fourteen payments of seventy cents");
        assertEquals(36, count(answers, "waiting"));
        assertEquals(Amount.of(14 * 700_000), paid(), "by the chain's own word");
        assertEquals(before.minus(paid()), held());

        Set<String> waiting = new HashSet<>();
        for (JsonNode approval : node.get("/approvals").path("approvals")) {
            assertEquals("day_cap", approval.path("rule").asText());
            assertEquals("shop", approval.path("asker").path("name").asText());
            assertEquals(
                    "700000", approval.path("spends").path(0).path("amount").asText());
            assertEquals(
                    PAYEE.checksummed(),
                    approval.path("spends").path(0).path("to").asText());
            waiting.add(approval.path("id").asText());
        }
        Set<String> told = new HashSet<>();
        answers.stream()
                .filter(answer -> answer.hasNonNull("approval"))
                .forEach(answer -> told.add(answer.path("approval").asText()));
        assertEquals(told, waiting, "each program's question is in the inbox");

        assertEquals(Map.of("allowed/within_budget", 14, "asked/day_cap", 36), decisions(shop));
    }

    private static long count(List<JsonNode> answers, String state) {
        return answers.stream()
                .filter(answer -> answer.path("state").asText().equals(state))
                .count();
    }

    @Test
    void whatWaitsOutlivesARestartAndIsCarriedOutOnce() {
        JsonNode shop = pair("shop", ONE, 2 * ONE, "spend");
        String id;
        try (NodeApi program = as(shop)) {
            assertEquals("done", send(program, ONE, "first").path("state").asText());
            JsonNode asked = send(program, 5 * ONE, "large");
            assertEquals("waiting", asked.path("state").asText());
            id = asked.path("approval").asText();
        }
        settle();
        restart();
        JsonNode app = node.get("/apps").path("apps").path(0);
        assertEquals("1000000", app.path("budgets").path(0).path("spentToday").asText(), "budgets are kept");
        assertTrue(app.path("lastUsedAt").asLong() > 0);
        try (NodeApi program = as(shop)) {
            assertEquals(id, send(program, 5 * ONE, "large").path("approval").asText(), "asked again it is the same");
            JsonNode own = program.get("/approvals/" + id);
            assertEquals("payment_cap", own.path("rule").asText());
            assertEquals(Problem.Code.FORBIDDEN, code(() -> program.post("/approvals/" + id + "/approve", Map.of())));
            JsonNode done = node.api().post("/approvals/" + id + "/approve", Map.of());
            assertEquals("done", done.path("state").asText(), done.toString());
            assertEquals(
                    Problem.Code.APPROVAL_OVER, code(() -> node.api().post("/approvals/" + id + "/approve", Map.of())));
            settle();
            assertEquals(Amount.of(6 * ONE), paid());
            assertEquals(
                    done.path("result").asText(),
                    send(program, 5 * ONE, "large").path("transaction").asText());
            assertEquals(Amount.of(6 * ONE), paid());
            assertEquals("done", send(program, ONE, "second").path("state").asText(), "a yes uses up no budget");
        }
    }

    @Test
    void aRevokedProgramIsOutAtOnceWithAllItAskedFor() {
        JsonNode shop = pair("shop", ONE, ONE, "spend", "read");
        try (NodeApi program = as(shop)) {
            String id = send(program, 5 * ONE, "large").path("approval").asText();
            assertTrue(program.get("/status").has("version"));
            assertEquals(Problem.Code.FORBIDDEN, code(() -> program.get("/apps")));
            node.api().delete("/apps/" + shop.path("id").asText());
            assertEquals(Problem.Code.UNAUTHORIZED, code(() -> program.get("/status")));
            assertEquals(Problem.Code.UNAUTHORIZED, code(() -> send(program, 1, "small")));
            assertEquals("denied", node.get("/approvals/" + id).path("state").asText());
            assertEquals(
                    "revoked",
                    node.get("/apps").path("apps").path(0).path("state").asText());
            assertEquals(Amount.ZERO, paid());
        }
    }

    @Test
    void aProgramBuysWithinItsBudgetAndAsksBeyondIt() throws IOException {
        Path tides = directory.resolve("tides.csv");
        Files.writeString(tides, "day,height\n" + "2026-11-22,1.5\n".repeat(3000));
        try (TestNode seller = TestNode.start(TestNode.Setting.honest(directory.resolve("seller"), chain.url())
                .knowing(node))) {
            chain.play().give(seller.account(), ETH, DOLLARS);
            String cheap = seller.list(tides, "Tides", ONE, PlayChain.DOLLAR)
                    .path("id")
                    .asText();
            Files.writeString(directory.resolve("dear.csv"), "day,height\n2026-11-22,2.5\n");
            String dear = seller.list(directory.resolve("dear.csv"), "Dear", 3 * ONE, PlayChain.DOLLAR)
                    .path("id")
                    .asText();
            node.find("tides", cheap);
            node.find("dear", dear);
            JsonNode shop = pair("shop", 2 * ONE, 2 * ONE, "buy");
            JsonNode other = pair("other", 2 * ONE, 2 * ONE, "buy");
            try (NodeApi program = as(shop);
                    NodeApi stranger = as(other)) {
                String first = bought(program, cheap);
                assertEquals(Problem.Code.NOT_FOUND, code(() -> stranger.get("/purchases/" + first)));
                assertEquals(
                        Problem.Code.NOT_FOUND, code(() -> stranger.post("/purchases/" + first + "/cancel", Map.of())));
                node.purchase(first, "delivered");
                assertEquals(
                        "delivered",
                        program.get("/purchases/" + first).path("state").asText());

                JsonNode asked = agreed(program, dear);
                assertEquals("waiting", asked.path("state").asText(), asked.toString());
                String id = asked.path("approval").asText();
                JsonNode shown = node.get("/approvals/" + id);
                assertEquals("buy", shown.path("action").asText());
                assertEquals("Buy Dear", shown.path("title").asText());
                assertEquals("payment_cap", shown.path("rule").asText());
                assertEquals(
                        "dataset", shown.path("spends").path(0).path("kind").asText());
                assertEquals(
                        "done",
                        node.api()
                                .post("/approvals/" + id + "/approve", Map.of())
                                .path("state")
                                .asText());
                node.purchase(asked.path("id").asText(), "delivered");
            }
            Map<String, Integer> log = decisions(shop);
            assertEquals(1, log.get("allowed/within_budget"), log.toString());
            assertEquals(1, log.get("allowed/owner_consent"), log.toString());
        }
    }

    @Test
    void theOwnersPurchaseWaitsWhereItsGasIsAboveTheCapAndGoesOnWithAYes() throws IOException {
        Path tides = directory.resolve("tides.csv");
        Files.writeString(tides, "day,height\n" + "2026-11-22,1.5\n".repeat(30));
        try (TestNode seller = TestNode.start(TestNode.Setting.honest(directory.resolve("seller"), chain.url())
                .knowing(node))) {
            chain.play().give(seller.account(), ETH, DOLLARS);
            String id = seller.list(tides, "Tides", ONE, PlayChain.DOLLAR)
                    .path("id")
                    .asText();
            node.find("tides", id);
            node.api()
                    .put(
                            "/policy",
                            Map.of(
                                    "version",
                                    1,
                                    "revision",
                                    1,
                                    "budgets",
                                    List.of(),
                                    "gasPerTransaction",
                                    "1",
                                    "gasPerDay",
                                    "1"));
            String purchase = node.buy(id);
            JsonNode asked = node.until(
                            "/approvals", found -> found.path("approvals").size() > 0)
                    .path("approvals")
                    .path(0);
            assertEquals("gas_cap", asked.path("rule").asText(), asked.toString());
            assertEquals("node", asked.path("asker").path("kind").asText());
            assertEquals("go_on", asked.path("action").asText());
            node.api().post("/approvals/" + asked.path("id").asText() + "/approve", Map.of());
            node.purchase(purchase, "delivered");
        }
    }

    private JsonNode agreed(NodeApi program, String listing) {
        JsonNode offered = program.post("/purchases", Map.of("listingId", listing, "idempotencyKey", "buy " + listing));
        assertEquals("offered", offered.path("state").asText(), offered.toString());
        return program.post(
                "/purchases/" + offered.path("id").asText() + "/approve",
                Map.of("total", offered.path("cost").path("total").asText()));
    }

    private String bought(NodeApi program, String listing) {
        JsonNode agreed = agreed(program, listing);
        assertTrue(!agreed.hasNonNull("approval"), agreed.toString());
        return agreed.path("id").asText();
    }

    @Test
    void aProgramSellsWhatItUploadsAndNoFileOfTheOwners() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "mine");
        JsonNode shop = pair("shop", 1, 1, "sell");
        try (NodeApi program = as(shop)) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("path", secret.toString());
            wanted.put("title", "Secret");
            wanted.put("price", "1");
            wanted.put("token", DOLLAR);
            wanted.put("idempotencyKey", "a");
            assertEquals(Problem.Code.FORBIDDEN, code(() -> program.post("/listings", wanted)));
            String owners = node.list(secret, "Owners", ONE, PlayChain.DOLLAR)
                    .path("id")
                    .asText();
            assertEquals(Problem.Code.NOT_FOUND, code(() -> program.delete("/listings/" + owners)));
        }
    }

    @Test
    void rulesAreReplacedWholeAndHoldAtOnce() {
        JsonNode shop = pair("shop", ONE, ONE, "spend");
        assertEquals(Problem.Code.CONFLICT, code(() -> rules(0, 0)), "they are at revision 1");
        try (NodeApi program = as(shop)) {
            assertEquals("done", send(program, 1, "before").path("state").asText());
            rules(0, 1);
            JsonNode policy = node.get("/policy").path("policy");
            assertEquals(2, policy.path("revision").asInt());
            assertEquals("waiting", send(program, 1, "after").path("state").asText(), "the wallet has nothing for it");
            assertEquals(Problem.Code.FORBIDDEN, code(() -> program.put("/policy", policy)));
            assertEquals(Problem.Code.FORBIDDEN, code(() -> program.get("/policy")));
        }
        JsonNode asked = node.get("/approvals").path("approvals").path(0);
        assertEquals("no_budget", asked.path("rule").asText());
        node.api().post("/approvals/" + asked.path("id").asText() + "/deny", Map.of());
        assertEquals(
                Map.of("allowed/within_budget", 1, "asked/no_budget", 1, "refused/owner_denied", 1), decisions(shop));
    }
}
