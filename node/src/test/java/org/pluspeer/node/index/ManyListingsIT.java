package org.pluspeer.node.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Database;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.node.store.Entries;
import org.pluspeer.wallet.eth.Hash32;

/** Finds a few listings among a hundred thousand, in every way there is, before and after the index was deleted. */
class ManyListingsIT {
    private static final int LISTINGS = 100_000;
    private static final int BATCH = 2000;
    private static final long NOW = 1_500_000;
    private static final List<String> THINGS = List.of(
            "rainfall", "harvest", "traffic", "soil", "prices", "voices", "maps", "orchids", "tides", "galaxies");
    private static final List<String> PLACES =
            List.of("lisbon", "nairobi", "osaka", "quito", "tromso", "hobart", "pune", "accra", "lima", "graz");

    /** One that is to be found, and what is typed to find it. */
    private record Needle(int key, String title, String tag, String words, String beginning, String mistyped) {}

    private static final List<Needle> NEEDLES = List.of(
            new Needle(7, "Kingfisher sightings on the Wye", "ornithology", "kingfisher wye", "kingfi", "kingfishr"),
            new Needle(50_021, "Accordion tunings, measured", "musicology", "tunings accordion", "accord", "acordion"),
            new Needle(99_998, "Pêche au thon: débarquements", "fisheries", "peche thon", "débarq", "debarquments"));

    @Test
    void needlesAreFoundAmongAHundredThousandAlsoAfterTheIndexIsGone(@TempDir Path directory) throws IOException {
        Path folder = directory.resolve("index");
        try (Database database = Database.open(DatabaseUrl.embedded(directory.resolve("store")))) {
            CatalogStore catalog = new CatalogStore(database);
            fill(catalog);
            try (ListingIndex index = ListingIndex.open(folder, catalog)) {
                assertAllFound(index);
                System.out.println(timed(index));
                assertChangesAreSeen(index, catalog);
            }
            delete(folder);
            try (ListingIndex index = ListingIndex.open(folder, catalog)) {
                assertAllFound(index);
                assertEquals(0, search(index, "zeppelin").total(), "what was revoked stays away");
                System.out.println(timed(index));
            }
        }
    }

    private static void fill(CatalogStore catalog) {
        Random random = new Random(11);
        for (int from = 0; from < LISTINGS; from += BATCH) {
            List<CatalogEntry> batch = new ArrayList<>();
            for (int key = from; key < from + BATCH; key++) {
                batch.add(needle(key).orElse(hay(key, random)));
            }
            catalog.putAll(batch);
        }
        assertEquals(LISTINGS, catalog.count(NOW));
    }

    private static Optional<CatalogEntry> needle(int key) {
        return NEEDLES.stream()
                .filter(needle -> needle.key() == key)
                .map(needle -> Entries.entry(key, 1, needle.title(), needle.tag()))
                .findFirst();
    }

    private static CatalogEntry hay(int key, Random random) {
        String thing = THINGS.get(random.nextInt(THINGS.size()));
        String place = PLACES.get(random.nextInt(PLACES.size()));
        return Entries.entry(key, 1, thing + " of " + place + " " + (1900 + random.nextInt(120)), thing, place);
    }

    private static Found search(ListingIndex index, String words) {
        return index.search(SearchQuery.words(words), NOW, 20, Optional.empty());
    }

    private static void assertAllFound(ListingIndex index) {
        for (Needle needle : NEEDLES) {
            Hash32 id = Entries.hash(needle.key(), 1);
            for (String typed : List.of(needle.words(), needle.beginning(), needle.mistyped(), needle.title())) {
                Found found = search(index, typed);
                assertEquals(List.of(id), found.ids(), typed);
                assertEquals(1, found.total(), typed);
            }
            SearchQuery tagged = new SearchQuery(
                    "", Optional.of(needle.tag()), false, Optional.empty(), Optional.empty(), Optional.empty());
            assertEquals(
                    List.of(id), index.search(tagged, NOW, 20, Optional.empty()).ids(), needle.tag());
        }
        assertEquals(
                0, search(index, "kingfisher tunings").total(), "both words in one listing, and no listing has them");
        assertPagesDoNotRepeat(index);
    }

    /** A word of a tenth of all. */
    private static void assertPagesDoNotRepeat(ListingIndex index) {
        Set<Hash32> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < 10; page++) {
            Found found = index.search(SearchQuery.words("orchids"), NOW, 100, cursor);
            assertEquals(100, found.ids().size());
            seen.addAll(found.ids());
            cursor = found.next();
        }
        assertEquals(1000, seen.size());
    }

    private static void assertChangesAreSeen(ListingIndex index, CatalogStore catalog) {
        CatalogEntry late = Entries.entry(LISTINGS + 1, 1, "Zeppelin timetables");
        catalog.put(late);
        assertEquals(List.of(late.id()), search(index, "zeppelin").ids());
        catalog.revoke(Entries.revocation(late, 1));
        assertEquals(0, search(index, "zeppelin").total());
    }

    private static String timed(ListingIndex index) {
        List<String> asked = new ArrayList<>();
        for (Needle needle : NEEDLES) {
            asked.addAll(List.of(needle.words(), needle.beginning(), needle.mistyped()));
        }
        for (String thing : THINGS) {
            for (String place : PLACES) {
                asked.add(thing + " " + place);
            }
        }
        long[] nanos = new long[asked.size()];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            assertTrue(search(index, asked.get(i)).total() > 0, asked.get(i));
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%d listings, %d queries: p50 %.2f ms, p99 %.2f ms",
                LISTINGS,
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
