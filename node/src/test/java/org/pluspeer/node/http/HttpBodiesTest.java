package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** JSON that nobody should send, to every row that reads any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpBodiesTest {
    private EdgeStand stand;

    private record Bad(String what, byte[] body, int status) {
        Bad(String what, String body) {
            this(what, body.getBytes(StandardCharsets.UTF_8), 400);
        }
    }

    @BeforeAll
    void open(@TempDir Path directory) {
        stand = new EdgeStand(directory);
    }

    @AfterAll
    void close() throws IOException {
        stand.close();
    }

    private static List<Bad> bodies() {
        List<Bad> bad = new ArrayList<>(List.of(
                new Bad("an unknown field", "{\"surprise\":1}"),
                new Bad("an unknown field with a hostile name", "{\"<script>\\u0000\\r\\n\":1}"),
                new Bad("duplicate keys", "{\"idempotencyKey\":\"a\",\"idempotencyKey\":\"b\"}"),
                new Bad("an array", "[]"),
                new Bad("a bare text", "\"x\""),
                new Bad("null", "null"),
                new Bad("two documents", "{}{}"),
                new Bad("half a document", "{\"idempotencyKey\":"),
                new Bad("not JSON", "listingId=0x00"),
                new Bad("NaN", "{\"idempotencyKey\":NaN}"),
                new Bad("a comment", "{/*x*/}"),
                new Bad("a number of 2000 digits", "{\"idempotencyKey\":" + "9".repeat(2000) + "}"),
                new Bad("an absurd exponent", "{\"idempotencyKey\":1e999999999}"),
                new Bad("an absurd exponent as validDays", "{\"validDays\":1e999999999}"),
                new Bad("depth 100000", "[".repeat(100_000)),
                new Bad("depth 1000 in a field", "{\"schema\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1001)),
                new Bad("an unknown name of 100 kB", "{\"" + "k".repeat(100_000) + "\":1}"),
                new Bad("half a surrogate pair", "{\"\\ud800\":1}")));
        bad.add(new Bad("invalid UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}, 400));
        bad.add(new Bad("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16), 400));
        bad.add(new Bad("2 MB", new byte[2 << 20], 413));
        bad.add(new Bad("one byte too many", " ".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8), 413));
        return bad;
    }

    @Test
    void everyRowRefusesThemInPlainWords() throws IOException {
        for (Endpoint<?, ?> row : stand.table) {
            if (row.method() != Endpoint.Method.POST) {
                continue;
            }
            String path = Api.BASE + row.path().replaceAll("\\{[a-z]+}", "0x" + "00".repeat(32));
            for (Bad bad : bodies()) {
                var answer = stand.post(path, bad.body());
                String what = path + ", " + bad.what() + ": " + answer.text();
                assertEquals(bad.status(), answer.status(), what);
                String code = answer.json().path("code").asText();
                assertTrue(List.of("bad_request", "bad_json", "too_large").contains(code), what);
                HttpEdgeTest.requireProblem(answer, code);
                assertTrue(answer.body().length < 2000, "the answer repeats what was sent: " + what);
            }
        }
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        var answer = stand.post("/api/v1/purchases", "{\"listingId\":\"0x00\"}");
        assertEquals(400, answer.status());
        assertTrue(answer.json().path("detail").asText().contains("idempotencyKey"), answer.text());
    }

    @Test
    void aWrongAmountOrAddressIsNamed() throws IOException {
        for (String amount :
                List.of("\"1.5\"", "\"-1\"", "\"1e3\"", "\" 1\"", "\"" + "9".repeat(79) + "\"", "{}", "[]", "true")) {
            var answer = stand.post(
                    "/api/v1/wallet/send",
                    "{\"to\":\"0x00000000000000000000000000000000000000aa\","
                            + "\"token\":\"0x0000000000000000000000000000000000000000\",\"idempotencyKey\":\"k\",\"amount\":"
                            + amount + "}");
            assertEquals(400, answer.status(), amount);
            assertTrue(answer.json().path("detail").asText().startsWith("amount: "), answer.text());
        }
    }

    @Test
    void chunkedBodiesAreBoundedToo() throws IOException {
        try (RawHttp raw = new RawHttp(stand.port())) {
            raw.say("POST /api/v1/purchases HTTP/1.1\r\nHost: 127.0.0.1:" + stand.port() + "\r\nAuthorization: Bearer "
                    + EdgeStand.TOKEN + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + " ".repeat(1 << 16) + "\r\n";
            for (int i = 0; i < 20; i++) {
                raw.say(chunk);
            }
            assertEquals(413, raw.answer().status());
        }
    }
}
