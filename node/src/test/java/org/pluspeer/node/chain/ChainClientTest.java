package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A chain's node that answers badly. */
class ChainClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final int MAX_REPLY = 64 * 1024;
    /** For those that answer, however busy the machine is. */
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private static final Duration IMPATIENT = Duration.ofMillis(1500);

    private final HttpServer server;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Answer answer = (exchange, id) -> reply(exchange, result(id, "\"0x1\""));
    private volatile String chainId = "\"0x5\"";

    /** What the server says to anything but the question for the chain's id. */
    private interface Answer {
        void to(HttpExchange exchange, long id) throws IOException;
    }

    ChainClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody());
        long id = question.path("id").asLong();
        if (question.path("method").asText().equals("eth_chainId")) {
            reply(exchange, result(id, chainId));
        } else {
            answer.to(exchange, id);
        }
    }

    private static String result(long id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
    }

    private static String error(long id, String error) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":" + error + "}";
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        reply(exchange, 200, body);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private ChainClient client() {
        return client(OptionalLong.empty());
    }

    private ChainClient client(OptionalLong expected) {
        return client(expected, PATIENT);
    }

    private ChainClient client(OptionalLong expected, Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3/0123secret");
        return ChainClient.at(new ChainClient.Settings(url, expected, timeout, MAX_REPLY, ErrorNames.ours()));
    }

    private void assertUnavailable() {
        assertUnavailable(PATIENT);
    }

    private void assertUnavailable(Duration timeout) {
        try (ChainClient client = client(OptionalLong.empty(), timeout)) {
            ProblemException e = assertThrows(ProblemException.class, () -> client.balance(SOMEBODY, At.LATEST));
            assertEquals(Code.CHAIN_UNAVAILABLE, e.problem().code());
            assertFalse(e.problem().detail().contains("secret"), e.problem().detail());
            assertEquals(1, e.problem().detail().lines().count());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Bad gateway</html>",
                "{\"jsonrpc\":\"2.0\",\"id\":",
                "[]",
                "null",
                "{\"jsonrpc\":\"2.0\",\"id\":99999,\"result\":\"0x1\"}"
            })
    void anAnswerThatIsNoneIsUnavailable(String body) {
        answer = (exchange, id) -> reply(exchange, body);
        assertUnavailable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"1\"", "\"0xzz\"", "\"0x\"", "{}", "\"-0x1\"", "7"})
    void anAmountThatIsNoneIsUnavailable(String result) {
        answer = (exchange, id) -> reply(exchange, result(id, result));
        assertUnavailable();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 429, 500, 502})
    void anotherStatusIsUnavailable(int status) {
        answer = (exchange, id) -> reply(exchange, status, result(id, "\"0x1\""));
        assertUnavailable();
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        answer = (exchange, id) -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] filler = new byte[8192];
                for (int i = 0; i < 100_000; i++) {
                    out.write(filler);
                }
            }
        };
        assertUnavailable();
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForLong() {
        answer = (exchange, id) -> waitForever();
        assertUnavailable(IMPATIENT);
    }

    @Test
    void anAnswerThatStopsHalfwayIsNotWaitedForLong() {
        answer = (exchange, id) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            waitForever();
        };
        assertUnavailable(IMPATIENT);
    }

    private void waitForever() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobodyThereIsUnavailable() {
        server.stop(0);
        assertUnavailable();
    }

    @Test
    void anotherChainThanExpectedIsRefusedBeforeAnythingIsAsked() {
        try (ChainClient client = client(OptionalLong.of(1))) {
            ProblemException e = assertThrows(ProblemException.class, () -> client.balance(SOMEBODY, At.LATEST));
            assertEquals(Code.CHAIN_MISMATCH, e.problem().code());
            assertTrue(
                    e.problem().detail().contains("Expected chain 1"),
                    e.problem().detail());
        }
    }

    @Test
    void aChainThatChangedWhileTheLineWasBrokenIsRefused() {
        try (ChainClient client = client()) {
            assertEquals(Amount.of(1), client.balance(SOMEBODY, At.LATEST));
            Answer good = answer;
            answer = (exchange, id) -> reply(exchange, 502, "");
            assertThrows(ProblemException.class, () -> client.balance(SOMEBODY, At.LATEST));
            chainId = "\"0x6\"";
            answer = good;
            ProblemException e = assertThrows(ProblemException.class, () -> client.balance(SOMEBODY, At.LATEST));
            assertEquals(Code.CHAIN_MISMATCH, e.problem().code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":3,\"message\":\"execution reverted: \\u0000\\u0001\",\"data\":\"0xe37d8b7e\"}",
                "{\"code\":-32000,\"message\":\"VM Exception\",\"data\":\"0xe37d8b7e\"}",
                "{\"code\":-32000,\"message\":\"VM Exception\",\"data\":{\"hash\":null,\"result\":\"0xe37d8b7e\"}}"
            })
    void aRevertIsReadInEveryShapeThatNodesGiveIt(String error) {
        answer = (exchange, id) -> reply(exchange, error(id, error));
        try (ChainClient client = client()) {
            RevertedException e =
                    assertThrows(RevertedException.class, () -> client.estimateGas(Call.read(SOMEBODY, new byte[0])));
            assertEquals(
                    "0xe37d8b7e", org.pluspeer.wallet.eth.Bytes.hex(e.revert().data()));
            assertEquals("Unknown", e.revert().name());
        }
    }

    @Test
    void anErrorOfTheNodeIsNotTakenForARevert() {
        answer = (exchange, id) -> reply(exchange, error(id, "{\"code\":-32601,\"message\":\"no such method\"}"));
        try (ChainClient client = client()) {
            ProblemException e = assertThrows(
                    ProblemException.class, () -> client.call(Call.read(SOMEBODY, new byte[0]), At.LATEST));
            assertEquals(Code.CHAIN_UNAVAILABLE, e.problem().code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "already known",
                "nonce too low",
                "the tx doesn't have the correct nonce. account has nonce of: 5 tx has nonce of: 4",
                "replacement transaction underpriced",
                "max fee per gas less than block base fee",
                "Insufficient funds for gas * price + value",
                "exceeds block gas limit"
            })
    void whatTheNodeSaysToATransactionIsUnderstood(String message) {
        answer = (exchange, id) -> reply(exchange, error(id, "{\"code\":-32000,\"message\":\"" + message + "\"}"));
        try (ChainClient client = client()) {
            Class<? extends Sent> expected =
                    switch (message) {
                        case "already known" -> Sent.AlreadyKnown.class;
                        case "replacement transaction underpriced", "max fee per gas less than block base fee" ->
                            Sent.Underpriced.class;
                        case "Insufficient funds for gas * price + value" -> Sent.InsufficientFunds.class;
                        case "exceeds block gas limit" -> Sent.Refused.class;
                        default -> Sent.NonceTooLow.class;
                    };
            assertEquals(expected, client.send(new byte[] {2}).getClass());
        }
    }

    @Test
    void aTokensNameIsMadeHarmless() {
        answer = (exchange, id) -> reply(
                exchange,
                result(
                        id,
                        "\"0x" + "00".repeat(31) + "20" + "00".repeat(31) + "08" + "e280ae3c623e410a" + "00".repeat(24)
                                + "\""));
        try (ChainClient client = client()) {
            // Decimals of 32, a supply, and a name of a turned reading direction, markup and a line break.
            Token token = new Tokens(client).find(SOMEBODY).orElseThrow();
            assertEquals("<b>A", token.name());
            assertEquals(32, token.decimals());
            assertTrue(token.signingDomain().isEmpty(), "nothing can be signed for it");
        }
    }

    @Test
    void whatIsNoTokenIsNotFound() {
        answer = (exchange, id) -> reply(exchange, result(id, "\"0x\""));
        try (ChainClient client = client()) {
            assertTrue(new Tokens(client).find(SOMEBODY).isEmpty());
        }
    }

    @Test
    void strangersCodeAtTheExchangesAddressIsRefused() {
        answer = (exchange, id) -> reply(exchange, result(id, "\"0x6001\""));
        try (ChainClient client = client()) {
            ProblemException e = assertThrows(ProblemException.class, () -> Exchange.on(client));
            assertEquals(Code.CONTRACT_MISMATCH, e.problem().code());
        }
    }

    @Test
    void aBlockThatClaimsToBeBeyondAllNumbersIsUnavailable() {
        answer = (exchange, id) -> reply(
                exchange,
                result(
                        id,
                        "{\"number\":\"0x" + "f".repeat(20) + "\",\"hash\":\"" + Hash32.ZERO + "\",\"parentHash\":\""
                                + Hash32.ZERO + "\",\"timestamp\":\"0x1\",\"transactions\":[]}"));
        try (ChainClient client = client()) {
            ProblemException e = assertThrows(ProblemException.class, client::head);
            assertEquals(Code.CHAIN_UNAVAILABLE, e.problem().code());
        }
    }
}
