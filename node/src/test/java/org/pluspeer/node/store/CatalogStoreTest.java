package org.pluspeer.node.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.node.store.Entries.address;
import static org.pluspeer.node.store.Entries.entry;
import static org.pluspeer.node.store.Entries.hash;
import static org.pluspeer.node.store.Entries.mine;
import static org.pluspeer.node.store.Entries.revocation;
import static org.pluspeer.node.store.Entries.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.store.CatalogStore.Put;
import org.pluspeer.wallet.eth.Hash32;

class CatalogStoreTest {
    private static final long NOW = 1_500_000;

    private final Database database;
    private final CatalogStore catalog;

    CatalogStoreTest(@TempDir Path directory) {
        database = Database.open(DatabaseUrl.embedded(directory));
        catalog = new CatalogStore(database);
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void aListingComesBackAsItWasPut() {
        CatalogEntry put = mine(entry(1, 1, "Bird strikes", "birds", "aviation"));
        assertEquals(Put.NEW, catalog.put(put));
        CatalogEntry got = catalog.get(put.id()).orElseThrow();
        assertEquals(put.words(), got.words());
        assertEquals(put.price(), got.price());
        assertArrayEquals(put.signed(), got.signed());
        assertArrayEquals(put.body(), got.body());
        assertEquals(
                List.of(put.seller(), put.listingKey(), put.size(), put.validUntil(), put.mine(), put.firstSeen()),
                List.of(got.seller(), got.listingKey(), got.size(), got.validUntil(), got.mine(), got.firstSeen()));
        assertEquals(got.id(), catalog.inSlot(put.slot()).orElseThrow().id());
        assertEquals(Optional.empty(), catalog.get(hash(9, 9)));
    }

    @Test
    void countingAndOnesOwnDoNotGoThroughAllListings() {
        for (int i = 0; i < 500; i++) {
            CatalogEntry entry = entry(i, 1, "number " + i);
            catalog.put(i % 50 == 0 ? mine(entry) : entry);
        }
        assertEquals(500, catalog.count(NOW));
        assertEquals(
                10, catalog.newest(true, NOW, 100, Optional.empty()).items().size());
        String count = plan(CatalogStore.COUNT, NOW);
        assertTrue(count.contains("listing_live"), count);
        String mine = plan(CatalogStore.newest(true), 9L, 9L, new byte[0], NOW, 20);
        assertTrue(mine.contains("listing_mine") && mine.contains("index sorted"), mine);
        String all = plan(CatalogStore.newest(false), 9L, 9L, new byte[0], NOW, 20);
        assertTrue(all.contains("listing_newest") && all.contains("index sorted"), all);
    }

    /** How the database would go about it. */
    private String plan(String sql, Object... values) {
        return database.read(in -> Sql.rows("EXPLAIN " + sql, in, row -> row.getString(1), values))
                .getFirst();
    }

    @Test
    void aHigherSequenceReplacesAndKeepsItsPlace() {
        catalog.put(entry(1, 2, "second"));
        assertEquals(Put.KNOWN, catalog.put(entry(1, 1, "first")));
        assertEquals(Put.KNOWN, catalog.put(entry(1, 2, "second")));
        assertEquals(Put.REPLACED, catalog.put(entry(1, 3, "third")));
        CatalogEntry now = catalog.inSlot(entry(1, 1, "").slot()).orElseThrow();
        assertEquals("third", now.words().title());
        assertEquals(Optional.empty(), catalog.get(hash(1, 2)));
        assertEquals(1, catalog.count(NOW));
    }

    @Test
    void versionsAndRevocationsConvergeInAnyOrder() {
        CatalogEntry twin = entry(1, 3, "third");
        CatalogEntry other = new CatalogEntry(
                hash(0, 7),
                twin.seller(),
                twin.listingKey(),
                3,
                twin.words(),
                twin.price(),
                twin.token(),
                twin.size(),
                twin.validUntil(),
                twin.signed(),
                twin.body(),
                false,
                false,
                twin.firstSeen());
        List<Runnable> heard = new ArrayList<>(List.of(
                () -> catalog.put(entry(1, 1, "first")),
                () -> catalog.put(entry(1, 2, "second")),
                () -> catalog.put(twin),
                () -> catalog.put(other),
                () -> catalog.revoke(revocation(twin, 2)),
                () -> catalog.put(entry(2, 1, "gone")),
                () -> catalog.revoke(revocation(entry(2, 1, ""), 1)),
                () -> catalog.revoke(revocation(entry(2, 1, ""), 5))));
        for (int seed = 0; seed < 20; seed++) {
            wipe();
            Collections.shuffle(heard, new Random(seed));
            heard.forEach(Runnable::run);
            assertEquals(
                    List.of(hash(0, 7)),
                    catalog.newest(false, NOW, 10, Optional.empty()).items().stream()
                            .map(CatalogEntry::id)
                            .toList(),
                    "seed " + seed);
            assertEquals(
                    5, catalog.tombstone(entry(2, 1, "").slot()).orElseThrow().sequence());
            assertEquals(Put.REVOKED, catalog.put(entry(2, 5, "again")));
        }
    }

    private void wipe() {
        database.write(in -> {
            try (var statement = in.createStatement()) {
                statement.executeUpdate("DELETE FROM tombstone");
                return statement.executeUpdate("DELETE FROM listing");
            }
        });
    }

    @Test
    void pagesGoFromTheNewestToTheOldestWithoutRepeatingOrSkipping() {
        catalog.putAll(IntStream.range(0, 57)
                .mapToObj(i -> i % 3 == 0 ? mine(entry(i, 1, "t" + i)) : entry(i, 1, "t" + i))
                .toList());
        List<CatalogEntry> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<CatalogEntry> page = catalog.newest(false, NOW, 10, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        assertEquals(
                IntStream.range(0, 57).mapToObj(i -> "t" + (56 - i)).toList(),
                all.stream().map(e -> e.words().title()).toList());
        assertEquals(
                19, catalog.newest(true, NOW, 100, Optional.empty()).items().size());
        for (String strange :
                List.of("x", "-", "1", "99999999999999999999-", "5-0xzz", "5-%", "1".repeat(400) + "-1")) {
            ProblemException refused = assertThrows(
                    ProblemException.class, () -> catalog.newest(false, NOW, 10, Optional.of(strange)), strange);
            assertEquals(Problem.Code.BAD_REQUEST, refused.problem().code());
        }
    }

    @Test
    void whatRanOutIsNotShownAndForgottenOnlyWhenNoOlderVersionCanComeBack() {
        catalog.put(until(entry(1, 2, "soon"), NOW - 1));
        catalog.put(until(mine(entry(2, 1, "mine")), NOW - 1));
        catalog.put(until(entry(3, 1, "today"), NOW));
        catalog.revoke(revocation(entry(4, 1, ""), 1));
        assertEquals(1, catalog.count(NOW));
        assertEquals(0, catalog.expire(NOW));
        assertEquals(Put.KNOWN, catalog.put(entry(1, 1, "the older one")));
        assertEquals(1, catalog.newest(false, NOW, 10, Optional.empty()).items().size());
        assertEquals(NOW, catalog.state().expired());

        long later = 1_000_010 + SignedListing.MAX_VALIDITY;
        assertEquals(2, catalog.expire(later));
        assertEquals(Optional.empty(), catalog.get(hash(1, 2)));
        assertEquals(Optional.empty(), catalog.tombstone(entry(4, 1, "").slot()));
        assertTrue(catalog.get(hash(2, 1)).isPresent());
    }

    @Test
    void theInventoryGoesThroughEverySlotOnce() {
        catalog.putAll(IntStream.range(0, 40)
                .mapToObj(i -> entry(i, 1 + i % 3, "t" + i))
                .toList());
        catalog.revoke(revocation(entry(7, 1, ""), 9));
        catalog.revoke(revocation(entry(100, 1, ""), 3));
        List<Standing> all = new ArrayList<>();
        Optional<Standing> last = Optional.empty();
        do {
            List<Standing> some = catalog.inventory(last.map(Standing::slot), NOW, 7);
            all.addAll(some);
            last = some.stream().reduce((a, b) -> b);
        } while (last.isPresent());
        assertEquals(41, all.size());
        assertEquals(41, all.stream().map(Standing::slot).distinct().count());
        assertEquals(2, all.stream().filter(Standing::revoked).count());
        assertEquals(8, catalog.bySeller(address(3), NOW, 100).size());
        assertEquals(7, catalog.bySeller(address(2), NOW, 100).size());
    }

    @Test
    void theShelvesTellTheMarketWhatStandsInThem() {
        assertNull(catalog.standing(entry(1, 1, "").slot()));
        assertNull(catalog.highestSlotOf(address(1)));
        catalog.putAll(List.of(entry(1, 1, "a"), entry(6, 1, "b"), entry(11, 1, "c"), entry(2, 1, "d")));
        catalog.revoke(revocation(entry(6, 1, ""), 1));
        catalog.revoke(revocation(entry(16, 1, ""), 1));
        assertEquals(
                entry(1, 1, "").standing(), catalog.standing(entry(1, 1, "").slot()));
        assertEquals(
                revocation(entry(6, 1, ""), 1).standing(),
                catalog.standing(entry(6, 1, "").slot()));
        assertEquals(4, catalog.slotsOf(address(1)));
        Hash32 highest = Stream.of(1, 6, 11, 16)
                .map(key -> entry(key, 1, "").slot())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        assertEquals(highest, catalog.highestSlotOf(address(1)));
        CatalogChanges.State before = catalog.state();
        catalog.evict(highest);
        assertEquals(3, catalog.slotsOf(address(1)));
        assertNull(catalog.standing(highest));
        assertEquals(
                List.of(new CatalogChanges.Change.Cleared(before.change() + 1, highest)),
                catalog.changesAfter(before.change(), 10));
    }

    @Test
    void whoeverReadsTheChangesKnowsTheCatalogue() {
        catalog.put(entry(1, 1, "one"));
        catalog.put(entry(2, 1, "two"));
        CatalogChanges.State before = catalog.state();
        catalog.put(entry(1, 2, "one, better"));
        catalog.put(entry(1, 2, "one, better"));
        catalog.revoke(revocation(entry(2, 1, ""), 1));
        List<CatalogChanges.Change> changes = catalog.changesAfter(before.change(), 10);
        assertEquals(
                List.of(hash(1, 2), hash(2, 1)),
                changes.stream().map(c -> standing(c).id()).toList());
        assertFalse(standing(changes.get(0)).revoked());
        assertTrue(standing(changes.get(1)).revoked());
        assertTrue(changes.getLast().number() <= catalog.state().change());
        assertEquals(before.generation(), catalog.state().generation());
        database.write(in -> {
            CatalogStore.clearMine(in);
            return true;
        });
        assertNotEquals(before.generation(), catalog.state().generation());
    }

    private static CatalogEntry standing(CatalogChanges.Change change) {
        return ((CatalogChanges.Change.Stands) change).entry();
    }

    @Test
    void hearingOnesOwnListingBackChangesNothing() {
        catalog.put(mine(entry(1, 1, "mine")));
        assertEquals(Put.KNOWN, catalog.put(entry(1, 1, "mine")));
        assertTrue(catalog.get(hash(1, 1)).orElseThrow().mine());
        catalog.put(entry(2, 1, "heard"));
        assertEquals(Put.KNOWN, catalog.put(mine(entry(2, 1, "heard"))));
        assertTrue(catalog.get(hash(2, 1)).orElseThrow().mine());
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(w -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 50; i++) {
                        catalog.put(entry(w * 50 + i, 1, "t"));
                        catalog.put(entry(9999, w * 50L + i + 1, "contended"));
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(401, catalog.count(NOW));
        assertEquals(
                400, catalog.inSlot(entry(9999, 1, "").slot()).orElseThrow().sequence());
        Set<Long> numbers = new HashSet<>();
        catalog.changesAfter(0, 1000).forEach(change -> numbers.add(change.number()));
        assertEquals(401, numbers.size());
    }
}
