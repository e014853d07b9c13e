package org.pluspeer.node.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Database;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.node.store.Entries;

/**
 * Measures search over many listings of 24 words from a Zipf vocabulary: {@code SearchBench [listings]}, 100 000 if
 * nothing is said. Prints how fast they are taken in, how long a query takes, how soon a new one is found, and how long
 * the index takes to be made anew.
 */
public final class SearchBench {
    private static final long NOW = 1_500_000;
    private static final int BATCH = 1000;
    private static final int WORDS = 50_000;
    private static final int QUERIES = 2000;

    private final Random random = new Random(7);

    private SearchBench() {}

    /** @param percentiles in milliseconds: the middle, 99 of 100, the worst */
    record Result(double storedPerSecond, double rebuildSeconds, double[] percentiles, double visibleMillis) {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("search-bench");
        try {
            int listings = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
            System.out.println(describe(listings, measure(directory, listings)));
        } finally {
            delete(directory);
        }
    }

    static String describe(int listings, Result result) {
        return String.format(
                Locale.ROOT,
                "%d listings: stored %.0f/s, index made anew in %.1f s, query p50 %.2f ms p99 %.2f ms max %.2f ms,"
                        + " visible %.1f ms after put",
                listings,
                result.storedPerSecond(),
                result.rebuildSeconds(),
                result.percentiles()[0],
                result.percentiles()[1],
                result.percentiles()[2],
                result.visibleMillis());
    }

    static Result measure(Path directory, int listings) {
        return new SearchBench().run(directory, listings);
    }

    private Result run(Path directory, int listings) {
        try (Database database = Database.open(DatabaseUrl.embedded(directory.resolve("store")))) {
            CatalogStore catalog = new CatalogStore(database);
            long began = System.nanoTime();
            for (int from = 0; from < listings; from += BATCH) {
                List<CatalogEntry> batch = new ArrayList<>();
                for (int i = from; i < Math.min(listings, from + BATCH); i++) {
                    batch.add(Entries.entry(i, 1, words(8), word(), word()));
                }
                catalog.putAll(batch);
            }
            double stored = listings / seconds(began);
            long rebuild = System.nanoTime();
            try (ListingIndex index = ListingIndex.open(directory.resolve("index"), catalog)) {
                double rebuilt = seconds(rebuild);
                queries(index, QUERIES / 4);
                return new Result(stored, rebuilt, queries(index, QUERIES), visible(index, catalog, listings));
            }
        }
    }

    private double[] queries(ListingIndex index, int count) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            SearchQuery query = SearchQuery.words(words(1 + random.nextInt(3)));
            long began = System.nanoTime();
            index.search(query, NOW, 20, Optional.empty());
            millis[i] = 1000 * seconds(began);
        }
        Arrays.sort(millis);
        return new double[] {millis[count / 2], millis[count * 99 / 100], millis[count - 1]};
    }

    private static double visible(ListingIndex index, CatalogStore catalog, int listings) {
        double[] millis = new double[51];
        for (int i = 0; i < millis.length; i++) {
            long began = System.nanoTime();
            catalog.put(Entries.entry(listings + i, 1, "unheard" + i + "of"));
            Found found = index.search(SearchQuery.words("unheard" + i + "of"), NOW, 5, Optional.empty());
            if (found.total() != 1) {
                throw new IllegalStateException("not found");
            }
            millis[i] = 1000 * seconds(began);
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    private String words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word());
        }
        return String.join(" ", words);
    }

    /** Few words are said often, most seldom; all are letters. */
    private String word() {
        int rank = (int) Math.pow(WORDS, random.nextDouble());
        return "w" + Integer.toString(rank * 7919, 26).replaceAll("[0-9]", "x") + (char) ('a' + rank % 26);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
