package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Passphrase;

/** The demo as a user runs it: what it prints, whether that is true, and what it says to bad input. */
class DemoIT {
    private static final long PRICE = 4_000_000;
    private static final String ETHER = Address.ZERO.checksummed();
    private static final String DOLLAR = PlayChain.DOLLAR.checksummed();
    private static final List<Integer> ODD_SIZES = List.of(1, 255, 257, 2047, 2049, 5000, 70001);

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"honest", "cheating-seller", "silent-seller"})
    void aStoryEndsAsItMustAndAnIndependentProgramDerivesTheSameAmounts(String story) throws IOException {
        Program.Ran ran = demo("--story", story);

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode document = ran.document();
        assertShape(document);
        assertEquals(story, document.path("story").asText());
        assertTrue(document.path("conserved").asBoolean());
        assertMoney(document, story.equals("honest"));
        if (story.equals("honest")) {
            assertEquals("delivered", document.path("sale").path("state").asText());
            assertEquals(List.of("accept", "deposit", "release"), names(document));
            assertEquals(
                    shippedDataSet(), document.path("file").path("sha256Buyer").asText());
            assertEquals(
                    shippedDataSet(), document.path("file").path("sha256Seller").asText());
            assertTrue(document.path("file").path("bytes").asLong() >= 1_000_000);
        } else {
            assertEquals("refunded", document.path("sale").path("state").asText());
            assertTrue(document.path("file").isNull(), "the file is null");
            assertFalse(Files.exists(scratch.resolve(story + "/buyer/downloads/birdstrikes.csv")), "nothing was saved");
        }
        assertAuditAgrees(story, ran.out());
    }

    @Test
    void anyFileIsSoldByteForByte() throws IOException {
        long seed = new SecureRandom().nextLong();
        int size = ODD_SIZES.get(new Random(seed).nextInt(ODD_SIZES.size()));
        System.out.println("DemoIT sells " + size + " random bytes, seed " + seed);
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        Path file = Files.write(scratch.resolve("some bytes.bin"), bytes);

        Program.Ran ran = demo("--file", file.toString());

        assertEquals(0, ran.exit(), ran::toString);
        JsonNode sold = ran.document().path("file");
        assertEquals(size, sold.path("bytes").asInt());
        assertEquals(sha256(bytes), sold.path("sha256Buyer").asText());
        try (var saved = Files.list(scratch.resolve("honest/buyer/downloads"))) {
            assertTrue(saved.filter(Files::isRegularFile).anyMatch(it -> java.util.Arrays.equals(bytes, read(it))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, file_unreadable, demo --once --json --file does-not-exist",
        "4, file_unreadable, demo --once --json --file .",
        "4, file_unreadable, demo --once --json --file empty",
        "2, bad_request, demo --once --json --story tragedy",
        "2, '', demo --once --json --story",
        "2, '', demo --mistyped",
        "2, '', dance"
    })
    void badInputGetsOneSentenceAndACode(int exit, String code, String words) throws IOException {
        Files.createFile(scratch.resolve("empty"));
        List<String> arguments = new java.util.ArrayList<>(List.of(words.split(" ")));
        if (!code.isEmpty()) {
            arguments.addAll(List.of("--directory", scratch.resolve("demo").toString()));
        }

        Program.Ran ran = Program.run(scratch, arguments);

        assertEquals(exit, ran.exit(), ran::toString);
        Sentences.assertPlain(ran);
        if (!code.isEmpty()) {
            assertEquals(code, ran.document().path("code").asText());
        }
    }

    private Program.Ran demo(String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("demo", "--once", "--json", "--directory", scratch.toString()));
        arguments.addAll(List.of(more));
        Program.Ran ran = Program.run(scratch, arguments);
        Sentences.assertNoTrace(ran.err());
        return ran;
    }

    private static void assertShape(JsonNode document) {
        fields(
                document,
                Set.of("story", "listing", "sale", "file", "balances", "gas", "blocks", "conserved", "elapsedMs"));
        fields(document.path("listing"), Set.of("id", "title", "contentRoot", "size", "gas"));
        assertTrue(document.path("listing").path("id").asText().matches("0x[0-9a-f]{64}"));
        assertTrue(document.path("listing").path("contentRoot").asText().matches("0x[0-9a-f]{64}"));
        assertEquals("0", document.path("listing").path("gas").asText());
        fields(document.path("sale"), Set.of("id", "state", "transactions"));
        for (JsonNode transaction : document.path("sale").path("transactions")) {
            fields(transaction, Set.of("name", "hash", "gasUsed"));
            assertTrue(transaction.path("hash").asText().matches("0x[0-9a-f]{64}"));
            assertTrue(transaction.path("gasUsed").asLong() > 20_000);
        }
        if (!document.path("file").isNull()) {
            fields(document.path("file"), Set.of("bytes", "sha256Seller", "sha256Buyer"));
        }
        assertEquals(4, document.path("balances").size());
        for (JsonNode row : document.path("balances")) {
            fields(row, Set.of("peer", "token", "wallet", "ledger", "escrow"));
            for (String place : List.of("wallet", "ledger", "escrow")) {
                fields(row.path(place), Set.of("before", "after"));
                assertTrue(row.path(place).path("before").isTextual());
                assertTrue(row.path(place).path("after").asText().matches("[0-9]+"));
            }
        }
        fields(document.path("blocks"), Set.of("before", "after"));
        assertTrue(document.path("blocks").path("before").asLong()
                < document.path("blocks").path("after").asLong());
        assertTrue(document.path("elapsedMs").asLong() > 0);
    }

    private static void fields(JsonNode node, Set<String> names) {
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        assertEquals(new TreeSet<>(names), found);
    }

    /** Adds up again what the document says, to the last unit. */
    private static void assertMoney(JsonNode document, boolean sold) {
        BigInteger gas = big(document.path("gas").path("seller"))
                .add(big(document.path("gas").path("buyer")));
        assertEquals(sum(document, "", DOLLAR, "before"), sum(document, "", DOLLAR, "after"), "dollars");
        assertEquals(
                sum(document, "", ETHER, "before"),
                sum(document, "", ETHER, "after").add(gas),
                "ether and gas");
        BigInteger buyer = sum(document, "buyer", DOLLAR, "after").subtract(sum(document, "buyer", DOLLAR, "before"));
        if (sold) {
            assertEquals(BigInteger.valueOf(-PRICE), buyer);
        } else {
            assertTrue(buyer.signum() >= 0, () -> "the buyer is whole: " + buyer);
        }
        for (JsonNode row : document.path("balances")) {
            assertEquals("0", row.path("escrow").path("after").asText(), "nothing is left in escrow");
        }
    }

    private static BigInteger sum(JsonNode document, String peer, String token, String when) {
        BigInteger sum = BigInteger.ZERO;
        for (JsonNode row : document.path("balances")) {
            boolean meant = peer.isEmpty() || row.path("peer").asText().equals(peer);
            if (meant && row.path("token").asText().equals(token)) {
                for (String place : List.of("wallet", "ledger", "escrow")) {
                    sum = sum.add(big(row.path(place).path(when)));
                }
            }
        }
        return sum;
    }

    private static BigInteger big(JsonNode text) {
        return new BigInteger(text.asText());
    }

    private static List<String> names(JsonNode document) {
        Set<String> names = new TreeSet<>();
        document.path("sale")
                .path("transactions")
                .forEach(it -> names.add(it.path("name").asText()));
        return List.copyOf(names);
    }

    private void assertAuditAgrees(String story, String document) throws IOException {
        Path place = scratch.resolve(story);
        Path said = Files.writeString(scratch.resolve("said.json"), document);
        Path accounts = scratch.resolve("accounts.json");
        Files.write(
                accounts,
                Json.write(Map.of(
                        "contract", Exchange.ADDRESS.checksummed(),
                        "token", DOLLAR,
                        "peers", Map.of("seller", account(place, "seller"), "buyer", account(place, "buyer")))));
        try (LocalChain chain = Anvils.start(place.resolve("chain"))) {
            JsonNode audit =
                    Program.script("audit.mjs", "", chain.url().toString(), said.toString(), accounts.toString());
            assertTrue(audit.path("agrees").asBoolean(), audit::toString);
        }
    }

    private static String account(Path place, String name) throws IOException {
        char[] letters =
                Files.readString(place.resolve(name + ".passphrase")).strip().toCharArray();
        try (Passphrase passphrase = Passphrase.of(letters);
                var words = new WalletFile(place.resolve(name + "/wallet.json"), new SecureRandom()).open(passphrase);
                KeyRing ring = KeyRing.of(words)) {
            return ring.signer().address().checksummed();
        }
    }

    private static String shippedDataSet() throws IOException {
        try (var in = org.pluspeer.node.demo.Demo.class.getResourceAsStream("birdstrikes.csv")) {
            return sha256(java.util.Objects.requireNonNull(in).readAllBytes());
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
