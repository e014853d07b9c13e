package org.pluspeer.node.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.node.store.Entries.entry;
import static org.pluspeer.node.store.Entries.hash;
import static org.pluspeer.node.store.Entries.mine;
import static org.pluspeer.node.store.Entries.revocation;
import static org.pluspeer.node.store.Entries.until;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Database;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

class ListingIndexTest {
    private static final long NOW = 1_500_000;

    private final Path directory;
    private final Database database;
    private CatalogStore catalog;
    private ListingIndex index;

    ListingIndexTest(@TempDir Path temporary) {
        directory = temporary.resolve("index");
        database = Database.open(DatabaseUrl.embedded(temporary.resolve("store")));
        catalog = new CatalogStore(database);
        index = ListingIndex.open(directory, catalog);
    }

    @AfterEach
    void end() {
        index.close();
        database.close();
    }

    private List<String> titles(SearchQuery query) {
        Found found = index.search(query, NOW, 50, Optional.empty());
        assertEquals(found.ids().size(), found.total(), "everything fits on one page here");
        return catalog.getAll(found.ids()).stream().map(e -> e.words().title()).toList();
    }

    private List<String> titles(String text) {
        return titles(SearchQuery.words(text));
    }

    private void fill() {
        catalog.putAll(List.of(
                entry(1, 1, "Bird strikes of aircraft", "faa", "aviation"),
                entry(2, 1, "Seattle weather normals", "noaa", "weather"),
                entry(3, 1, "Café prices in Zürich", "food"),
                entry(4, 1, "Weather of the world", "weather"),
                entry(5, 1, "鳥の観察記録", "nature"),
                entry(6, 1, "Nothing to see", "weather")));
    }

    @Test
    void wordsAreFoundAsSoonAsTheCatalogueHasThem() {
        for (int i = 0; i < 30; i++) {
            catalog.put(entry(i, 1, "number" + i + "x"));
            assertEquals(List.of("number" + i + "x"), titles("number" + i + "x"));
        }
    }

    @Test
    void allWordsMustBeThereTheLastOneAlsoAsABeginning() {
        fill();
        assertEquals(List.of("Seattle weather normals"), titles("weather seattle"));
        assertEquals(List.of("Seattle weather normals"), titles("weather sea"));
        assertEquals(List.of(), titles("sea weather"));
        assertEquals(List.of("Bird strikes of aircraft"), titles("BIRD"));
        assertEquals(List.of("Bird strikes of aircraft"), titles("aviat"));
        assertEquals(List.of(), titles("weather strikes"));
    }

    @Test
    void accentsAndOtherScriptsDoNotStandInTheWay() {
        fill();
        assertEquals(List.of("Café prices in Zürich"), titles("cafe zurich"));
        assertEquals(List.of("Café prices in Zürich"), titles("CAFÉ"));
        assertEquals(List.of("鳥の観察記録"), titles("観察"));
    }

    @Test
    void oneTypingErrorIsForgivenInLongerWords() {
        fill();
        assertEquals(List.of("Bird strikes of aircraft"), titles("strikse aircraft"));
        assertEquals(List.of("Bird strikes of aircraft"), titles("aicraft strikes"));
        assertEquals(List.of(), titles("brid strikes"));
        catalog.put(entry(30, 1, "Census 20230"));
        assertEquals(List.of(), titles("census 20231"));
    }

    @Test
    void aWordInTheTitleCountsMoreAndTheNewestComesFirstAmongEquals() {
        fill();
        List<String> found = titles("weather");
        assertEquals("Nothing to see", found.getLast());
        assertEquals(3, found.size());
        assertEquals(
                List.of("Nothing to see", "鳥の観察記録", "Weather of the world"),
                titles("").subList(0, 3));
        catalog.putAll(List.of(entry(21, 1, "twin"), entry(22, 1, "twin"), entry(20, 1, "twin")));
        assertEquals(
                List.of(hash(22, 1), hash(21, 1), hash(20, 1)),
                index.search(SearchQuery.words("twin"), NOW, 9, Optional.empty())
                        .ids());
    }

