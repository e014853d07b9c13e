package org.pluspeer.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Measures the history of money with many movements of three accounts and four tokens: {@code HistoryBench [rows]},
 * 100 000 if nothing is said. Goes through all of it by pages of 50, whole, and of one account and token.
 */
public final class HistoryBench {
    private static final int PAGE = 50;
    private static final int BATCH = 500;

    private HistoryBench() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path directory = Files.createTempDirectory("history-bench");
        try (Store store = Store.open(DatabaseUrl.embedded(directory.resolve("store")), List.of())) {
            long begun = System.nanoTime();
            fill(store, rows);
            double perSecond = rows / ((System.nanoTime() - begun) / 1e9);
            store.database().checkpoint();
            MovementStore movements = new MovementStore(store.database());
            System.out.printf(Locale.ROOT, "%d movements, taken in at %.0f a second%n", rows, perSecond);
            say("all, by pages of 50", pages(movements, MovementStore.Filter.NONE));
            say("of one account", pages(movements, new MovementStore.Filter(address(1), null)));
            say("of one token of one account", pages(movements, new MovementStore.Filter(address(1), address(101))));
        } finally {
            delete(directory);
        }
    }

    private static Address address(int n) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[18] = 1;
        bytes[19] = (byte) n;
        return Address.of(bytes);
    }

    private static Hash32 hash(int n) {
        byte[] bytes = new byte[Hash32.LENGTH];
        for (int i = 0; i < 4; i++) {
            bytes[28 + i] = (byte) (n >>> (24 - 8 * i));
        }
        return Hash32.of(bytes);
    }

    private static void fill(Store store, int rows) {
        for (int from = 0; from < rows; from += BATCH) {
            int first = from;
            int end = Math.min(rows, from + BATCH);
            store.database().write(in -> {
                for (int i = first; i < end; i++) {
                    MovementBook.apply(
                            new MovementChange.Moved(
                                    "log/" + i,
                                    1_700_000_000L + i,
                                    address(i % 3),
                                    Movement.WALLET,
                                    "received",
                                    address(100 + i % 4),
                                    Amount.of(1 + i % 1000),
                                    true,
                                    address(200),
                                    hash(i),
                                    null,
                                    i),
                            in);
                }
                return true;
            });
        }
    }

    /** Milliseconds of each page, from the newest movement to the oldest. */
    private static double[] pages(MovementStore movements, MovementStore.Filter filter) {
        double[] millis = new double[100_000];
        int count = 0;
        Optional<String> next = Optional.empty();
        do {
            long begun = System.nanoTime();
            Page<Movement> page = movements.newest(PAGE, next, filter);
            millis[count++] = (System.nanoTime() - begun) / 1e6;
            next = page.next();
        } while (next.isPresent());
        return Arrays.copyOf(millis, count);
    }

    private static void say(String what, double[] millis) {
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s: %d pages, the first %.1f ms, p50 %.2f ms, p99 %.2f ms, max %.1f ms%n",
                what,
                millis.length,
                first,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1]);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
