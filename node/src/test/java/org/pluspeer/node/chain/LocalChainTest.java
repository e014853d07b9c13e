package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

class LocalChainTest {
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");

    private final Path directory;

    LocalChainTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private LocalChain start(OptionalLong chainId) {
        return Anvils.start(directory, chainId);
    }

    @Test
    void comesBackWithItsIdItsBlocksAndItsMoney() {
        long chainId;
        BlockRef before;
        try (LocalChain chain = start(OptionalLong.empty())) {
            chain.play().give(SOMEBODY, Amount.of(12345), Amount.of(4_000_000));
            chainId = chain.chainId();
            before = chain.play().client().head();
        }
        try (LocalChain chain = start(OptionalLong.empty())) {
            ChainClient client = chain.play().client();
            assertEquals(chainId, chain.chainId());
            assertEquals(
                    before.hash(), client.block(before.number()).orElseThrow().hash());
            assertEquals(Amount.of(12345), client.balance(SOMEBODY, At.LATEST));
        }
    }

    @Test
    void doesNotGoBackInTimeWhenItIsStartedAgain() {
        long before;
        try (LocalChain chain = start(OptionalLong.empty())) {
            long now = chain.play().client().head().time();
            before = chain.play().increaseTime(40L * 24 * 3600).time();
            assertTrue(before >= now + 40L * 24 * 3600, "the clock moved");
        }
        try (LocalChain chain = start(OptionalLong.empty())) {
            chain.play().mine(1);
            BlockRef head = chain.play().client().head();
            assertTrue(head.time() >= before, head.time() + " is before " + before);
        }
    }

    @Test
    void finalisesAPaymentByItself() {
        try (LocalChain chain = start(OptionalLong.empty())) {
            chain.play().give(SOMEBODY, Amount.of(1), Amount.ZERO);
            ChainClient client = chain.play().client();
            // Not the head: it may be past the gift's block already, and then nothing goes on to make it final.
            long given = client.head().number();
            while (client.block(given).orElseThrow().transactions() == 0) {
                given--;
            }
            long paidIn = given;
            assertTrue(
                    Await.until(() -> client.finalized().orElseThrow().number() >= paidIn),
                    "finalized stays at " + client.finalized());
        }
    }

    @Test
    void keepsTheFaucetsKeyForTheOwnerAlone() throws IOException {
        try (LocalChain chain = start(OptionalLong.empty())) {
            assertTrue(chain.chainId() > 0);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("faucet.key"))));
        }
    }

    @Test
    void isHeldByOneProcessAtATime() {
        try (LocalChain chain = start(OptionalLong.empty())) {
            assertTrue(chain.chainId() > 0);
            assertEquals(Code.ALREADY_RUNNING, code(() -> start(OptionalLong.empty())));
        }
    }

    @Test
    void refusesToBeAnotherChainThanItWas() {
        start(OptionalLong.of(84532)).close();
        assertEquals(Code.CHAIN_MISMATCH, code(() -> start(OptionalLong.of(84533))));
    }

    @Test
    void goesOnFromTheStateBeforeWhenTheLastOneWasCutOff() throws IOException {
        start(OptionalLong.empty()).close();
        start(OptionalLong.empty()).close();
        Path state = directory.resolve("state.json");
        byte[] whole = Files.readAllBytes(state);
        Files.write(state, java.util.Arrays.copyOf(whole, whole.length / 2));
        try (LocalChain chain = start(OptionalLong.empty())) {
            assertTrue(chain.chainId() > 0);
        }
        assertTrue(Files.exists(directory.resolve("state.broken.json")));
    }

    @Test
    void refusesAStateThatCannotBeMended() throws IOException {
        start(OptionalLong.empty()).close();
        Files.writeString(directory.resolve("state.json"), "{\"block\":");
        Files.deleteIfExists(directory.resolve("state.last.json"));
        assertEquals(Code.STORAGE_CORRUPT, code(() -> start(OptionalLong.empty())));
        assertEquals("{\"block\":", Files.readString(directory.resolve("state.json")), "nothing was changed");
    }

    @Test
    void hasNoAccountThatOthersKnowAndAnswersNoForeignPage() throws Exception {
        try (LocalChain chain = start(OptionalLong.empty());
                HttpClient http = HttpClient.newHttpClient()) {
            assertEquals(
                    "[]",
                    ask(http, chain.url(), "eth_accounts", "application/json").replaceAll(".*\"result\":|}$", ""));
            assertFalse(ask(http, chain.url(), "eth_chainId", "text/plain").contains("result"));
        }
    }

    @Test
    void leavesNoProcessBehind() throws IOException {
        long pid;
        try (LocalChain chain = start(OptionalLong.empty())) {
            assertTrue(chain.chainId() > 0);
            pid = Long.parseLong(
                    Files.readString(directory.resolve("chain.pid")).strip());
            assertTrue(ProcessHandle.of(pid).isPresent());
        }
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    private static String ask(HttpClient http, URI url, String method, String type) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[]}";
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static Code code(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(ProblemException.class, action).problem().code();
    }
}
