package org.pluspeer.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

class StoreTest {
    @TempDir
    Path directory;

    /** Each LEDGER record becomes a movement with the record's position as its time. */
    private static class Ledger implements Projection {
        private final int version;

        Ledger(int version) {
            this.version = version;
        }

        @Override
        public String name() {
            return "ledger";
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public void apply(Journal.Record record, Connection in) throws SQLException {
            if (record.kind() == RecordKind.LEDGER) {
                String text = new String(record.payload(), UTF_8);
                MovementStore.put(movement(text, record.position(), version), in);
            }
        }

        @Override
        public void clear(Connection in) throws SQLException {
            MovementStore.clear(in);
        }
    }

    static Movement movement(String id, long seq, long amount) {
        return new Movement(
                id,
                seq,
                1000,
                Address.ZERO,
                Movement.WALLET,
                "sale",
                Address.ZERO,
                Amount.of(amount),
                true,
                true,
                false,
                null,
                null,
                Hash32.ZERO,
                null,
                null,
                Movement.State.DONE,
                null,
                null);
    }

    private interface Use {
        void of(Journal journal, Store store) throws Exception;
    }

    private void with(Projection projection, Use use) throws Exception {
        try (Store store = Store.open(DatabaseUrl.embedded(directory.resolve("store")), List.of(projection));
                Journal journal = Journal.open(directory.resolve("journal"), store)) {
            store.follow(journal);
            use.of(journal, store);
        }
    }

    private static List<String> ids(Store store) {
        return new MovementStore(store.database())
                .newest(100_000, Optional.empty(), MovementStore.Filter.NONE).items().stream()
                        .map(Movement::id)
                        .toList()
                        .reversed();
    }

    @Test
    void whatIsAppendedCanBeReadOnceItIsApplied() throws Exception {
        with(new Ledger(1), (journal, store) -> {
            for (int i = 0; i < 50; i++) {
                store.awaitApplied(journal.append(RecordKind.LEDGER, bytes("m" + i)));
                assertEquals(i + 1, ids(store).size());
            }
            journal.append(RecordKind.SALE, bytes("passed over"));
        });
        with(new Ledger(1), (journal, store) -> assertEquals(50, ids(store).size()));
    }

    /** Vouchers come by the thousand and change no row. */
    @Test
    void whatConcernsNobodyIsNotBroughtToTheDatabase() throws Exception {
        List<RecordKind> brought = new CopyOnWriteArrayList<>();
        Projection choosy = new Ledger(1) {
            @Override
            public boolean concerns(RecordKind kind) {
                return kind == RecordKind.LEDGER;
            }

            @Override
            public void apply(Journal.Record record, Connection in) throws SQLException {
                brought.add(record.kind());
                super.apply(record, in);
            }
        };
        with(choosy, (journal, store) -> {
            for (int i = 0; i < 20; i++) {
                store.awaitApplied(journal.append(RecordKind.CHANNEL_IN, bytes("voucher")));
                store.awaitApplied(journal.append(RecordKind.LEDGER, bytes("m" + i)));
                assertEquals(i + 1, ids(store).size());
                store.awaitApplied(journal.append(RecordKind.CHANNEL_IN, bytes("voucher")));
            }
        });
        with(choosy, (journal, store) -> assertEquals(20, ids(store).size()));
        assertEquals(Collections.nCopies(20, RecordKind.LEDGER), brought);
    }

    @Test
    void aDeletedDatabaseIsBuiltAnewFromTheJournal() throws Exception {
        with(new Ledger(1), StoreTest::fill);
        List<String> before = new ArrayList<>();
        with(new Ledger(1), (journal, store) -> before.addAll(ids(store)));
        delete(directory.resolve("store"));
        with(new Ledger(1), (journal, store) -> assertEquals(before, ids(store)));
        assertEquals(1200, before.size());
    }

    @Test
    void aDamagedDatabaseIsKeptAsideAndBuiltAnew() throws Exception {
        with(new Ledger(1), StoreTest::fill);
        Path file = directory.resolve("store/peer.mv.db");
        byte[] noise = new byte[(int) Files.size(file)];
        Files.write(file, noise);
        with(new Ledger(1), (journal, store) -> assertEquals(1200, ids(store).size()));
        assertTrue(Files.exists(directory.resolve("store/peer.mv.db.damaged")));
        Files.write(file, new byte[] {1, 2, 3});
        with(new Ledger(1), (journal, store) -> assertEquals(1200, ids(store).size()));
    }

    @Test
    void anOlderDatabaseCatchesUp() throws Exception {
        with(new Ledger(1), (journal, store) -> journal.append(RecordKind.LEDGER, bytes("first")));
        try (Journal journal = Journal.open(directory.resolve("journal"), batch -> {})) {
            journal.append(RecordKind.LEDGER, bytes("while the store was away"));
        }
        with(new Ledger(1), (journal, store) -> assertEquals(List.of("first", "while the store was away"), ids(store)));
    }

