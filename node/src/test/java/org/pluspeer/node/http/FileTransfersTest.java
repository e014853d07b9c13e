package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.chain.Await;

/** Whole files in and out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileTransfersTest {
    private static final int BIG = 50 << 20;
    /** What the sockets of the system hold on both sides, and the buffers that we ask for ahead. */
    private static final int IN_FLIGHT = 16 << 20;

    private Path directory;
    private EdgeStand stand;

    @BeforeAll
    void open(@TempDir Path temporary) {
        directory = temporary;
        stand = new EdgeStand(temporary);
    }

    @AfterAll
    void close() throws IOException {
        stand.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 2047, 2049, 65_535, 65_536, 65_537, 1_048_577, 3_000_001})
    void anUploadIsKeptByteForByte(int size) throws Exception {
        byte[] content = bytes(size);
        for (int repeated = 0; repeated < 3; repeated++) {
            var answer = stand.send("/api/v1/files", content, Map.of("X-File-Name", "gr%C3%BC%C3%9Fe%20a+b.csv"));
            assertEquals(200, answer.status(), answer.text());
            assertEquals(size, answer.json().path("size").asInt());
            assertEquals("grüße a+b.csv", answer.json().path("name").asText());
            String sha256 = HexFormat.of().formatHex(sha256().digest(content));
            assertEquals("0x" + sha256, answer.json().path("sha256").asText());
            assertArrayEquals(content, Files.readAllBytes(kept(sha256)));
        }
    }

    @Test
    void anEmptyFileIsRefusedInPlainWords() throws IOException {
        var answer = stand.send("/api/v1/files", new byte[0], Map.of("X-File-Name", "nothing.csv"));
        assertEquals(422, answer.status());
        HttpEdgeTest.requireProblem(answer, "file_unreadable");
        assertEquals("The file is empty.", answer.json().path("detail").asText());
    }

    @Test
    void whatCannotFitIsRefusedBeforeItIsSent() throws IOException {
        try (RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.head(
                    "POST",
                    "/api/v1/files",
                    Map.of("Authorization", "Bearer " + EdgeStand.TOKEN, "Content-Length", "4611686018427387904")));
            var answer = raw.answer();
            assertEquals(507, answer.status());
            HttpEdgeTest.requireProblem(answer, "disk_full");
        }
    }

    @Test
    void whoBreaksOffLeavesNothingBehind() throws IOException {
        for (int round = 0; round < 5; round++) {
            try (RawHttp raw = new RawHttp(stand.port())) {
                raw.say(stand.head(
                        "POST",
                        "/api/v1/files",
                        Map.of("Authorization", "Bearer " + EdgeStand.TOKEN, "Content-Length", "9000000")));
                raw.say(bytes(500_000));
                assertTrue(Await.until(() -> !drafts().isEmpty()), "the upload did not begin");
            }
            assertTrue(Await.until(() -> drafts().isEmpty()), "a draft was left: " + drafts());
        }
        assertTrue(Await.until(() -> stand.connections() == 0), "connections are left open");
        assertEquals(200, stand.get("/health").status());
    }

    @Test
    void theMiddleOfAnUploadWaitsForTheExpectedGoAhead() throws IOException {
        try (RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.head(
                    "POST",
                    "/api/v1/files",
                    Map.of(
                            "Authorization",
                            "Bearer " + EdgeStand.TOKEN,
                            "Content-Length",
                            "3",
                            "Expect",
                            "100-continue")));
            assertEquals(100, raw.answer().status());
            raw.say("abc");
            assertEquals(3, raw.answer().json().path("size").asInt());
        }
    }

    /** Fifty megabytes to somebody who does not read: the sender is held back, and then every byte is there. */
    @Test
    void aSlowReaderSlowsTheSenderDown() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<BodyStream> arrived = new CompletableFuture<>();
        var server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request ->
                        arrived.complete(new BodyStream(request, vertx.getOrCreateContext(), Duration.ofSeconds(20))));
        server.listen().toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
        byte[] content = bytes(BIG);
        try (SocketChannel sender =
                SocketChannel.open(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.actualPort()))) {
            sender.write(ByteBuffer.wrap(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + BIG + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            BodyStream body = arrived.get(2, TimeUnit.MINUTES);
            sender.configureBlocking(false);
            ByteBuffer rest = ByteBuffer.wrap(content);
            sendWhileTaken(sender, rest);
            assertTrue(rest.position() < IN_FLIGHT, "nobody read, and " + rest.position() + " bytes were taken");
            sender.configureBlocking(true);
            Thread.ofVirtual().start(() -> sendAll(sender, rest));
            assertArrayEquals(sha256().digest(content), digest(body));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void fiftyMegabytesArriveWhole() throws Exception {
        byte[] content = bytes(BIG);
        var answer = stand.send("/api/v1/files", content, Map.of("X-File-Name", "big.bin"));
        assertEquals(200, answer.status(), answer.text());
        assertEquals(
                "0x" + HexFormat.of().formatHex(sha256().digest(content)),
                answer.json().path("sha256").asText());
    }

    @Test
    void aTicketIsGoodOnceAndForAMinute() throws IOException {
        byte[] content = bytes(70_001);
        Path file = Files.write(directory.resolve("bought"), content);
        DownloadTickets.Download download = new DownloadTickets.Download(file, "naïve \"x\";\r\n.csv");
        String ticket = stand.tickets.issue(download);
        assertEquals(405, headStatus(ticket), "a look must not use it up");
        var first = RawHttp.ask(stand.port(), stand.head("GET", ticket, Map.of()));
        assertEquals(200, first.status());
        assertArrayEquals(content, first.body());
        assertEquals("application/octet-stream", first.header("Content-Type").orElseThrow());
        String disposition = first.header("Content-Disposition").orElseThrow();
        assertEquals("attachment; filename*=UTF-8''na%C3%AFve%20%22x%22%3B%0D%0A.csv", disposition);
        var again = RawHttp.ask(stand.port(), stand.head("GET", ticket, Map.of()));
        assertEquals(404, again.status());
        HttpEdgeTest.requireProblem(again, "not_found");

        String inTime = stand.tickets.issue(download);
        String late = stand.tickets.issue(download);
        stand.now.updateAndGet(now -> now.plusSeconds(60));
        assertEquals(
                200,
                RawHttp.ask(stand.port(), stand.head("GET", inTime, Map.of())).status());
        stand.now.updateAndGet(now -> now.plusSeconds(1));
        assertEquals(
                404,
                RawHttp.ask(stand.port(), stand.head("GET", late, Map.of())).status());
    }

    private int headStatus(String path) throws IOException {
        try (RawHttp raw = new RawHttp(stand.port())) {
            raw.say(stand.head("HEAD", path, Map.of()));
            return raw.answer(false).status();
        }
    }

    /** Until the socket takes nothing for a second. */
    private static void sendWhileTaken(SocketChannel sender, ByteBuffer rest) throws IOException {
        try (Selector selector = Selector.open()) {
            sender.register(selector, SelectionKey.OP_WRITE);
            while (rest.hasRemaining() && selector.select(1000) > 0) {
                selector.selectedKeys().clear();
                sender.write(rest);
            }
        }
    }

    private static void sendAll(SocketChannel sender, ByteBuffer rest) {
        try {
            while (rest.hasRemaining()) {
                sender.write(rest);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] digest(InputStream in) throws Exception {
        MessageDigest sha256 = sha256();
        byte[] chunk = new byte[10_007];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            sha256.update(chunk, 0, count);
        }
        return sha256.digest();
    }

    private java.util.List<Path> drafts() {
        try (Stream<Path> files = Files.list(directory.resolve("blobs/incoming"))) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path kept(String sha256) {
        return directory.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }
}
