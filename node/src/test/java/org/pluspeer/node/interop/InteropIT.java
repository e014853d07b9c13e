package org.pluspeer.node.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TypedDataJson;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Eip191;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.eth.Siwe;
import org.pluspeer.wallet.eth.TypedData;
import org.pluspeer.wallet.policy.Intent;

/**
 * What ethers, viem, MetaMask's eth-sig-util and the reference of EIP-4361 sign we verify, and what we sign they
 * verify. The seed of a run is printed; {@code -Dinterop.seed=N} runs it again.
 */
@Timeout(600)
class InteropIT {
    private static final long CHAIN = 31337;
    private static final long SEED = Long.getLong("interop.seed", new SecureRandom().nextLong());
    private static final RandomMessages RANDOM = new RandomMessages(new Random(SEED), CHAIN);

    private static @Nullable Others others;

    @BeforeAll
    static void start() {
        System.out.println("interop.seed=" + SEED);
        others = Others.start();
    }

    @AfterAll
    static void stop() {
        others().close();
    }

    private static Others others() {
        if (others == null) {
            throw new IllegalStateException("not started");
        }
        return others;
    }

    private static Desk desk() {
        return Desk.of(RANDOM.bytes(32), CHAIN);
    }

    /** Each of theirs is the very same bytes as ours: all of them take the nonce from RFC 6979. */
    private static void assertAll(int count, String ours, List<String> theirs) {
        assertEquals(java.util.Collections.nCopies(count, ours), theirs);
    }

    @Test
    void textsBothWays() {
        for (int i = 0; i < 20; i++) {
            Desk desk = desk();
            byte[] message = RANDOM.bytes(1 + 13 * i);
            String hex = Bytes.hex(message);
            List<String> theirs = others().texts("signText", Map.of("key", desk.hexKey(), "message", hex));
            for (String signature : theirs) {
                assertTrue(Secp256k1.verify(
                        Eip191.digest(message),
                        Signature.ofForeign(Bytes.parseHex(signature)),
                        desk.signer().address()));
            }
            String ours = desk.hexSignature(new Intent.SignText(message));
            assertAll(3, ours, theirs);
            assertAll(3, desk.address(), others().texts("recoverText", Map.of("message", hex, "signature", ours)));
            assertAll(3, desk.address(), others().texts("addresses", Map.of("key", desk.hexKey())));
        }
    }

    @Test
    void typedDataBothWays() {
        for (int i = 0; i < 150; i++) {
            Desk desk = desk();
            Map<String, Object> data = RANDOM.next();
            TypedData read = TypedDataJson.read(Json.write(data));
            List<String> theirs = others().texts("signTyped", Map.of("key", desk.hexKey(), "data", data));
            for (String signature : theirs) {
                Signature parsed = Signature.ofForeign(Bytes.parseHex(signature));
                assertEquals(desk.signer().address(), Secp256k1.recover(read.digest(), parsed), () -> "of " + data);
            }
            if (read.lines().stream().allMatch(line -> line.type().equals("bytes32"))) {
                continue; // bare hashes are refused
            }
            String ours = desk.owning(named(read)).hexSignature(new Intent.SignTypedData(read));
            assertAll(3, desk.address(), others().texts("recoverTyped", Map.of("data", data, "signature", ours)));
        }
    }