    @Test
    void filtersNarrow() {
        fill();
        catalog.put(mine(entry(7, 1, "My weather", "Weather", "two words")));
        assertEquals(4, titles(SearchQuery.words("").tagged("weather")).size());
        assertEquals(4, titles(SearchQuery.words(" ").tagged(" WEATHER ")).size());
        assertEquals(List.of("My weather"), titles(SearchQuery.words("").tagged("two words")));
        assertEquals(List.of(), titles(SearchQuery.words("").tagged("two")));
        assertEquals(List.of("My weather"), titles(SearchQuery.words("weather").onlyMine()));
        assertEquals(
                List.of("Café prices in Zürich", "Seattle weather normals"),
                titles(SearchQuery.words("").priced(Address.ZERO, Amount.of(1002), Amount.of(1003))));
        assertEquals(
                7,
                titles(SearchQuery.words("").priced(Address.ZERO, Amount.ZERO, new Amount(Amount.MAX_UNITS)))
                        .size());
        assertEquals(
                List.of(),
                titles(SearchQuery.words("")
                        .priced(
                                Address.parse("0x0000000000000000000000000000000000000001"),
                                Amount.ZERO,
                                Amount.of(9999))));
    }

    @Test
    void theSellersAddressFindsWhatTheySell() {
        fill();
        assertEquals(
                List.of("Nothing to see", "Bird strikes of aircraft"),
                titles(entry(1, 1, "").seller().checksummed()));
    }

    @Test
    void whatIsReplacedRevokedEvictedOrRunOutIsNotFound() {
        fill();
        catalog.put(entry(1, 2, "Aircraft wrecks"));
        assertEquals(List.of(), titles("bird"));
        assertEquals(List.of("Aircraft wrecks"), titles("aircraft"));
        catalog.revoke(revocation(entry(1, 1, ""), 2));
        assertEquals(List.of(), titles("aircraft"));
        catalog.evict(entry(2, 1, "").slot());
        assertEquals(List.of(), titles("seattle"));
        catalog.put(until(entry(9, 1, "Fleeting"), NOW));
        assertEquals(List.of("Fleeting"), titles("fleeting"));
        assertEquals(
                0,
                index.search(SearchQuery.words("fleeting"), NOW + 1, 9, Optional.empty())
                        .total());
        catalog.expire(NOW + 1);
        assertEquals(List.of(), titles("fleeting"));
    }

