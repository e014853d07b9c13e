package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.events.Topic;
import org.slf4j.LoggerFactory;

/** Who is let in, what is asked for wrongly, and what every answer has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEdgeTest {
    private static final String TRACE = "\\n\\tat |Exception|org\\.pluspeer|/home/secret|SELECT";

    private EdgeStand stand;

    @BeforeAll
    void open(@TempDir Path directory) {
        stand = new EdgeStand(directory);
    }

    @AfterAll
    void close() throws IOException {
        stand.close();
    }

    @Test
    void everyRowWantsTheToken() throws IOException {
        for (Endpoint<?, ?> row : stand.table) {
            String path = Api.BASE + row.path().replaceAll("\\{[a-z]+}", "0x" + "00".repeat(32));
            for (String said : List.of(
                    "",
                    "Bearer " + "0".repeat(EdgeStand.TOKEN.length()),
                    "Bearer " + EdgeStand.TOKEN.substring(1),
                    "Bearer " + EdgeStand.TOKEN + "0",
                    "Basic " + EdgeStand.TOKEN,
                    EdgeStand.TOKEN)) {
                Map<String, String> headers = said.isEmpty() ? Map.of() : Map.of("Authorization", said);
                var answer = RawHttp.ask(stand.port(), stand.head(row.method().name(), path, headers));
                assertEquals(401, answer.status(), row.method() + " " + path + " with " + said);
                assertEquals("Bearer", answer.header("WWW-Authenticate").orElseThrow());
                requireProblem(answer, "unauthorized");
            }
        }
        for (String path : List.of("/openapi.json", "/nothing", "/api/v1", "/api/v1/nothing", "/API/V1/status")) {
            assertEquals(
                    401,
                    RawHttp.ask(stand.port(), stand.head("GET", path, Map.of())).status(),
                    path);
        }
        assertEquals(
                401,
                RawHttp.ask(stand.port(), stand.head("POST", "/api/v1/files", Map.of()))
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 200",
        "localhost:PORT, 200",
        "LOCALHOST:PORT, 200",
        "LocalHost.:PORT, 200",
        "127.0.0.1.:PORT, 200",
        "[::1]:PORT, 200",
        "127.0.0.1, 421",
        "127.0.0.1:1, 421",
        "127.1:PORT, 421",
        "0x7f.1:PORT, 421",
        "2130706433:PORT, 421",
        "0.0.0.0:PORT, 421",
        "evil.example, 421",
        "evil.example:PORT, 421",
        "127.0.0.1.evil.example:PORT, 421",
        "localhost:PORT.evil.example, 421",
        "user@localhost:PORT, 421",
        "'localhost:PORT, evil.example', 421",
        "'', 421",
    })
    void knowsItsOwnNames(String host, int status) throws IOException {
        String name = host.replace("PORT", String.valueOf(stand.port()));
        var answer = RawHttp.ask(stand.port(), "GET /health HTTP/1.1\r\nHost: " + name + "\r\n\r\n");
        assertEquals(status, answer.status(), name);
        if (status != 200) {
            requireProblem(answer, "host_not_allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nhost: 127.0.0.1:PORT\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET /health HTTP/1.0\r\n\r\n",
                "GET http://127.0.0.1:PORT/health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
                "GET http://evil.example/health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: -1\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: \u0001\r\n\r\n",
                "GET /health\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /api/v1/listings/%zz HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nAuthorization: Bearer TOKEN\r\n\r\n",
                "GET /api/v1/listings?q=%zz HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nAuthorization: Bearer TOKEN\r\n\r\n",
            })
    void refusesWhatIsNotPlainHttp(String request) throws IOException {
        String said = request.replace("PORT", String.valueOf(stand.port())).replace("TOKEN", EdgeStand.TOKEN);
        var answer = RawHttp.ask(stand.port(), said);
        assertEquals(400, answer.status(), said);
        requireProblem(answer, "bad_request");
    }

    /** The old folding of lines is read as a blank: a name that goes on is another name. */
    @Test
    void aFoldedHostIsAnotherHost() throws IOException {
        String start = "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + stand.port();
        var answer = RawHttp.ask(stand.port(), start + "\r\n .evil.example\r\n\r\n");
        assertEquals(421, answer.status());
    }

    @Test
    void boundsTheHead() throws IOException {
        String long8k = "a".repeat(9000);
        var address = RawHttp.ask(stand.port(), stand.head("GET", "/" + long8k, Map.of()));
        assertEquals(400, address.status());
        requireProblem(address, "bad_request");
        var header = RawHttp.ask(stand.port(), stand.head("GET", "/health", Map.of("X", long8k)));
        assertEquals(400, header.status());
        requireProblem(header, "bad_request");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, https://127.0.0.1:PORT",
        "Origin, http://127.0.0.1:1",
        "Origin, http://127.0.0.1:PORT.evil.example",
        "Origin, http://evil@127.0.0.1:PORT",
        "Origin, ' '",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void refusesOtherPages(String header, String value) throws IOException {
        String said = value.replace("PORT", String.valueOf(stand.port()));
        for (String method : List.of("GET", "POST", "OPTIONS", "DELETE")) {
            var answer = RawHttp.ask(stand.port(), stand.head(method, "/api/v1/status", Map.of(header, said)));
            assertEquals(403, answer.status(), method + " " + header + ": " + said);
            requireProblem(answer, "origin_not_allowed");
            assertTrue(answer.header("Access-Control-Allow-Origin").isEmpty());
        }
    }

    @Test
    void aForeignPageCannotPostWithoutAskingFirst() throws IOException {
        byte[] body =
                "{\"listingId\":\"x\",\"idempotencyKey\":\"y\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Map<String, String> plain = Map.of("Content-Type", "text/plain");
        var withoutOrigin = stand.send("/api/v1/purchases", body, plain);
        assertEquals(415, withoutOrigin.status());
        requireProblem(withoutOrigin, "unsupported_media_type");
        Map<String, String> foreign = Map.of("Content-Type", "text/plain", "Origin", "http://evil.example");
        assertEquals(403, stand.send("/api/v1/purchases", body, foreign).status());
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")) {
            assertEquals(
                    415,
                    stand.send("/api/v1/purchases", body, Map.of("Content-Type", type))
                            .status(),
                    type);
        }
        Map<String, String> packed = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
        assertEquals(415, stand.send("/api/v1/purchases", body, packed).status());
        assertEquals(
                415,
                stand.send("/api/v1/files", body, Map.of("Content-Encoding", "gzip"))
                        .status());
    }

    @Test
    void saysWhichMethodsAnAddressTakes() throws IOException {
        record Case(String method, String path, String allowed) {}
        for (Case wrong : List.of(
                new Case("POST", "/api/v1/status", "GET"),
                new Case("HEAD", "/api/v1/status", "GET"),
                new Case("OPTIONS", "/api/v1/listings", "GET, POST"),
                new Case("PUT", "/api/v1/listings/0x00", "DELETE, GET"),
                new Case("GET", "/api/v1/files", "POST"),
                new Case("TRACE", "/api/v1/stop", "POST"),
                new Case("POST", "/openapi.json", "GET"),
                new Case("POST", "/health", "GET"),
                new Case("HEAD", "/download/ab", "GET"))) {
            try (RawHttp raw = new RawHttp(stand.port())) {
                raw.say(stand.known(wrong.method(), wrong.path()));
                var answer = raw.answer(!wrong.method().equals("HEAD"));
                assertEquals(405, answer.status(), wrong.toString());
                assertEquals(wrong.allowed(), answer.header("Allow").orElseThrow(), wrong.toString());
            }
        }
        try (RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.head("HEAD", "/", Map.of()) + stand.head("GET", "/health", Map.of()));
            assertEquals(200, raw.answer(false).status());
            assertEquals("{\"ok\":true}", raw.answer().text(), "the answer to HEAD had a body");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/assets/../../org/pluspeer/node/Node.class",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/%2e%2e%2f%2e%2e%2fNode.class",
                "/..%5c..%5cNode.class",
                "/assets/..%00.js",
                "/assets//etc/passwd",
                "//etc/passwd",
                "/.well-known/x",
                "/assets/",
                "/index.html/../../ui/x",
                "/download/../api.token",
                "/download/..%2fapi.token",
                "/META-INF/MANIFEST.MF",
            })
    void nothingOutsideThePageIsServed(String path) throws IOException {
        var stranger = RawHttp.ask(stand.port(), stand.head("GET", path, Map.of()));
        assertTrue(List.of(400, 401, 404).contains(stranger.status()), path + " gave " + stranger.status());
        var owner = stand.get(path);
        assertTrue(List.of(400, 404).contains(owner.status()), path + " gave " + owner.status());
        assertFalse(owner.text().contains("root:"), path);
    }

    @Test
    void refusesQueryParametersThatItDoesNotKnow() throws IOException {
        for (String query :
                List.of("foo=1", "q=a&foo=1", "q=a&q=b", "limit=-1", "limit=1e3", "limit=99999999999999999999")) {
            var answer = stand.get("/api/v1/listings?" + query);
            assertEquals(400, answer.status(), query);
            requireProblem(answer, "bad_request");
        }
        assertEquals(400, stand.get("/api/v1/events?since=-1").status());
        assertEquals(400, stand.get("/api/v1/events?wait=31").status());
        assertEquals(400, stand.get("/api/v1/status?x").status());
    }

    @Test
    void everyAnswerHasTheSameGuards() throws IOException {
        var tickets = stand.tickets.issue(
                new DownloadTickets.Download(Path.of("pom.xml").toAbsolutePath(), "pom.xml"));
        for (var answer : List.of(
                stand.get("/"),
                stand.get("/health"),
                stand.get("/api/v1/events"),
                stand.get("/api/v1/nothing"),
                stand.get("/openapi.json"),
                stand.get(tickets),
                stand.get("/download/none"),
                stand.post("/api/v1/fault", "{\"how\":\"state\"}"),
                RawHttp.ask(stand.port(), "nonsense\r\n\r\n"),
                RawHttp.ask(stand.port(), stand.head("GET", "/api/v1/status", Map.of())))) {
            String policy = answer.header("Content-Security-Policy").orElseThrow();
            assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
            assertTrue(policy.contains("require-trusted-types-for 'script'") && !policy.contains("unsafe"), policy);
            assertEquals("nosniff", answer.header("X-Content-Type-Options").orElseThrow());
            assertEquals("no-referrer", answer.header("Referrer-Policy").orElseThrow());
            assertEquals(
                    "same-origin", answer.header("Cross-Origin-Opener-Policy").orElseThrow());
            assertEquals(
                    "same-origin", answer.header("Cross-Origin-Resource-Policy").orElseThrow());
            assertTrue(answer.header("Cache-Control").isPresent());
            assertTrue(answer.header("Access-Control-Allow-Origin").isEmpty());
            assertTrue(answer.header("Server").isEmpty());
        }
    }

    @Test
    void aFaultIsLoggedOnceWithItsCauseAndToldWithoutIt() throws IOException {
        for (String how : List.of("state", "error")) {
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger(Answers.class);
            log.start();
            logger.addAppender(log);
            logger.setAdditive(false);
            try {
                var answer = stand.post("/api/v1/fault", "{\"how\":\"" + how + "\"}");
                assertEquals(500, answer.status());
                requireProblem(answer, "internal");
                assertEquals(1, log.list.size());
                ILoggingEvent said = log.list.getFirst();
                assertTrue(said.getThrowableProxy().getStackTraceElementProxyArray().length > 0);
                String id = answer.json().path("requestId").asText();
                assertTrue(said.getFormattedMessage().contains(id), "the log does not name the request");
            } finally {
                logger.detachAppender(log);
                logger.setAdditive(true);
            }
        }
        var told = stand.post("/api/v1/fault", "{\"how\":\"problem\"}");
        assertEquals(507, told.status());
        requireProblem(told, "disk_full");
    }

    @Test
    void waitingForAChangeEndsWithTheChange() throws Exception {
        long before = stand.get("/api/v1/events").json().path("last").asLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<RawHttp.Answer> wait = () -> stand.get("/api/v1/events?wait=30&since=" + before);
            Future<RawHttp.Answer> waiting = threads.submit(wait);
            stand.bell.ring(Topic.SALES);
            var answer = waiting.get(2, TimeUnit.MINUTES);
            assertEquals("sales", answer.json().path("changed").path(0).asText());
            assertEquals(before + 1, answer.json().path("last").asLong());
        }
    }

    static void requireProblem(RawHttp.Answer answer, String code) {
        assertEquals("application/problem+json", answer.header("Content-Type").orElseThrow(), answer.text());
        var problem = answer.json();
        assertEquals(code, problem.path("code").asText(), answer.text());
        for (String field : List.of("type", "title", "detail", "requestId", "moneySafe", "next")) {
            assertFalse(problem.path(field).asText().isBlank(), field + " is missing in " + answer.text());
        }
        assertEquals(answer.status(), problem.path("status").asInt());
        assertTrue(problem.path("retryable").isBoolean());
        assertFalse(
                java.util.regex.Pattern.compile(TRACE).matcher(answer.text()).find(), answer.text());
    }
}
