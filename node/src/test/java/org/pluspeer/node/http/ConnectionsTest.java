package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Await;

/** Those who are slow, and those who are many. */
class ConnectionsTest {
    @TempDir
    Path directory;

    @Test
    void whoDoesNotFinishTheHeadIsHungUpOn() throws IOException {
        try (EdgeStand stand = new EdgeStand(directory, EdgeStand.quick(64, Duration.ofSeconds(3)));
                RawHttp silent = new RawHttp(stand.port());
                RawHttp slow = new RawHttp(stand.port());
                RawHttp other = new RawHttp(stand.port())) {
            slow.say("GET /health HTTP/1.1\r\nHost: 127");
            other.say(stand.head("GET", "/health", Map.of()));
            assertEquals(200, other.answer().status());
            assertTrue(silent.isHungUpOn());
            assertTrue(slow.isHungUpOn());
            other.say(stand.head("GET", "/health", Map.of()));
            assertEquals(200, other.answer().status(), "who asks in time stays");
            assertTrue(Await.until(() -> stand.connections() == 1));
        }
    }

    @Test
    void aLongAnswerIsNotTakenForASlowRequest() throws IOException {
        try (EdgeStand stand = new EdgeStand(directory, EdgeStand.quick(64, Duration.ofSeconds(2)));
                RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.known("GET", "/api/v1/events?wait=4"));
            assertEquals(200, raw.answer().status());
        }
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForEver() throws IOException {
        var limits = new Connections.Limits(64, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(300));
        try (EdgeStand stand = new EdgeStand(directory, limits);
                RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.head(
                    "POST",
                    "/api/v1/purchases",
                    Map.of(
                            "Authorization", "Bearer " + EdgeStand.TOKEN,
                            "Content-Type", "application/json",
                            "Content-Length", "10")));
            raw.say("{");
            assertEquals(400, raw.answer().status());
            assertTrue(raw.isHungUpOn());
        }
    }

    @Test
    void aBodyThatTricklesIsNotWaitedForEither() throws IOException {
        var limits = new Connections.Limits(64, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(500));
        try (EdgeStand stand = new EdgeStand(directory, limits);
                RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.head(
                    "POST",
                    "/api/v1/purchases",
                    Map.of(
                            "Authorization", "Bearer " + EdgeStand.TOKEN,
                            "Content-Type", "application/json",
                            "Content-Length", "100000")));
            assertTrue(Await.until(() -> trickle(raw)), "it is still waited for");
            assertEquals(400, raw.answer().status());
        }
    }

    /** Whether it was answered by now; else one byte more. */
    private static boolean trickle(RawHttp raw) {
        try {
            if (!raw.isAnswered()) {
                raw.say(" ");
            }
            return raw.isAnswered();
        } catch (IOException e) {
            // Hung up on while it said more: whether that was with an answer is seen by who reads it.
            return true;
        }
    }

    @Test
    void tooManyAreToldSoAndTheOthersServed() throws IOException {
        try (EdgeStand stand = new EdgeStand(directory, EdgeStand.quick(4, Duration.ofMinutes(2)))) {
            List<RawHttp> open = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    RawHttp raw = new RawHttp(stand.port());
                    open.add(raw);
                    int count = i + 1;
                    assertTrue(Await.until(() -> stand.connections() == count));
                }
                RawHttp tooMuch = new RawHttp(stand.port());
                open.add(tooMuch);
                assertTrue(tooMuch.isHungUpOn());
                for (int i = 0; i < 8; i++) {
                    open.get(i).say(stand.head("GET", "/health", Map.of()));
                    var answer = open.get(i).answer();
                    assertEquals(i < 4 ? 200 : 503, answer.status(), "connection " + i);
                    if (i >= 4) {
                        HttpEdgeTest.requireProblem(answer, "busy");
                        assertFalse(answer.header("Retry-After").orElseThrow().isEmpty());
                    }
                }
            } finally {
                for (RawHttp raw : open) {
                    raw.close();
                }
            }
            assertTrue(Await.until(() -> stand.connections() == 0));
            assertEquals(200, stand.get("/health").status());
        }
    }
}
