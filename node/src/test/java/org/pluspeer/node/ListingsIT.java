package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;

/** What a node lists for its owner, what it refuses to list, and what comes of asking twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class ListingsIT {
    private Path directory;
    private Path table;
    private LocalChain chain;
    private TestNode node;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        directory = folder;
        table = Files.writeString(directory.resolve("tides.csv"), "day,height\n" + "2026-11-22,4.1\n".repeat(900));
        chain = Anvils.start(directory.resolve("chain"));
        node = TestNode.start(TestNode.Setting.honest(directory.resolve("node"), chain.url()));
    }

    @AfterAll
    void stop() {
        node.close();
        chain.close();
    }

    /** A listing that is sound, but for what the test changes; a value of null leaves a field out. */
    private Map<String, Object> wanted(String key) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("path", table.toString());
        wanted.put("title", "Tides " + key);
        wanted.put("price", "4000000");
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("idempotencyKey", key);
        return wanted;
    }

    private JsonNode list(Map<String, Object> wanted) {
        return node.api().post("/listings", wanted);
    }

    private Problem refused(String key, String field, Object value) {
        Map<String, Object> wanted = wanted(key);
        wanted.put(field, value);
        return refused(wanted);
    }

    private Problem refused(Map<String, Object> wanted) {
        long before = node.get("/listings?mine=true&limit=100").path("listings").size();
        Problem problem =
                assertThrows(ProblemException.class, () -> list(wanted)).problem();
        assertEquals(
                before,
                node.get("/listings?mine=true&limit=100").path("listings").size(),
                "nothing is listed");
        return problem;
    }

    @Test
    void theSameKeyIsTheSameListingAlsoAfterwards() {
        JsonNode first = list(wanted("once"));
        assertEquals(first.path("id"), list(wanted("once")).path("id"));
        assertEquals(first.path("contentRoot"), list(wanted("twice")).path("contentRoot"));
        assertFalse(first.path("id").equals(list(wanted("twice")).path("id")));
    }

    @Test
    void aTableIsListedWithItsColumnsAndProvenSamplesForNoGas() {
        JsonNode listing = list(wanted("table"));
        assertEquals("dataset", listing.path("kind").asText());
        assertEquals("text/csv", listing.path("mediaType").asText());
        assertEquals("tides.csv", listing.path("fileName").asText());
        assertEquals("0", listing.path("gas").asText());
        assertEquals(
                "[{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"height\",\"type\":\"number\"}]",
                listing.path("schema").path("columns").toString());
        assertEquals(3, listing.path("samples").size());
        listing.path("samples")
                .forEach(sample -> assertTrue(sample.path("verified").asBoolean()));
        assertTrue(listing.path("samples").path(0).path("text").asText().startsWith("day,height\n"));
    }

    @Test
    void wordsThatOthersWouldNotTakeAreNotSigned() {
        for (String title : List.of("", "two\nlines", "x".repeat(201), "red \u001b[31m", "turned \u202e round")) {
            assertEquals(
                    Problem.Code.LISTING_INVALID,
                    refused("title", "title", title).code(),
                    title);
        }
        assertEquals(
                Problem.Code.LISTING_INVALID,
                refused("text", "description", "x".repeat(8001)).code());
        assertEquals(
                Problem.Code.LISTING_INVALID,
                refused("tags", "tags", List.of("a", "a")).code());
        assertEquals(
                Problem.Code.LISTING_INVALID,
                refused("type", "mediaType", "no type").code());
        assertEquals(Problem.Code.LISTING_INVALID, refused("free", "price", "0").code());
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        Problem problem = refused("token", "token", "0x00000000000000000000000000000000000000aa");
        assertEquals(Problem.Code.NOT_FOUND, problem.code());
        assertTrue(problem.detail().contains("no token"), problem.detail());
    }

    @Test
    void aFileThatIsNotThereOrNamedTwiceIsRefused() throws IOException {
        assertEquals(
                Problem.Code.FILE_UNREADABLE,
                refused("gone", "path", directory.resolve("gone.csv").toString())
                        .code());
        assertEquals(
                Problem.Code.FILE_UNREADABLE,
                refused("folder", "path", directory.toString()).code());
        assertEquals(Problem.Code.BAD_REQUEST, refused("both", "fileId", "0x12").code());
        Map<String, Object> neither = wanted("neither");
        neither.remove("path");
        assertEquals(Problem.Code.BAD_REQUEST, refused(neither).code());
        Map<String, Object> upload = wanted("upload");
        upload.remove("path");
        upload.put("fileId", "0x12");
        assertEquals(Problem.Code.NOT_FOUND, refused(upload).code());
        Path empty = Files.createFile(directory.resolve("empty.csv"));
        Problem nothing = refused("empty", "path", empty.toString());
        assertTrue(nothing.code() != Problem.Code.INTERNAL, nothing.toString());
    }

    @Test
    void itHoldsForAsLongAsTheOwnerSaid() {
        assertEquals(Problem.Code.BAD_REQUEST, refused("never", "validDays", 0).code());
        assertEquals(Problem.Code.BAD_REQUEST, refused("ever", "validDays", 366).code());
        Map<String, Object> week = wanted("week");
        week.put("validDays", 7);
        JsonNode listing = list(week);
        assertEquals(
                7 * 86_400,
                listing.path("validUntil").asLong() - listing.path("createdAt").asLong());
    }

    @Test
    void whatWasTakenBackIsNeitherFoundNorBuyableAndStaysSoWhenTakenBackAgain() {
        Map<String, Object> wanted = wanted("regretted");
        wanted.put("title", "Regretted zeppelins");
        String id = list(wanted).path("id").asText();
        assertEquals(1, node.get("/listings?q=zeppelins").path("total").asInt());
        node.api().delete("/listings/" + id);
        node.api().delete("/listings/" + id);
        assertEquals(0, node.get("/listings?q=zeppelins").path("total").asInt());
        assertFalse(node.get("/listings/" + id).path("buyable").asBoolean());
        assertEquals(
                Problem.Code.NOT_FOUND,
                assertThrows(ProblemException.class, () -> node.api().delete("/listings/0x" + "0".repeat(64)))
                        .problem()
                        .code());
    }
}