    @Test
    void pagesGoThroughEverythingOnce() {
        catalog.putAll(
                IntStream.range(0, 95).mapToObj(i -> entry(i, 1, "same words")).toList());
        for (String text : List.of("same", "")) {
            List<Object> all = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                Found page = index.search(SearchQuery.words(text), NOW, 10, cursor);
                assertEquals(95, page.total());
                all.addAll(page.ids());
                cursor = page.next();
            } while (cursor.isPresent());
            assertEquals(95, all.size());
            assertEquals(95, all.stream().distinct().count());
        }
    }

    @Test
    void strangeCursorsAreRefused() {
        fill();
        for (String strange : List.of("", "x", "%%%", "AAAA", "MCAwIDB4MDA", "z".repeat(10_000))) {
            ProblemException refused = assertThrows(
                    ProblemException.class,
                    () -> index.search(SearchQuery.words("weather"), NOW, 9, Optional.of(strange)));
            assertEquals(Problem.Code.BAD_REQUEST, refused.problem().code());
        }
    }

    @Test
    void noTextIsReadAsAQueryLanguage() {
        fill();
        List<String> hostile = new ArrayList<>(List.of(
                "*",
                "?",
                "a*",
                "*:*",
                "title:",
                "title:[* TO *]",
                "\"",
                "(((",
                "AND OR NOT",
                "weather~99999",
                "weather^1e999",
                "/.*/",
                "{!func}",
                "\\",
                "\0",
                "\ud800",
                "\udfff\ud800",
                "a".repeat(100_000),
                "weather ".repeat(50_000),
                "🐦".repeat(1000),
                "\u202eweather",
                "-weather",
                "+",
                "&&",
                "%s%n",
                "' OR 1=1"));
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            StringBuilder noise = new StringBuilder();
            for (int c = 0; c < random.nextInt(40); c++) {
                noise.append((char) random.nextInt(0x10000));
            }
            hostile.add(noise.toString());
        }
        for (String text : hostile) {
            index.search(SearchQuery.words(text).tagged(text), NOW, 9, Optional.empty());
            index.search(SearchQuery.words(text), NOW, 9, Optional.empty());
        }
        for (String syntax : List.of("*:*", "title:bird", "bird OR weather", "/.*/", "b?rd", "-bird")) {
            List<String> found = titles(syntax);
            assertTrue(found.isEmpty() || syntax.equals("-bird"), syntax);
        }
        assertEquals(
                0,
                index.search(SearchQuery.words("weather"), NOW, 9, Optional.empty())
                                .total()
                        - 3);
    }

    @Test
    void limitsAreKeptWithinBounds() {
        catalog.putAll(
                IntStream.range(0, 300).mapToObj(i -> entry(i, 1, "same")).toList());
        assertEquals(
                200,
                index.search(SearchQuery.words("same"), NOW, 5000, Optional.empty())
                        .ids()
                        .size());
        assertEquals(
                1,
                index.search(SearchQuery.words("same"), NOW, -3, Optional.empty())
                        .ids()
                        .size());
    }

    @Test
    void aClosedIndexGoesOnWhereItWas() {
        fill();
        assertEquals(6, titles("").size());
        reopen(() -> catalog.put(entry(8, 1, "While it was closed")));
        assertEquals(List.of("While it was closed"), titles("closed"));
        assertEquals(List.of("Bird strikes of aircraft"), titles("bird"));
    }

    @Test
    void aDeletedIndexIsMadeAnew() {
        fill();
        assertEquals(6, titles("").size());
        reopen(() -> eachFile(Files::delete));
        assertEquals(List.of("Bird strikes of aircraft"), titles("bird"));
        assertEquals(6, titles("").size());
    }

    @Test
    void aDamagedIndexIsMadeAnewWhicheverFileIsHit() throws Exception {
        fill();
        assertEquals(6, titles("").size());
        index.close();
        for (int k = 0; k < files().size(); k++) {
            Path file = files().get(k);
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 0) {
                bytes[bytes.length / 2] ^= 0x40;
                Files.write(file, bytes);
            }
            index = ListingIndex.open(directory, catalog);
            assertEquals(List.of("Bird strikes of aircraft"), titles("bird"), file.toString());
            assertEquals(6, titles("").size());
            index.close();
        }
        index = ListingIndex.open(directory, catalog);
    }

    @Test
    void anIndexOfAnotherCatalogueIsMadeAnew() {
        fill();
        assertEquals(List.of("Bird strikes of aircraft"), titles("bird"));
        reopen(() -> {
            database.write(in -> {
                try (var statement = in.createStatement()) {
                    statement.executeUpdate("DELETE FROM progress");
                    return statement.executeUpdate("DELETE FROM listing");
                }
            });
            catalog = new CatalogStore(database);
        });
        assertEquals(
                0,
                index.search(SearchQuery.words("bird"), NOW, 9, Optional.empty())
                        .total());
        catalog.put(entry(50, 1, "First of the new one"));
        assertEquals(List.of("First of the new one"), titles("first"));
    }

    @Test
    void interruptedCallersBreakNothing() throws Exception {
        fill();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int n = i;
            Thread caller = Thread.ofVirtual().unstarted(() -> {
                catalog.put(entry(1000 + n, 1, "interrupted" + n));
                Thread.currentThread().interrupt();
                assertEquals(
                        1,
                        index.search(SearchQuery.words("interrupted" + n), NOW, 9, Optional.empty())
                                .total());
            });
            caller.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
            caller.start();
            caller.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(List.of("Bird strikes of aircraft"), titles("bird"));
    }

    private void reopen(Runnable meanwhile) {
        index.close();
        meanwhile.run();
        index = ListingIndex.open(directory, catalog);
    }

    private interface OnFile {
        void at(Path file) throws IOException;
    }

    private void eachFile(OnFile work) {
        try {
            for (Path file : files()) {
                work.at(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
