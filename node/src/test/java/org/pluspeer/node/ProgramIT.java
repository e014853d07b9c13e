package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Programs at a whole node on a real chain: what they spend, ask for and may not, over HTTP. */
@Timeout(600)
class ProgramIT {
    private static final String DOLLAR = PlayChain.DOLLAR.checksummed();
    private static final Address PAYEE = Address.parse("0x00000000000000000000000000000000000000e3");
    private static final Amount ETH = Amount.parseDecimal("10", 18);
    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);
    private static final long ONE = 1_000_000;

    @TempDir
    Path directory;

    private LocalChain chain;
    private TestNode node;

    @BeforeEach
    void open() {
        chain = Anvils.start(directory.resolve("chain"));
        node = TestNode.start(TestNode.Setting.honest(directory.resolve("node"), chain.url()));
        chain.play().give(node.account(), ETH, DOLLARS);
        rules(50 * ONE, 0);
    }

    /** So much a day of play dollars goes out of the wallet unasked, to anybody. */
    private void rules(long perDay, long revision) {
        List<Object> budgets = perDay == 0
                ? List.of()
                : List.of(Map.of(
                        "token", DOLLAR, "perPayment", String.valueOf(perDay), "perDay", String.valueOf(perDay)));
        node.api()
                .put(
                        "/policy",
                        Map.of(
                                "version",
                                1,
                                "revision",
                                revision,
                                "budgets",
                                budgets,
                                "gasPerTransaction",
                                "10000000000000000",
                                "gasPerDay",
                                "100000000000000000"));
    }

    @AfterEach
    void close() {
        node.close();
        chain.close();
    }

    private void restart() {
        node.close();
        node = TestNode.start(TestNode.Setting.honest(directory.resolve("node"), chain.url()));
    }

    /** A program with a day's budget in play dollars. */
    private JsonNode pair(String name, long perPayment, long perDay, String... scopes) {
        Map<String, Object> budget =
                Map.of("token", DOLLAR, "perPayment", String.valueOf(perPayment), "perDay", String.valueOf(perDay));
        return node.api().post("/apps", Map.of("name", name, "scopes", List.of(scopes), "budgets", List.of(budget)));
    }

    private NodeApi as(JsonNode paired) {
        return new NodeApi(node.api().address(), paired.path("token").asText());
    }

    private static JsonNode send(NodeApi program, long amount, String key) {
        return program.post(
                "/wallet/send",
                Map.of(
                        "to",
                        PAYEE.checksummed(),
                        "token",
                        DOLLAR,
                        "amount",
                        String.valueOf(amount),
                        "idempotencyKey",
                        key));
    }

    private static Problem.Code code(Runnable what) {
        return assertThrows(ProblemException.class, what::run).problem().code();
    }

    private Amount paid() {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, PAYEE, At.LATEST);
    }

    private Amount held() {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, node.account(), At.LATEST);
    }

    /** By the node's books nothing is under way any more. */
    private void settle() {
        node.until("/wallet", wallet -> wallet.path("pendingTransactions").asInt(-1) <= 0);
    }

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

    /** Outcomes and rules of a program's decisions, read page by page. */
    private Map<String, Integer> decisions(JsonNode app) {
        Map<String, Integer> found = new LinkedHashMap<>();
        String cursor = "";
        do {
            JsonNode page = node.get("/decisions?limit=7&app=" + app.path("id").asText()
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonNode decision : page.path("decisions")) {
                assertEquals(
                        app.path("id").asText(),
                        decision.path("asker").path("id").asText());
                found.merge(
                        decision.path("outcome").asText() + "/"
                                + decision.path("rule").asText(),
                        1,
                        Integer::sum);
            }
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty());
        return new java.util.TreeMap<>(found);
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

    // ---- messages

    private static Map<String, Object> order(String kind, String content) {
        return new LinkedHashMap<>(Map.of("kind", kind, "content", content));
    }

    @Test
    void theOwnerSignsWhatWasShownByItsDigest() {
        Map<String, Object> text = order("text", "I was here");
        JsonNode shown = node.api().post("/wallet/sign", text);
        assertEquals("waiting", shown.path("state").asText());
        assertEquals("I was here", shown.path("lines").path(0).path("value").asText());
        text.put("digest", "0x" + "11".repeat(32));
        assertEquals(Problem.Code.CONFLICT, code(() -> node.api().post("/wallet/sign", text)));
        text.put("digest", shown.path("digest").asText());
        assertSigned(
                text, node.api().post("/wallet/sign", text).path("signature").asText());
    }

    private void assertSigned(Map<String, Object> order, String signature) {
        Map<String, Object> check = order(String.valueOf(order.get("kind")), String.valueOf(order.get("content")));
        check.put("signature", signature);
        check.put("account", node.account().checksummed());
        JsonNode checked = node.api().post("/wallet/verify", check);
        assertTrue(checked.path("valid").asBoolean(), checked.toString());
        check.put("content", check.get("content") + " ");
        if ("text".equals(order.get("kind"))) {
            assertTrue(!node.api().post("/wallet/verify", check).path("valid").asBoolean());
        }
    }

    @Test
    void aProgramsMessageWaitsForTheOwner() {
        JsonNode shop = pair("shop", 1, 1, "sign");
        Map<String, Object> siwe = order(
                "siwe",
                "example.com wants you to sign in with your Ethereum account:\n"
                        + node.account().checksummed() + "\n\nHello\n\nURI: https://example.com\nVersion: 1\nChain ID: "
                        + chain.chainId() + "\nNonce: abcdefgh1\nIssued At: 2026-11-22T10:00:00Z");
        try (NodeApi program = as(shop)) {
            JsonNode asked = program.post("/wallet/sign", siwe);
            assertEquals("waiting", asked.path("state").asText());
            String id = asked.path("approval").asText();
            assertEquals(
                    "Sign in to example.com",
                    node.get("/approvals/" + id).path("title").asText());
            JsonNode done = node.api().post("/approvals/" + id + "/approve", Map.of());
            assertEquals("done", done.path("state").asText(), done.toString());
            JsonNode again = program.post("/wallet/sign", siwe);
            assertEquals(done.path("result").asText(), again.path("signature").asText());
            assertSigned(siwe, again.path("signature").asText());
        }
    }

    private String typed(long chainId, String primaryType, String members, String message) {
        return """
                {"domain": {"name": "Play Dollar (no value)", "version": "1", "chainId": %d,
                  "verifyingContract": "%s"},
                 "primaryType": "%s", "types": {"%s": [%s]}, "message": {%s}}""".formatted(chainId, DOLLAR, primaryType, primaryType, members, message);
    }

    private static String member(String type, String name) {
        return "{\"type\": \"" + type + "\", \"name\": \"" + name + "\"}";
    }

    @Test
    void whatCouldTakeMoneyIsRefusedWhateverItIsCalled() {
        String members = member("address", "friend") + "," + member("uint256", "luck");
        String message = "\"friend\": \"" + PAYEE.checksummed() + "\", \"luck\": \"7\"";
        JsonNode shop = pair("shop", ONE, ONE, "sign", "spend");
        try (NodeApi program = as(shop)) {
            for (String content : List.of(
                    typed(chain.chainId(), "Greeting", members, message),
                    typed(1, "Greeting", member("string", "text"), "\"text\": \"hello\""))) {
                assertEquals(Problem.Code.REFUSED_BY_POLICY, code(() -> node.api()
                        .post("/wallet/sign", order("typed", content))));
                assertEquals(
                        Problem.Code.REFUSED_BY_POLICY,
                        code(() -> program.post("/wallet/sign", order("typed", content))));
            }
        }
        assertEquals(Map.of("refused/foreign_chain", 1, "refused/unstated_spend", 1), decisions(shop));
    }

    @Test
    void aPaymentInAMessageIsTakenFromTheBudget() {
        String members = member("address", "from") + "," + member("address", "to") + "," + member("uint256", "value")
                + "," + member("uint256", "validAfter") + "," + member("uint256", "validBefore") + ","
                + member("bytes32", "nonce");
        String message = "\"from\": \"" + node.account().checksummed() + "\", \"to\": \"" + PAYEE.checksummed()
                + "\", \"value\": \"%d\", \"validAfter\": \"0\", \"validBefore\": \"1900000000\", \"nonce\": \"0x"
                + "22".repeat(32) + "\"";
        JsonNode mute = pair("mute", ONE, ONE, "sign");
        JsonNode shop = pair("shop", ONE, ONE, "sign", "spend");
        try (NodeApi program = as(shop);
                NodeApi poor = as(mute)) {
            Map<String, Object> small = order(
                    "typed", typed(chain.chainId(), "TransferWithAuthorization", members, message.formatted(ONE)));
            assertEquals(Problem.Code.FORBIDDEN, code(() -> poor.post("/wallet/sign", small)));
            JsonNode signed = program.post("/wallet/sign", small);
            assertEquals("done", signed.path("state").asText(), signed.toString());
            assertSigned(small, signed.path("signature").asText());
            JsonNode over = program.post(
                    "/wallet/sign",
                    order("typed", typed(chain.chainId(), "TransferWithAuthorization", members, message.formatted(7))));
            assertEquals("waiting", over.path("state").asText(), "the day's budget is used up");
        }
    }

    // ---- rules

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
