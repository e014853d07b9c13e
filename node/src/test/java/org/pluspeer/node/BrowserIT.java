package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;

/** A person with a real browser at two real nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class BrowserIT {
    private static final long PRICE = 4_000_000;
    private static final String TITLE = "Rainfall of a dry town";
    private static final String HOSTILE_TITLE =
            "<img src=x onerror=alert(1)><script>alert(2)</script> \"'`${7*7}{{7*7}}";
    private static final String HOSTILE_TEXT =
            "<b>bold</b> [click](javascript:alert(3)) ![pixel](http://192.0.2.1/p.png)\n"
                    + "<iframe src=\"https://evil.example\"></iframe> &lt;script&gt; </main><h1>Owned</h1>\n"
                    + "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \ud83d\udc69\ud83c\udffd Z\u0351\u0363\u0352";
    private static final String HOSTILE_CSV = "name,<i>value</i>,=1+1\n"
            + "<img src=x onerror=alert(4)>,\"<script>alert(5)</script>\",\u202egnp.exe\u202c\n"
            + "javascript:alert(6),\"=HYPERLINK(\"\"http://192.0.2.1\"\")\",\u200b\u2066x\n";

    private Path directory;
    private BrowserScript browser;
    private LocalChain chain;
    private TestNode seller;
    private TestNode buyer;

    @BeforeAll
    void open(@TempDir Path temporary) {
        directory = temporary;
        browser = new BrowserScript(directory);
        chain = Anvils.start(directory.resolve("chain"));
        seller = TestNode.start(TestNode.Setting.honest(directory.resolve("seller"), chain.url()));
        buyer = TestNode.start(
                TestNode.Setting.honest(directory.resolve("buyer"), chain.url()).knowing(seller));
        for (TestNode node : List.of(seller, buyer)) {
            chain.play().give(node.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        }
    }

    @AfterAll
    void close() {
        buyer.close();
        seller.close();
        chain.close();
    }

    @Test
    void findsLooksBuysAndDownloads() throws Exception {
        Path file = Files.writeString(directory.resolve("rain.csv"), rain());
        String listing =
                seller.list(file, TITLE, PRICE, PlayChain.DOLLAR).path("id").asText();
        buyer.find("rainfall town", listing);
        JsonNode cost = buyer.get("/listings/" + listing).path("cost");
        assertEquals(String.valueOf(PRICE), cost.path("total").asText(), "what it would cost is said beforehand");

        JsonNode bought = browser.run("buy.mjs", buyer.api().page(), "rainfall town", TITLE);
        assertEquals(List.of(), BrowserScript.texts(bought.path("complaints")));
        assertEquals(sha256(Files.readAllBytes(file)), bought.path("sha256").asText());
        assertEquals(Files.size(file), bought.path("bytes").asLong());
        assertEquals("rain.csv", bought.path("name").asText());

        JsonNode sales = seller.until(
                "/sales",
                found -> found.path("sales").path(0).path("state").asText().equals("released"));
        assertEquals(1, sales.path("sales").size());
        JsonNode seen = browser.run("sold.mjs", seller.api().page(), TITLE);
        assertEquals(List.of(), BrowserScript.texts(seen.path("complaints")));
        JsonNode said = seen.path("said");
        assertTrue(
                said.path("sale").asText().contains("it is in your ledger"),
                said.path("sale").asText());
        assertTrue(
                said.path("wallet").asText().contains("4.00"),
                said.path("wallet").asText());
    }

    @Test
    void aHostileListingIsOnlyText() throws Exception {
        Path file = Files.writeString(directory.resolve("it's; rm -rf & (1).csv"), HOSTILE_CSV);
        String listing = seller.api()
                .post("/listings", wanted(file, HOSTILE_TITLE, HOSTILE_TEXT))
                .path("id")
                .asText();
        buyer.find("bold", listing);
        JsonNode seen = browser.run("hostile.mjs", buyer.api().page(), listing);
        assertEquals(List.of(), BrowserScript.texts(seen.path("complaints")));
        assertEquals(0, seen.path("markup").asInt(), "some of it became markup");
        String said = seen.path("said").asText();
        for (String words : List.of(
                HOSTILE_TITLE,
                "[click](javascript:alert(3))",
                "</main><h1>Owned</h1>",
                "<img src=x onerror=alert(4)>",
                "<script>alert(5)</script>",
                "<i>value</i>")) {
            assertTrue(said.contains(words), words + " is not shown in " + said);
        }
    }

    @Test
    void showsWhatIsKeptByOthersAndForOthers() throws Exception {
        String name = "<b>plans</b> & \"more\".bin";
        byte[] content = new byte[400_000];
        new Random(8).nextBytes(content);
        Path file = Files.write(directory.resolve("plans.bin"), content);
        Path odd = Files.createDirectory(directory.resolve("odd")).resolve(name.replace('/', '|'));
        Files.move(file, odd);
        seller.api().post("/storage/offered", DealWalk.table());
        buyer.until("/listings?tag=storage", found -> !found.path("listings").isEmpty());
        String kept = buyer.api()
                .post(
                        "/storage/kept",
                        Map.of(
                                "path",
                                odd.toString(),
                                "copies",
                                1,
                                "seconds",
                                7200,
                                "token",
                                PlayChain.DOLLAR.checksummed(),
                                "max",
                                "50000000",
                                "idempotencyKey",
                                "keep the plans"))
                .path("id")
                .asText();
        buyer.until(
                "/storage/kept/" + kept, found -> found.path("state").asText().equals("kept"));
        JsonNode mine = browser.run("storage.mjs", buyer.api().page(), "Kept by 1 provider");
        assertEquals(List.of(), BrowserScript.texts(mine.path("complaints")));
        assertEquals(0, mine.path("markup").asInt(), "some of it became markup");
        for (String device : List.of("phone", "desk")) {
            String said = mine.path("said").path(device).asText();
            assertTrue(said.contains("<b>plans<|b> & \"more\".bin"), said);
            assertTrue(said.contains("0 of 2"), said);
        }
        JsonNode theirs = browser.run("storage.mjs", seller.api().page(), "of 67.1 MB");
        assertEquals(List.of(), BrowserScript.texts(theirs.path("complaints")));
        assertTrue(theirs.path("said").path("desk").asText().contains("0 of 2"), theirs::toString);
    }

    @Test
    void showsWhatIsSeededForPayAndWhatIsSoldByTheCall() throws Exception {
        byte[] content = new byte[300_000];
        new Random(9).nextBytes(content);
        Path file = Files.write(directory.resolve("charts.bin"), content);
        Map<String, Object> shared = new HashMap<>(wanted(file, "Charts <b>for all</b>", "text"));
        shared.put("shared", true);
        String listing = seller.api().post("/listings", shared).path("id").asText();
        buyer.find("charts", listing);
        buyer.api().post("/seeds", Map.of("listing", listing, "perGib", "50000"));
        buyer.until(
                "/seeds",
                found -> found.path("seeds").path(0).path("state").asText().equals("complete"));
        JsonNode seeding = look(buyer, "A GiB costs others", "seeding");
        for (String device : List.of("phone", "desk")) {
            String said = seeding.path("said").path(device).asText();
            assertTrue(said.contains("Charts <b>for all</b>"), said);
            assertTrue(said.contains("0.05"), said);
        }
        look(buyer, "Set the price", "listings/" + listing);
        JsonNode services = look(seller, "What I sell by HTTP", "services");
        assertTrue(services.path("said").path("desk").asText().contains("peer sell api"), services::toString);
    }

    @Test
    void aChannelIsOpenedRaisedAndClosedByTheKeyboardAlone() throws Exception {
        Path file = Files.writeString(directory.resolve("tides.csv"), "a,b\n1,2\n");
        String listing = seller.list(file, "Tides of a quiet bay", PRICE, PlayChain.DOLLAR)
                .path("id")
                .asText();
        buyer.find("quiet bay", listing);
        JsonNode seen = browser.run("channels.mjs", buyer.api().page(), listing);
        assertEquals(List.of(), BrowserScript.texts(seen.path("complaints")));
        JsonNode over = buyer.until(
                "/channels",
                found -> found.path("channels").path(0).path("state").asText().equals("closed"));
        assertEquals(1, over.path("channels").size(), "Escape opened nothing");
        assertEquals("5000000", over.path("channels").path(0).path("deposit").asText(), "and raised nothing");
    }

    /** A page without a complaint, on phone and desk. */
    private JsonNode look(TestNode node, String words, String route) throws Exception {
        JsonNode seen = browser.run("storage.mjs", node.api().page(), words, route);
        assertEquals(List.of(), BrowserScript.texts(seen.path("complaints")));
        assertEquals(0, seen.path("markup").asInt(), "some of it became markup");
        return seen;
    }

    /** What deceives the eye is refused where it is written, before any page shows it. */
    @Test
    void wordsThatDeceiveTheEyeAreRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("plain.csv"), "a,b\n1,2\n");
        for (String title :
                List.of("safe\u202efdp.exe", "zero\u200bwidth", "two\nlines", "nul\u0000", " ", "x".repeat(201))) {
            var refused = assertThrows(
                    ProblemException.class, () -> seller.api().post("/listings", wanted(file, title, "text")));
            assertEquals(Problem.Code.LISTING_INVALID, refused.problem().code(), title);
        }
    }

    private static Map<String, Object> wanted(Path file, String title, String description) {
        return Map.of(
                "path",
                file.toString(),
                "title",
                title,
                "description",
                description,
                "tags",
                List.of("<u>tag</u>"),
                "licence",
                "<a href=//evil.example>CC0</a>",
                "price",
                String.valueOf(PRICE),
                "token",
                PlayChain.DOLLAR.checksummed(),
                "idempotencyKey",
                "list " + title.hashCode());
    }

    /** Some hundred kilobytes of a table that looks like one. */
    private static String rain() {
        StringBuilder csv = new StringBuilder("date,station,millimetres,note\n");
        for (int day = 0; day < 5000; day++) {
            csv.append("2019-").append(day % 12 + 1).append('-').append(day % 28 + 1);
            csv.append(",ST").append(day % 7).append(',').append(day * 31 % 40).append(".5,\"dry, mostly\"\n");
        }
        return csv.toString();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