    /** Every address that the message names: random messages name strangers beside numbers, which is refused. */
    private static Set<Address> named(TypedData data) {
        return data.lines().stream()
                .filter(line -> line.type().equals("address"))
                .map(line -> Address.parse(line.shown()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> tree(Map<String, @Nullable Object> message) {
        List<Map<String, String>> node = new ArrayList<>();
        Map.of("text", "string", "yes", "bool", "left", "Node", "more", "Node[]", "names", "string[]")
                .forEach((name, type) -> node.add(Map.of("name", name, "type", type)));
        return Map.of(
                "types",
                Map.of("EIP712Domain", List.of(Map.of("name", "name", "type", "string")), "Node", node),
                "primaryType",
                "Node",
                "domain",
                Map.of("name", "Tree"),
                "message",
                message);
    }

    private static Map<String, @Nullable Object> node(Random random, int depth) {
        Map<String, @Nullable Object> node = new HashMap<>();
        node.put("text", random.nextBoolean() ? null : "t" + depth);
        node.put("yes", random.nextBoolean() ? null : true);
        node.put("names", Arrays.asList("a", null, ""));
        if (random.nextBoolean()) {
            node.put("left", depth == 0 || random.nextBoolean() ? null : node(random, depth - 1));
        }
        node.put("more", depth == 0 ? List.of() : Arrays.asList(null, node(random, depth - 1)));
        return node;
    }

    @Test
    void nothingIsWhatMetaMaskMakesOfIt() {
        Random random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            Map<String, Object> data = tree(node(random, 1 + i % 4));
            assertEquals(
                    others().ask("metamaskTyped", Map.of("data", data)).asText(),
                    TypedDataJson.read(Json.write(data)).digest().hex(),
                    () -> "of " + data);
        }
    }

    @Test
    void nothingIsRefusedWhereMetaMaskRefusesIt() {
        for (String type :
                List.of("bytes", "bytes32", "bytes4", "address", "uint256", "int8", "uint8[]", "string[2]")) {
            Map<String, @Nullable Object> message = new HashMap<>();
            message.put("value", null);
            Map<String, Object> data = Map.of(
                    "types",
                    Map.of("EIP712Domain", List.of(), "Note", List.of(Map.of("name", "value", "type", type))),
                    "primaryType",
                    "Note",
                    "domain",
                    Map.of(),
                    "message",
                    message);
            assertEquals(Optional.empty(), others().tryToAsk("metamaskTyped", Map.of("data", data)), type);
            assertThrows(ProblemException.class, () -> TypedDataJson.read(Json.write(data)), type);
        }
    }

    private static Map<String, Object> signIn(Address account, int i) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("domain", i % 3 == 0 ? "localhost:8080" : "example" + i + ".com");
        fields.put("address", account.checksummed());
        fields.put("uri", "https://example.com/login?i=" + i + "#top");
        fields.put("version", "1");
        fields.put("chainId", CHAIN);
        fields.put("nonce", RANDOM.hex(6).substring(2));
        fields.put("issuedAt", "2026-11-22T14:30:0" + i % 10 + ".000Z");
        List<Map.Entry<String, Object>> more = List.of(
                Map.entry("statement", "I accept the terms: https://example.com/tos (all of them)."),
                Map.entry("expirationTime", "2100-11-22T14:30:00.000Z"),
                Map.entry("notBefore", "2020-11-22T14:30:00.000Z"),
                Map.entry("requestId", "some_id-" + i),
                Map.entry("resources", List.of("ipfs://bafy" + i, "https://example.com/a;b=c")));
        for (int bit = 0; bit < more.size(); bit++) {
            if ((i >> bit & 1) == 1) {
                fields.put(more.get(bit).getKey(), more.get(bit).getValue());
            }
        }
        return fields;
    }

    @Test
    void signInsBothWays() {
        for (int i = 0; i < 32; i++) {
            Desk desk = desk();
            Map<String, Object> fields = signIn(desk.signer().address(), i);
            String byViem = others().ask("siweByViem", Map.of("fields", fields)).asText();
            String bySpruce =
                    others().ask("siweBySpruce", Map.of("fields", fields)).asText();
            assertEquals(bySpruce, byViem);
            Siwe siwe = Siwe.parse(byViem);
            assertEquals(byViem, siwe.text());
            assertEquals(desk.signer().address(), siwe.address());
            String signature = desk.hexSignature(new Intent.SignIn(siwe));
            JsonNode read = others().ask("readSiwe", Map.of("text", siwe.text(), "signature", signature));
            assertTrue(read.path("spruce").path("valid").asBoolean(), siwe.text());
            for (String by : List.of("spruce", "viem")) {
                assertEquals(siwe.domain(), read.path(by).path("domain").asText());
                assertEquals(
                        siwe.address().checksummed(),
                        read.path(by).path("address").asText());
                assertEquals(siwe.nonce(), read.path(by).path("nonce").asText());
                assertEquals(siwe.uri(), read.path(by).path("uri").asText());
            }
        }
    }

    @Test
    void aSignInThatIsTakenHereIsTakenByTheStandardsOwnGrammar() {
        Random random = new Random(SEED);
        int taken = 0;
        for (int i = 0; i < 400; i++) {
            String text = others().ask("siweByViem", Map.of("fields", signIn(RANDOM.address(), i % 32)))
                    .asText();
            StringBuilder bent = new StringBuilder(text);
            bent.setCharAt(random.nextInt(text.length()), "aZ0:/?#[]@ \n%-é\"".charAt(random.nextInt(16)));
            boolean ours = isTaken(bent.toString());
            taken += ours ? 1 : 0;
            boolean theirs =
                    others().tryToAsk("isSiwe", Map.of("text", bent.toString())).isPresent();
            assertTrue(!ours || theirs, () -> "taken here alone: " + bent);
        }
        assertTrue(taken > 20, "most changes leave no message, but not all");
    }

    private static boolean isTaken(String text) {
        try {
            return Siwe.parse(text).text().equals(text);
        } catch (MalformedException e) {
            return false;
        }
    }
}
