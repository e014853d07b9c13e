package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;

/** What a node shows does not depend on its database and its search index: both come back from the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class RebuildIT {
    private static final String WORDS = "tides harbour";

    private Path origin;
    private LocalChain chain;
    private Shown sellers;
    private Shown buyers;
    private Path sellerHome;
    private Path buyerHome;

    /** One sale between two nodes, kept as both left it when they stopped. */
    @BeforeAll
    void sell(@TempDir Path directory) throws IOException {
        origin = directory;
        chain = Anvils.start(origin.resolve("chain"));
        URI rpc = chain.url();
        Path file = origin.resolve("tides.csv");
        Files.writeString(file, "day,height\n" + "2026-11-22,4.1\n".repeat(700));
        try (TestNode seller = TestNode.start(TestNode.Setting.honest(origin.resolve("seller"), rpc));
                TestNode buyer = TestNode.start(
                        TestNode.Setting.honest(origin.resolve("buyer"), rpc).knowing(seller))) {
            chain.play().give(seller.account(), Amount.parseDecimal("1", 18), Amount.parseDecimal("50", 6));
            chain.play().give(buyer.account(), Amount.parseDecimal("1", 18), Amount.parseDecimal("50", 6));
            String sold = list(seller, file, "Tides of the harbour");
            list(seller, file, "Tides of the harbour, corrected");
            String withdrawn = list(seller, file, "Tides of the harbour, wrong ones");
            buyer.find(WORDS, withdrawn);
            seller.api().delete("/listings/" + withdrawn);
            buyer.find(WORDS, sold);
            String id = buyer.buy(sold);
            buyer.purchase(id, "delivered");
            seller.sale(id, "released");
            for (TestNode node : List.of(seller, buyer)) {
                node.until(
                        "/wallet", wallet -> wallet.path("pendingTransactions").asInt() == 0);
            }
            buyer.until("/listings", page -> page.path("listings").size() == 2);
            assertTheSaleIsInTheBalance(seller);
            sellers = shown(seller);
            buyers = shown(buyer);
        }
        assertEquals(2, sellers.at("/listings?mine=true").path("listings").size());
        assertEquals(2, buyers.at("/listings?q=tides+harbour").path("listings").size());
        assertEquals(1, buyers.at("/purchases").path("purchases").size());
        assertEquals(1, sellers.at("/sales").path("sales").size());
        assertTrue(sellers.at("/wallet/history").path("entries").size() >= 2);
    }

    /** The sale's machine and the chain's ledger tell the same, and the balance names what it came from. */
    private static void assertTheSaleIsInTheBalance(TestNode seller) {
        JsonNode books = seller.until(
                "/wallet/reconcile",
                found -> found.path("ok").asBoolean()
                        && !among(found.path("rows"), "place", "sales").isEmpty());
        assertEquals(
                "3000000",
                among(books.path("rows"), "place", "sales")
                        .getFirst()
                        .path("chain")
                        .asText());
        JsonNode dollars = among(seller.get("/balance").path("tokens"), "earned", "3000000")
                .getFirst();
        JsonNode data = among(dollars.path("sources"), "source", "data").getFirst();
        assertEquals("3000000", data.path("earned").asText());
    }

    private static List<JsonNode> among(JsonNode all, String field, String value) {
        List<JsonNode> found = new java.util.ArrayList<>();
        all.forEach(one -> {
            if (one.path(field).asText().equals(value)) {
                found.add(one);
            }
        });
        return found;
    }

    @BeforeEach
    void begin(@TempDir Path home) throws IOException {
        sellerHome = copy(origin.resolve("seller"), home.resolve("seller"));
        buyerHome = copy(origin.resolve("buyer"), home.resolve("buyer"));
    }

    @AfterAll
    void stop() {
        chain.close();
    }

    @Test
    void allComesBackWithoutDatabaseAndIndex() throws IOException {
        for (Path home : List.of(sellerHome, buyerHome)) {
            delete(home.resolve("store"));
            delete(home.resolve("index"));
        }
        assertAllIsAsItWas("The database is behind the journal");
    }

    @Test
    void theIndexAloneComesBackFromTheDatabase() throws IOException {
        delete(sellerHome.resolve("index"));
        delete(buyerHome.resolve("index"));
        assertAllIsAsItWas("The search index is made anew");
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        for (Path home : List.of(sellerHome, buyerHome)) {
            try (Stream<Path> files = Files.list(home.resolve("index"))) {
                for (Path file :
                        files.filter(path -> !path.endsWith("write.lock")).toList()) {
                    scribble(file, 0.02);
                }
            }
        }
        assertAllIsAsItWas("The search index is damaged");
    }

    @Test
    void aDatabaseDamagedAllOverIsBuiltAnew() throws IOException {
        scribble(sellerHome.resolve("store/peer.mv.db"), 0.01);
        scribble(buyerHome.resolve("store/peer.mv.db"), 0.01);
        assertAllIsAsItWas("The database cannot be opened");
        assertTrue(Files.exists(sellerHome.resolve("store/peer.mv.db.damaged")), "the damaged one is kept");
    }

    @Test
    void aDatabaseWithoutItsHeadIsBuiltAnew() throws IOException {
        for (Path home : List.of(sellerHome, buyerHome)) {
            Path file = home.resolve("store/peer.mv.db");
            byte[] bytes = Files.readAllBytes(file);
            Arrays.fill(bytes, 0, Math.min(8192, bytes.length), (byte) 0);
            Files.write(file, bytes);
        }
        assertAllIsAsItWas("The database cannot be opened");
    }

    @Test
    void aBitThatFlippedInTheJournalStopsTheStartAndNothingIsTouched() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(sellerHome.resolve("journal"))) {
            segment = files.filter(path -> path.toString().endsWith(".journal"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[512 + (end - 512) / 2] ^= 1;
        Files.write(segment, bytes);
        Map<String, String> before = hashes(sellerHome);

        ProblemException refused = assertThrows(
                ProblemException.class, () -> TestNode.start(TestNode.Setting.honest(sellerHome, chain.url()))
                        .close());

        assertEquals(Problem.Code.STORAGE_CORRUPT, refused.problem().code());
        assertEquals(8, refused.problem().code().exit());
        String said = refused.problem().detail();
        assertTrue(said.contains("damaged at byte") && said.contains(segment.toString()), said);
        assertFalse(said.contains("\n") || said.contains("Exception"), said);
        assertEquals(before, hashes(sellerHome), "not a byte of what was there is changed or gone");
    }

    private void assertAllIsAsItWas(String line) throws IOException {
        try (LogLines log = new LogLines();
                TestNode seller = TestNode.start(TestNode.Setting.honest(sellerHome, chain.url()));
                TestNode buyer = TestNode.start(
                        TestNode.Setting.honest(buyerHome, chain.url()).knowing(seller))) {
            assertTrue(log.has(line), () -> "no line says “" + line + "” in\n" + log);
            buyer.until("/listings", page -> page.path("listings").size() == 2);
            assertSame(sellers, shown(seller));
            assertSame(buyers, shown(buyer));
        }
    }

    private static void assertSame(Shown before, Shown after) {
        before.pages()
                .forEach((path, then) ->
                        assertEquals(then.toPrettyString(), after.at(path).toPrettyString(), path));
    }

    private record Shown(Map<String, JsonNode> pages) {
        JsonNode at(String path) {
            return Objects.requireNonNull(pages.get(path), path);
        }
    }

    private static String list(TestNode seller, Path file, String title) {
        return seller.list(file, title, 3_000_000, PlayChain.DOLLAR).path("id").asText();
    }

    /** All that a node shows of what it has and did, less what depends on the moment. */
    private static Shown shown(TestNode node) {
        Map<String, JsonNode> shown = new LinkedHashMap<>();
        for (String path : List.of(
                "/listings?mine=true",
                "/listings",
                "/listings?q=tides+harbour",
                "/listings?q=correctd",
                "/purchases",
                "/sales",
                "/balance",
                "/wallet",
                "/wallet/history")) {
            JsonNode answer = node.get(path);
            for (JsonNode listing : answer.path("listings")) {
                ((ObjectNode) listing).remove(List.of("sellerOnline", "sellerLastSeen"));
            }
            // Who was asked is told of this run of the node alone.
            for (JsonNode purchase : answer.path("purchases")) {
                ((ObjectNode) purchase.path("progress")).remove("sources");
            }
            shown.put(path, byId(answer));
        }
        return new Shown(shown);
    }

    /** What was heard is heard again in any order. */
    private static JsonNode byId(JsonNode answer) {
        if (!answer.has("listings")) {
            return answer;
        }
        Map<String, JsonNode> listings = new TreeMap<>();
        answer.path("listings")
                .forEach(listing -> listings.put(listing.path("id").asText(), listing));
        var sorted = ((ObjectNode) answer).putArray("listings");
        listings.values().forEach(sorted::add);
        return answer;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Overwrites a part of the bytes, by chance but the same ones each time. */
    private static void scribble(Path file, double part) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(bytes.length);
        for (int i = 0; i < Math.max(4, bytes.length * part); i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(file, bytes);
    }

    private static Map<String, String> hashes(Path home) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                // The database writes when it is opened; the search index and the lock too.
                if (!name.startsWith("store/") && !name.equals("node.lock")) {
                    hashes.put(name, sha256(file));
                }
            }
        }
        return hashes;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return Bytes.hex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
