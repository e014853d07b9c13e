package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.interop.Others;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/**
 * Calls of a real HTTP service, sold by a node and paid for by the clients of x402 that we did not write; and a server
 * of x402 that we did not write, which has the node take its payments.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PaidCallsIT {
    /** A number that version 1 has a name for. */
    private static final long CHAIN = 84532;

    private static final String NETWORK = "eip155:" + CHAIN;
    private static final long PRICE = 2_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private LocalChain chain;
    private TestNode seller;
    private TestNode buyer;
    private Backend backend;
    private Others others;
    private String url;
    private final byte[] key = Keccak.hash(new byte[] {4, 0, 2}).bytes();

    @BeforeAll
    void open(@TempDir Path temporary) {
        chain = Anvils.start(temporary.resolve("chain"), OptionalLong.of(CHAIN));
        seller = TestNode.start(TestNode.Setting.unaudited(temporary.resolve("seller"), chain.url()));
        chain.play().give(seller.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
        buyer = TestNode.start(TestNode.Setting.unaudited(temporary.resolve("buyer"), chain.url()));
        chain.play().give(buyer.account(), Amount.ZERO, Amount.parseDecimal("100", 6));
        for (TestNode each : List.of(seller, buyer)) {
            each.api().post("/wallet/tokens", Map.of("address", PlayChain.DOLLAR.checksummed()));
        }
        allow(buyer, "4000000");
        try (NodeKey buyer = NodeKey.generate(key.clone())) {
            chain.play().give(buyer.address(), Amount.ZERO, Amount.parseDecimal("10", 6));
        }
        backend = Backend.start();
        others = Others.start("x402.mjs");
        url = sell("tram-times", backend.address()).path("url").asText();
    }

    @AfterAll
    void close() {
        others.close();
        backend.close();
        client.close();
        buyer.close();
        seller.close();
        chain.close();
    }

    /** A budget in dollars for each day, with a quarter of it for one payment. */
    private static void allow(TestNode node, String day) {
        Map<String, Object> budget =
                Map.of("token", PlayChain.DOLLAR.checksummed(), "perPayment", "1000000", "perDay", day);
        JsonNode rules = node.get("/policy").path("policy");
        node.api()
                .put(
                        "/policy",
                        Map.of(
                                "version", rules.path("version").asInt(),
                                "revision", rules.path("revision").asLong(),
                                "budgets", List.of(budget),
                                "gasPerTransaction",
                                        rules.path("gasPerTransaction").asText(),
                                "gasPerDay", rules.path("gasPerDay").asText()));
    }

    private JsonNode sell(String name, String target) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("target", target);
        wanted.put("name", name);
        wanted.put("price", String.valueOf(PRICE));
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("title", "Tram times");
        wanted.put("description", "When the next tram comes.");
        wanted.put("idempotencyKey", "sell " + name);
        return seller.api().post("/services", wanted);
    }

    private Map<String, Object> payer(String address) {
        Map<String, Object> payer = new HashMap<>();
        payer.put("key", Bytes.hex(key));
        payer.put("network", NETWORK);
        payer.put("asset", PlayChain.DOLLAR.checksummed());
        payer.put("url", address);
        return payer;
    }

    private Amount held() {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, seller.account(), At.LATEST);
    }

    private HttpResponse<String> ask(String method, String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void assertPaid(JsonNode bought, String body) {
        assertEquals(200, bought.path("status").asInt(), bought::toString);
        assertEquals(body, bought.path("body").asText());
        assertTrue(bought.path("receipt").path("success").asBoolean(), bought::toString);
        assertFalse(bought.path("receipt").path("transaction").asText().isEmpty(), bought::toString);
    }

    @Test
    void anUnmodifiedFetchClientPays() {
        Amount before = held();
        assertPaid(others.ask("buy", payer(url + "/stops/12?line=4")), "GET /stops/12?line=4 ");
        Map<String, Object> post = payer(url + "/search");
        post.put("method", "POST");
        post.put("body", "Domplein");
        assertPaid(others.ask("buy", post), "POST /search Domplein");
        assertEquals(before.plus(Amount.of(2 * PRICE)), held());
        assertTheChainShowsAllThatCallsBrought();
    }

    private void assertTheChainShowsAllThatCallsBrought() {
        JsonNode books = seller.until(
                "/wallet/reconcile",
                found -> calls(found).isObject()
                        && calls(found).path("chain").equals(calls(found).path("history")));
        JsonNode earned = seller.get("/balance").path("tokens").path(1).path("sources");
        assertTrue(
                earned.toString()
                        .contains("\"calls\",\"earned\":\""
                                + calls(books).path("chain").asText()),
                earned::toString);
    }

    private static JsonNode calls(JsonNode books) {
        for (JsonNode row : books.path("rows")) {
            if (row.path("place").asText().equals("calls")) {
                return row;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void aClientOfVersionOnePays() {
        Map<String, Object> first = payer(url + "/stops/1");
        first.put("name", "base-sepolia");
        assertPaid(others.ask("buyByFirst", first), "GET /stops/1 ");
    }

    @Test
    void anUnmodifiedAxiosClientPays() {
        JsonNode bought = others.ask("buyByAxios", payer(url + "/stops/2"));
        assertPaid(bought, "GET /stops/2 ");
    }

    @Test
    void whatItCostsIsSaidInBothVersions() throws Exception {
        HttpResponse<String> asked = ask("GET", url + "/stops/3", "");
        assertEquals(402, asked.statusCode());
        assertTrue(asked.headers().firstValue("PAYMENT-REQUIRED").isPresent());
        JsonNode first = Json.tree(asked.body().getBytes(StandardCharsets.UTF_8));
        assertEquals(1, first.path("x402Version").asInt());
        assertEquals(
                "base-sepolia", first.path("accepts").path(0).path("network").asText());
        assertEquals(
                String.valueOf(PRICE),
                first.path("accepts").path(0).path("maxAmountRequired").asText());
    }

    @Test
    void whatTheServiceDoesNotAnswerIsNotCharged() {
        Amount before = held();
        JsonNode refused = others.ask("buy", payer(url + "/broken"));
        assertEquals(500, refused.path("status").asInt());
        assertTrue(refused.path("receipt").isNull() || refused.path("receipt").isMissingNode(), refused::toString);
        String down;
        try (Backend gone = Backend.start()) {
            down = sell("gone", gone.address()).path("url").asText();
        }
        assertEquals(502, others.ask("buy", payer(down + "/x")).path("status").asInt());
        assertEquals(before, held());
    }

    @Test
    void whatIsSoldIsFound() throws Exception {
        String front = url.substring(0, url.lastIndexOf('/'));
        JsonNode resources =
                Json.tree(ask("GET", front + "/discovery/resources", "").body().getBytes(StandardCharsets.UTF_8));
        boolean listed = false;
        for (JsonNode item : resources.path("items")) {
            listed |= item.path("resource").asText().equals(url);
        }
        assertTrue(listed, resources::toString);
        assertEquals(404, ask("GET", front + "/nothing/here", "").statusCode());
        assertEquals(404, ask("GET", front + "/api/v1/status", "").statusCode());
        assertEquals(400, ask("GET", url + "/a/%2e%2e/b", "").statusCode());
        JsonNode listing = seller.get("/listings?mine=true").path("listings").path(0);
        assertEquals("api", listing.path("kind").asText());
        assertFalse(listing.path("buyable").asBoolean());
    }

    /** A server of x402 that has the seller's node take its payments. */
    private String shop(String amount) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("facilitator", url.substring(0, url.lastIndexOf('/')));
        wanted.put("network", NETWORK);
        wanted.put("payTo", seller.account().checksummed());
        wanted.put("asset", PlayChain.DOLLAR.checksummed());
        wanted.put("amount", amount);
        wanted.put("name", "Play Dollar (no value)");
        wanted.put("version", "1");
        return others.ask("sell", wanted).asText();
    }

    @Test
    void anUnmodifiedSellerHasItsPaymentsTakenHere() {
        String address = shop("3000");
        Amount before = held();
        JsonNode bought = others.ask("buy", payer(address + "/weather"));
        assertEquals(200, bought.path("status").asInt(), bought::toString);
        assertTrue(bought.path("receipt").path("success").asBoolean(), bought::toString);
        assertEquals(before.plus(Amount.of(3_000)), held());
    }

    private static String text(JsonNode fetched) {
        return new String(Base64.getDecoder().decode(fetched.path("body").asText()), StandardCharsets.UTF_8);
    }

    private JsonNode fetch(String key, String address, String... more) {
        Map<String, Object> order = new HashMap<>(Map.of("url", address, "idempotencyKey", key));
        for (int i = 0; i < more.length; i += 2) {
            order.put(more[i], more[i + 1]);
        }
        return buyer.api().post("/fetch", order);
    }

    @Test
    void aNodePaysAnUnmodifiedSeller() {
        String shop = shop("3000");
        JsonNode free = fetch("free", shop + "/free");
        assertEquals(200, free.path("status").asInt());
        assertTrue(free.path("payment").isMissingNode());
        JsonNode quote = buyer.api().post("/fetch/quote", Map.of("url", shop + "/weather", "idempotencyKey", "q"));
        assertEquals("3000", quote.path("amount").asText());
        assertTrue(quote.path("allowed").asBoolean(), quote::toString);
        JsonNode paid = fetch("weather", shop + "/weather");
        assertEquals(200, paid.path("status").asInt(), paid::toString);
        assertEquals("{\"weather\":\"sunny\",\"served\":1}", text(paid));
        assertFalse(paid.path("payment").path("transaction").isMissingNode(), paid::toString);
    }

    @Test
    void aNodePaysAnotherAndPaysOnceForOneKey() {
        Amount before = held();
        JsonNode first = fetch("stop 7", url + "/stops/7");
        JsonNode again = fetch("stop 7", url + "/stops/7");
        assertEquals("GET /stops/7 ", text(first));
        assertEquals("GET /stops/7 ", text(again));
        assertEquals(first.path("payment").path("id"), again.path("payment").path("id"));
        assertEquals(before.plus(Amount.of(PRICE)), held());
        assertEquals(
                Problem.Code.IDEMPOTENCY_CONFLICT,
                assertThrows(ProblemException.class, () -> fetch("stop 7", url + "/stops/8"))
                        .problem()
                        .code());
        JsonNode paid = entry(buyer, first.path("payment").path("transaction").asText());
        assertEquals("Paid for GET " + url + "/stops/7", paid.path("title").asText());
        JsonNode earned =
                entry(seller, first.path("payment").path("transaction").asText());
        assertEquals("Sold a call of tram-times", earned.path("title").asText());
    }

    private static JsonNode entry(TestNode node, String transaction) {
        JsonNode history = node.until(
                "/wallet/history?limit=100", page -> found(page, transaction).isPresent());
        return found(history, transaction).orElseThrow();
    }

    private static Optional<JsonNode> found(JsonNode history, String transaction) {
        for (JsonNode entry : history.path("entries")) {
            boolean money = entry.path("token").path("address").asText().equals(PlayChain.DOLLAR.checksummed());
            if (money && entry.path("transaction").asText().equals(transaction)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    @Test
    void whatIsBeyondTheBudgetIsNotPaidUnasked() {
        String shop = shop("5000000");
        assertEquals(
                Problem.Code.NEEDS_APPROVAL,
                assertThrows(ProblemException.class, () -> fetch("dear", shop + "/weather"))
                        .problem()
                        .code());
        assertEquals(
                Problem.Code.CONFLICT,
                assertThrows(
                                ProblemException.class,
                                () -> fetch(
                                        "dear",
                                        shop + "/weather",
                                        "token",
                                        PlayChain.DOLLAR.checksummed(),
                                        "total",
                                        "4999999"))
                        .problem()
                        .code());
        JsonNode paid = fetch("dear", shop + "/weather", "token", PlayChain.DOLLAR.checksummed(), "total", "5000000");
        assertEquals(200, paid.path("status").asInt(), paid::toString);
    }

    @Test
    void aProgramIsNotLedToThisMachineWhereMoneyIsReal() {
        JsonNode paired =
                buyer.api().post("/apps", Map.of("name", "agent", "scopes", List.of("buy"), "budgets", List.of()));
        try (NodeApi agent =
                new NodeApi(buyer.api().address(), paired.path("token").asText())) {
            Map<String, Object> order = Map.of("url", url + "/agent/1", "idempotencyKey", "1");
            assertEquals(
                    Problem.Code.FORBIDDEN,
                    assertThrows(ProblemException.class, () -> agent.post("/fetch", order))
                            .problem()
                            .code());
        }
    }

    @Test
    void aSellerThatHangsUpGetsTheSamePaymentAgainAndNoneLeadsAway() throws Exception {
        String demand = ask("GET", url + "/x", "")
                .headers()
                .firstValue("PAYMENT-REQUIRED")
                .orElseThrow();
        try (BadSeller bad = new BadSeller(demand)) {
            assertEquals(
                    Problem.Code.PEER_UNREACHABLE,
                    assertThrows(ProblemException.class, () -> fetch("bad", bad.address() + "/a"))
                            .problem()
                            .code());
            bad.answer();
            JsonNode again = fetch("bad", bad.address() + "/a");
            assertEquals(302, again.path("status").asInt(), again::toString);
            assertTrue(bad.payments().size() >= 2);
            assertEquals(1, new HashSet<>(bad.payments()).size(), "the same payment, so that it is paid once");
            assertEquals(List.of(), bad.strayed());
        }
    }
}