    @Test
    void aDatabaseThatKnowsMoreThanTheJournalIsMadeAnew() throws Exception {
        with(new Ledger(1), StoreTest::fill);
        delete(directory.resolve("journal"));
        with(new Ledger(1), (journal, store) -> {
            assertEquals(List.of(), ids(store));
            store.awaitApplied(journal.append(RecordKind.LEDGER, bytes("new")));
            assertEquals(List.of("new"), ids(store));
        });
    }

    @Test
    void aProjectionOfAnotherVersionBeginsAgain() throws Exception {
        with(new Ledger(1), StoreTest::fill);
        with(new Ledger(2), (journal, store) -> {
            List<Movement> all = new MovementStore(store.database())
                    .newest(2000, Optional.empty(), MovementStore.Filter.NONE)
                    .items();
            assertEquals(1200, all.size());
            assertEquals(Amount.of(2), all.getFirst().amount());
        });
    }

    @Test
    void aFaultyProjectionStopsTheRowsButNotTheJournal() throws Exception {
        Projection faulty = new Ledger(1) {
            @Override
            public void apply(Journal.Record record, Connection in) throws SQLException {
                super.apply(record, in);
                if (new String(record.payload(), UTF_8).equals("bad")) {
                    throw new IllegalStateException("no");
                }
            }
        };
        with(faulty, (journal, store) -> {
            store.awaitApplied(journal.append(RecordKind.LEDGER, bytes("good")));
            long bad = journal.append(RecordKind.LEDGER, bytes("bad"));
            ProblemException refused = assertThrows(ProblemException.class, () -> store.awaitApplied(bad));
            assertEquals(Problem.Code.INTERNAL, refused.problem().code());
            assertEquals(bad + 1, journal.append(RecordKind.LEDGER, bytes("after")));
            assertEquals(List.of("good"), ids(store));
        });
        with(new Ledger(1), (journal, store) -> assertEquals(List.of("good", "bad", "after"), ids(store)));
    }

    @Test
    void moreThanFitsInMemoryIsReadFromTheFiles() throws Exception {
        with(new Ledger(1), (journal, store) -> {
            List<Thread> callers = new ArrayList<>();
            for (int c = 0; c < 64; c++) {
                int caller = c;
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 400; i++) {
                        journal.append(RecordKind.LEDGER, bytes(caller + "/" + i));
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            store.awaitApplied(journal.position());
            assertEquals(25_600, ids(store).size());
        });
    }

    @Test
    void interruptedReadersDoNotCloseTheDatabase() throws Exception {
        with(new Ledger(1), (journal, store) -> {
            fill(journal, store);
            MovementStore movements = new MovementStore(store.database());
            List<Throwable> failures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Thread reader = Thread.ofVirtual().unstarted(() -> {
                    Thread.currentThread().interrupt();
                    movements.newest(50, Optional.empty(), MovementStore.Filter.NONE);
                    store.database().checkpoint();
                });
                reader.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
                reader.start();
                reader.join();
            }
            assertEquals(List.of(), failures);
            assertEquals(1200, ids(store).size());
        });
    }

    @Test
    void historyHasPages() throws Exception {
        with(new Ledger(1), (journal, store) -> {
            MovementStore movements = new MovementStore(store.database());
            store.database().write(in -> {
                for (int i = 0; i < 25; i++) {
                    MovementStore.put(movement("m" + i, i + 1, i), in);
                }
                return true;
            });
            Page<Movement> first = movements.newest(20, Optional.empty(), MovementStore.Filter.NONE);
            Page<Movement> second = movements.newest(20, first.next(), MovementStore.Filter.NONE);
            assertEquals(
                    25,
                    Stream.concat(first.items().stream(), second.items().stream())
                            .map(Movement::id)
                            .distinct()
                            .count());
            assertEquals(Optional.empty(), second.next());
            assertEquals(movement("m3", 4, 3), movements.get("m3").orElseThrow());
        });
    }

    @Test
    void peersAreFoundAgain() throws Exception {
        with(new Ledger(1), (journal, store) -> {
            PeerStore peers = new PeerStore(store.database());
            Address node = Entries.address(1);
            Address account = Entries.address(2);
            peers.put(new PeerStore.Peer(node, Optional.of(account), "127.0.0.1:1", "peer/0.1", 10, 10));
            peers.put(new PeerStore.Peer(node, Optional.empty(), "127.0.0.1:2", "x".repeat(500), 20, 20));
            PeerStore.Peer known = peers.get(node).orElseThrow();
            assertEquals(new PeerStore.Peer(node, Optional.of(account), "127.0.0.1:2", "x".repeat(200), 10, 20), known);
            assertEquals(List.of(known), peers.byAccount(account));
            assertEquals(List.of(known), peers.recent(5));
            assertEquals(0, peers.forget(20));
            assertEquals(1, peers.forget(21));
        });
    }

    private static void fill(Journal journal, Store store) throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            int caller = c;
            callers.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 100; i++) {
                    journal.append(RecordKind.LEDGER, bytes(caller + "/" + i));
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        store.awaitApplied(journal.position());
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
