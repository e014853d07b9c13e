package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Amount;

/** Well-formed requests that nobody means well with, to a whole node: each is refused with a code, and nothing moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class ApiIT {
    private static final String MOST = Amount.MAX_UNITS.toString();
    private static final List<String> KEYS = List.of("", " ", "\u0000", "\u202e\ud83d\ude00", "k".repeat(100_000));

    private static final String HISTORY = "/wallet/history?limit=100";

    private final HttpClient client = HttpClient.newHttpClient();
    private Path directory;
    private LocalChain chain;
    private TestNode node;

    @BeforeAll
    void open(@TempDir Path temporary) {
        directory = temporary;
        chain = Anvils.start(directory.resolve("chain"));
        node = TestNode.start(TestNode.Setting.honest(directory.resolve("node"), chain.url()));
        chain.play().give(node.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        node.until(HISTORY, found -> found.path("entries").size() == 2);
    }

    @AfterAll
    void close() {
        client.close();
        node.close();
        chain.close();
    }

    @Test
    void money() throws Exception {
        int before = entries();
        String dollar = PlayChain.DOLLAR.checksummed();
        String self = node.account().checksummed();
        List<Map<String, Object>> orders = new ArrayList<>();
        for (String amount : List.of("0", MOST, "100000001")) {
            orders.add(Map.of("to", self, "token", dollar, "amount", amount, "idempotencyKey", "a" + amount));
        }
        orders.add(Map.of("to", self, "token", self, "amount", "1", "idempotencyKey", "no token"));
        orders.add(Map.of("to", "0x" + "00".repeat(20), "token", dollar, "amount", "1", "idempotencyKey", "to nobody"));
        for (String key : KEYS) {
            orders.add(Map.of("to", self, "token", dollar, "amount", MOST, "idempotencyKey", key));
        }
        for (Map<String, Object> order : orders) {
            assertRefused("/wallet/send", order);
            Map<String, Object> withdrawal = new LinkedHashMap<>(order);
            withdrawal.remove("to");
            assertRefused("/wallet/withdraw", withdrawal);
        }
        assertEquals(before, entries(), "something was sent");
    }

    private int entries() {
        int sent = 0;
        for (JsonNode entry : node.get(HISTORY).path("entries")) {
            sent += entry.path("amount").asText().equals("5") ? 0 : 1;
        }
        return sent;
    }

    @Test
    void theSameKeyIsTheSameTransaction() throws Exception {
        Map<String, Object> order = new LinkedHashMap<>(Map.of(
                "to", "0x00000000000000000000000000000000000000aa",
                "token", PlayChain.DOLLAR.checksummed(),
                "amount", "5",
                "idempotencyKey", "once"));
        String first =
                node.api().post("/wallet/send", order).path("transaction").asText();
        assertEquals(
                first,
                node.api().post("/wallet/send", order).path("transaction").asText());
        order.put("amount", "6");
        HttpResponse<byte[]> other = ask("POST", "/wallet/send", Json.write(order));
        assertEquals(409, other.statusCode(), text(other));
        assertEquals(
                "idempotency_conflict", Json.tree(other.body()).path("code").asText());
    }

    @Test
    void listings() throws Exception {
        Path file = Files.writeString(directory.resolve("fine.csv"), "a,b\n1,2\n");
        Map<String, Object> fine = new LinkedHashMap<>(Map.of(
                "path", file.toString(), "title", "Fine", "price", "1", "idempotencyKey", "x", "description", "d"));
        List<Map<String, Object>> wrong = new ArrayList<>();
        for (Object path :
                List.of("", "\u0000", "/", "/dev/zero", "/proc/self/mem", "/nowhere", "../../..", "x".repeat(10_000))) {
            wrong.add(with(fine, "path", path));
        }
        wrong.add(with(fine, "fileId", "0x00"));
        for (Object days : List.of(0, -1, Integer.MAX_VALUE)) {
            wrong.add(with(fine, "validDays", days));
        }
        for (Object price : List.of(MOST, "79228162514264337593543950336")) {
            wrong.add(with(fine, "price", price));
        }
        List<Object> nothing = new ArrayList<>();
        nothing.add(null);
        for (Object tags :
                List.of(nothing, List.of("a", "a"), List.of(""), List.of("t".repeat(50)), List.of(List.of()))) {
            wrong.add(with(fine, "tags", tags));
        }
        for (Object schema : List.of(
                Map.of("columns", nothing),
                Map.of("columns", List.of(Map.of("name", "x"))),
                Map.of("columns", List.of(Map.of("name", "\u0000", "type", "string"))),
                Map.of())) {
            wrong.add(with(fine, "schema", schema));
        }
        for (Object type : List.of("", "x", "text/csv\r\nX: y", "../../x")) {
            wrong.add(with(fine, "mediaType", type));
        }
        wrong.add(with(fine, "token", node.account().checksummed()));
        wrong.add(with(fine, "description", "d".repeat(100_000)));
        wrong.add(with(fine, "licence", "two\nlines"));
        for (Map<String, Object> listing : wrong) {
            assertRefused("/listings", listing);
        }
        assertEquals(0, node.get("/listings?mine=true").path("listings").size(), "something was listed");
    }

    @Test
    void names() throws Exception {
        List<String> names =
                List.of("x", "0x", "0x" + "0".repeat(64), "0x" + "g".repeat(64), "%00", "%2e%2e%2f", "😀".repeat(50));
        for (String name : names) {
            String escaped = name.startsWith("%") ? name : URLEncoder.encode(name, StandardCharsets.UTF_8);
            for (String path : List.of("/listings/", "/purchases/", "/sales/")) {
                assertCoded(ask("GET", path + escaped, null), path + name);
            }
            for (String action : List.of("/approve", "/cancel", "/download")) {
                Object body = action.equals("/approve") ? Map.of("total", MOST) : Map.of();
                assertCoded(ask("POST", "/purchases/" + escaped + action, Json.write(body)), name + action);
            }
            assertCoded(ask("DELETE", "/listings/" + escaped, null), "DELETE " + name);
            assertRefused("/purchases", Map.of("listingId", name, "idempotencyKey", "k"));
        }
        for (String key : KEYS) {
            assertRefused("/purchases", Map.of("listingId", "0x" + "11".repeat(32), "idempotencyKey", key));
        }
    }

    @Test
    void searches() throws Exception {
        for (String words : List.of(
                "\"",
                "(",
                "*",
                "~",
                "\\",
                "a^1e9",
                "[a TO",
                "a".repeat(5000),
                "\u0000",
                "\u202e",
                "AND OR NOT",
                "title:*",
                "x ".repeat(2000),
                "' OR 1=1 --",
                "..",
                "+-&&||!(){}[]^\"~*?:\\/")) {
            String escaped = NodeApi.encoded(words);
            for (String query :
                    List.of("q=" + escaped, "tag=" + escaped, "cursor=" + escaped, "q=a&cursor=" + escaped)) {
                HttpResponse<byte[]> answer = ask("GET", "/listings?" + query, null);
                assertTrue(answer.statusCode() < 500, query + ": " + text(answer));
            }
            HttpResponse<byte[]> history = ask("GET", "/wallet/history?cursor=" + escaped, null);
            assertTrue(history.statusCode() < 500, "cursor " + words + ": " + text(history));
        }
    }

    /** A page that waits for news doesn't keep the node from stopping. */
    @Test
    void stoppingDoesNotWaitForPages() throws Exception {
        TestNode other = TestNode.start(TestNode.Setting.honest(directory.resolve("other"), chain.url()));
        CountDownLatch over = new CountDownLatch(1);
        try {
            long last = other.get("/events").path("last").asLong();
            Thread.ofVirtual().start(() -> {
                try {
                    other.until("/events?wait=30&since=" + last, answer -> true);
                } catch (ProblemException e) {
                    assertFalse(e.problem().detail().isEmpty());
                } finally {
                    over.countDown();
                }
            });
        } finally {
            long begun = System.nanoTime();
            other.close();
            assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(25), "it took as long as the page waits");
        }
        assertTrue(over.await(2, TimeUnit.MINUTES));
    }

    private static Map<String, Object> with(Map<String, Object> fine, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fine);
        changed.put(field, value);
        changed.put("idempotencyKey", field + value.hashCode());
        return changed;
    }

    private void assertRefused(String path, Map<String, Object> body) throws Exception {
        String what = path + " " + body;
        assertCoded(ask("POST", path, Json.write(body)), what.length() > 300 ? what.substring(0, 300) : what);
    }

    private static void assertCoded(HttpResponse<byte[]> answer, String what) {
        int status = answer.statusCode();
        assertTrue(status >= 400 && status < 500, what + " gave " + status + " " + text(answer));
        JsonNode problem = Json.tree(answer.body());
        assertFalse(problem.path("moneySafe").asText().isEmpty(), what);
        assertFalse(text(answer).contains("Exception") || text(answer).contains("org.pluspeer"), text(answer));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> ask(String method, String path, byte @Nullable [] body) throws Exception {
        String page = node.api().page();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(node.api().address() + "/api/v1" + path))
                .header("Authorization", "Bearer " + page.substring(page.indexOf('=') + 1));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
