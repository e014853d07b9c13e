package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/** Endpoints that are spoken to through a WebSocket: two real chains, and some that misbehave. */
@Timeout(600)
class RpcSocketTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final int MAX_REPLY = 64 * 1024;

    /** For those that answer, however busy the machine is. */
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private static ChainClient.Settings at(int port, OptionalLong id) {
        return at(URI.create("ws://127.0.0.1:" + port), id, PATIENT);
    }

    private static ChainClient.Settings at(URI url, OptionalLong id, Duration timeout) {
        return new ChainClient.Settings(url, id, timeout, MAX_REPLY, ErrorNames.ours());
    }

    @Test
    void anAnvilTellsOfItsBlocks(@TempDir Path directory) throws InterruptedException {
        try (LocalChain local = Anvils.start(directory)) {
            assertTellsOfBlocks(local.play());
        }
    }

    @Test
    void soDoesAGanache() throws InterruptedException {
        try (GanacheChain ganache = GanacheChain.start()) {
            assertTellsOfBlocks(ganache.play());
        }
    }

    private static void assertTellsOfBlocks(PlayChain chain) throws InterruptedException {
        Semaphore rings = new Semaphore(0);
        try (ChainClient client = ChainClient.at(at(chain.url().getPort(), OptionalLong.of(chain.chainId())))) {
            client.onHead(rings::release);
            assertFalse(client.announces());
            assertTrue(Await.until(() -> chain.client().head().equals(client.head())));
            assertTrue(Await.until(client::announces));
            rings.drainPermits();
            chain.mine(1);
            assertTrue(rings.tryAcquire(2, TimeUnit.MINUTES));
            assertTrue(Await.until(() -> chain.client().head().equals(client.head())));
            assertLongAnswerIsWhole(chain, client);
        }
    }

    /** A long answer, in several frames. */
    private static void assertLongAnswerIsWhole(PlayChain chain, ChainClient client) {
        byte[] code = client.code(Exchange.ADDRESS);
        assertTrue(code.length > 10_000);
        assertTrue(java.util.Arrays.equals(chain.client().code(Exchange.ADDRESS), code));
    }

    /** It would look of itself after twenty minutes. */
    @Test
    void aFollowerSeesABlockAsSoonAsItIsToldOf(@TempDir Path directory) {
        try (LocalChain local = Anvils.start(directory);
                FailoverChain client = FailoverChain.over(
                        List.of(URI.create("ws://127.0.0.1:" + local.url().getPort()), local.url()),
                        OptionalLong.of(local.chainId()),
                        ErrorNames.ours(),
                        InstantSource.system());
                ChainFollower follower = new ChainFollower(
                        client,
                        Exchange.on(client),
                        new TestWallet.InMemoryCursor(),
                        new ChainFollower.Settings(Duration.ofMinutes(1), 0, 64, 2000))) {
            follower.start();
            assertTrue(Await.until(() -> follower.status().caughtUp()));
            for (int i = 0; i < 3; i++) {
                local.play().mine(1);
                BlockRef head = local.play().client().head();
                assertTrue(Await.until(() -> {
                    BlockRef told = follower.status().head();
                    return told != null && told.number() >= head.number();
                }));
            }
            assertTrue(client.announces());
        }
    }

    @Test
    void aLineThatBreaksIsOpenedAgainAndSubscribedToAgain(@TempDir Path directory) throws Exception {
        Semaphore rings = new Semaphore(0);
        try (LocalChain local = Anvils.start(directory);
                CutLine line = new CutLine(local.url().getPort());
                ChainClient client = ChainClient.at(at(line.port(), OptionalLong.empty()))) {
            client.onHead(rings::release);
            client.head();
            assertTrue(Await.until(client::announces));
            rings.drainPermits();
            line.cut(local.url().getPort());
            assertTrue(rings.tryAcquire(2, TimeUnit.MINUTES), "whoever waits for blocks looks now");
            assertTrue(Await.until(() -> !client.announces()));
            assertTrue(Await.until(() -> local.play().client().head().equals(client.head())));
            assertTrue(Await.until(client::announces));
            rings.drainPermits();
            local.play().mine(1);
            assertTrue(rings.tryAcquire(2, TimeUnit.MINUTES));
        }
    }

    @Test
    void anotherChainBehindTheSameLineIsNoticed(@TempDir Path directory) throws IOException {
        try (LocalChain local = Anvils.start(directory);
                BareChain other = BareChain.anvil(31337);
                CutLine line = new CutLine(local.url().getPort());
                ChainClient client = ChainClient.at(at(line.port(), OptionalLong.empty()))) {
            client.head();
            line.cut(other.url().getPort());
            ProblemException e = assertThrows(ProblemException.class, client::head);
            assertEquals(Code.CHAIN_MISMATCH, e.problem().code());
        }
    }

    /** A server that answers each question in its own way. */
    private static final class Odd implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final HttpServer server;
        private final List<String> asked = new CopyOnWriteArrayList<>();

        Odd(BiConsumer<ServerWebSocket, JsonNode> way) {
            server = vertx.createHttpServer();
            server.webSocketHandler(socket -> socket.textMessageHandler(text -> {
                JsonNode question = read(text);
                asked.add(question.path("method").asText());
                way.accept(socket, question);
            }));
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        private static JsonNode read(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        ChainClient client(Duration timeout) {
            URI url = URI.create("ws://127.0.0.1:" + server.actualPort() + "/v3/0123secret");
            return ChainClient.at(RpcSocketTest.at(url, OptionalLong.empty(), timeout));
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void answer(ServerWebSocket socket, JsonNode question, String result) {
        socket.writeTextMessage("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"result\":" + result + "}");
    }

    private static boolean isUsual(ServerWebSocket socket, JsonNode question) {
        switch (question.path("method").asText()) {
            case "eth_chainId" -> answer(socket, question, "\"0x5\"");
            case "eth_subscribe" ->
                socket.writeTextMessage("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id")
                        + ",\"error\":{\"code\":-32601,\"message\":\"no subscriptions\"}}");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void assertUnavailable(BiConsumer<ServerWebSocket, JsonNode> way) {
        assertUnavailable(PATIENT, way);
    }

    private static void assertUnavailable(Duration timeout, BiConsumer<ServerWebSocket, JsonNode> way) {
        try (Odd odd = new Odd((socket, question) -> {
                    if (!isUsual(socket, question)) {
                        way.accept(socket, question);
                    }
                });
                ChainClient client = odd.client(timeout)) {
            for (int i = 0; i < 2; i++) {
                ProblemException e = assertThrows(ProblemException.class, () -> client.balance(SOMEBODY, At.LATEST));
                assertEquals(Code.CHAIN_UNAVAILABLE, e.problem().code());
                assertFalse(e.problem().detail().contains("secret"), e.problem().detail());
            }
        }
    }

    @Test
    void whatIsNoAnswerIsUnavailable() {
        assertUnavailable((socket, question) -> socket.writeTextMessage("<html>"));
        assertUnavailable((socket, question) -> socket.writeBinaryMessage(Buffer.buffer("{}")));
        assertUnavailable((socket, question) -> answer(socket, question, "\"0xzz\""));
        assertUnavailable((socket, question) -> socket.close());
    }

    @Test
    void silenceEndsWithItsTime() {
        assertUnavailable(Duration.ofMillis(1500), (socket, question) -> {});
    }

    @Test
    void aMessageWithoutEndIsCutOff() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        assertUnavailable((socket, question) -> {
            socket.closeHandler(_ -> closed.countDown());
            socket.writeFrame(io.vertx.core.http.WebSocketFrame.textFrame("\"" + "a".repeat(8000), false));
            for (int i = 0; i < 20; i++) {
                socket.writeFrame(
                        io.vertx.core.http.WebSocketFrame.continuationFrame(Buffer.buffer("a".repeat(8000)), false));
            }
        });
        assertTrue(closed.await(2, TimeUnit.MINUTES), "we hung up");
    }

    @Test
    void oneThatTakesNoSubscriptionIsAskedInstead() {
        try (Odd odd = new Odd((socket, question) -> {
                    if (!isUsual(socket, question)) {
                        answer(socket, question, "\"0x7\"");
                    }
                });
                ChainClient client = odd.client(PATIENT)) {
            assertEquals(7, client.balance(SOMEBODY, At.LATEST).units().intValue());
            assertTrue(Await.until(() -> odd.asked.contains("eth_subscribe")));
            assertFalse(client.announces());
        }
    }

    @Test
    void whereNobodySpeaksThatWayItSaysSo(@TempDir Path directory) throws IOException {
        try (FaultyRpc plain = new FaultyRpc(URI.create("http://127.0.0.1:1"));
                ChainClient client = ChainClient.at(at(plain.url().getPort(), OptionalLong.empty()))) {
            assertEquals(
                    Code.CHAIN_UNAVAILABLE,
                    assertThrows(ProblemException.class, client::head).problem().code());
        }
    }
}
