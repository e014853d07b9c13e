package org.pluspeer.node.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.LocalDisk;

class JournalTest {
    private static final Journal.Listener NOBODY = batch -> {};
    private static final Journal.Settings SMALL = new Journal.Settings(4096, () -> 77);

    @TempDir
    Path directory;

    @Test
    void whatWasAppendedIsReadBackAfterAReopenInOrder() {
        try (Journal journal = Journal.open(directory, NOBODY)) {
            assertEquals(0, journal.position());
            assertEquals(1, journal.append(RecordKind.SALE, bytes("one")));
            assertEquals(2, journal.append(RecordKind.LEDGER, bytes("")));
        }
        try (Journal journal = Journal.open(directory, NOBODY)) {
            assertEquals(3, journal.append(RecordKind.SALE, bytes("three")));
            assertEquals(List.of("1 SALE one", "2 LEDGER ", "3 SALE three"), told(journal, 0));
            assertEquals(List.of("3 SALE three"), told(journal, 2));
            assertEquals(List.of(), told(journal, 3));
        }
    }

    @Test
    void manySegmentsReadAsOne() {
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            try (Journal journal = small()) {
                for (int i = 0; i < 60; i++) {
                    String text = round + "/" + i + "x".repeat(i * 7 % 300);
                    expected.add(journal.append(RecordKind.PURCHASE, bytes(text)) + " PURCHASE " + text);
                }
            }
        }
        try (Journal journal = small()) {
            assertEquals(expected, told(journal, 0));
            assertEquals(expected.subList(200, 240), told(journal, 200));
        }
    }

    @Test
    void manyCallersAreAllAnsweredAndTheListenerHearsEveryRecordOnceInOrder() throws Exception {
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        try (Journal journal = Journal.open(directory, batch -> batch.forEach(record -> heard.add(record.position())));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                String text = "record " + i;
                answers.add(callers.submit(() -> {
                    long position = journal.append(RecordKind.SALE, bytes(text));
                    return heard.contains(position);
                }));
            }
            Set<Boolean> heardBeforeReturning = new HashSet<>();
            for (Future<Boolean> answer : answers) {
                heardBeforeReturning.add(answer.get());
            }
            assertEquals(Set.of(true), heardBeforeReturning);
            assertEquals(2000, new HashSet<>(told(journal, 0)).size());
        }
        assertEquals(Stream.iterate(1L, n -> n + 1).limit(2000).toList(), heard);
    }

    @Test
    void anInterruptedCallerStillLearnsThePositionAndHarmsNobody() throws Exception {
        try (Journal journal = Journal.open(directory, NOBODY)) {
            Thread.currentThread().interrupt();
            assertEquals(1, journal.append(RecordKind.SALE, bytes("one")));
            assertTrue(Thread.interrupted());
            assertEquals(2, journal.append(RecordKind.SALE, bytes("two")));
        }
    }

    /** Whoever finds the pen free writes itself, also new segments and the reserve. */
    @Test
    void interruptedCallersWriteEachItsOwnRecord() throws Exception {
        Set<Long> positions = Collections.synchronizedSet(new HashSet<>());
        try (Journal journal = small();
                var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 60; n++) {
                        Thread.currentThread().interrupt();
                        positions.add(journal.append(RecordKind.SALE, bytes("a record of some length " + n)));
                        assertTrue(Thread.interrupted());
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertEquals(240, positions.size());
        assertTrue(segments().size() > 1);
        try (Journal journal = small()) {
            assertEquals(240, journal.position());
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        Journal.Listener failing = batch -> {
            throw new IllegalStateException("not today");
        };
        try (Journal journal = Journal.open(directory, failing)) {
            assertEquals(1, journal.append(RecordKind.SALE, bytes("one")));
            assertEquals(2, journal.append(RecordKind.SALE, bytes("two")));
        }
    }

    @Test
    void aClosedJournalRefuses() {
        Journal journal = Journal.open(directory, NOBODY);
        journal.close();
        assertEquals(Problem.Code.STOPPING, refusal(() -> journal.append(RecordKind.SALE, bytes("late"))));
    }

    @Test
    void aRecordThatIsTooLongIsRefusedBeforeAnythingIsWritten() {
        try (Journal journal = small()) {
            assertEquals(Problem.Code.TOO_LARGE, refusal(() -> journal.append(RecordKind.SALE, new byte[1025])));
            assertEquals(1, journal.append(RecordKind.SALE, new byte[1024]));
        }
    }

    @Test
    void everyFlippedBitInAcknowledgedRecordsIsNoticedAndNothingIsChanged() throws Exception {
        try (Journal journal = small()) {
            for (int i = 0; i < 30; i++) {
                journal.append(RecordKind.SALE, bytes("record " + i + " ".repeat(i)));
            }
        }
        List<Path> files = segments();
        assertTrue(files.size() >= 1);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            int end = lastNonZero(good);
            for (int offset = 0; offset <= end; offset += 3) {
                if (offset >= 36 && offset < Format.SEGMENT_HEADER) {
                    continue; // never read
                }
                byte[] bad = good.clone();
                bad[offset] ^= (byte) (1 << (offset % 8));
                Files.write(file, bad);
                expectDamageOrNothingLost(file, bad, offset, end);
            }
            Files.write(file, good);
        }
    }

    /** The last mark has no witness of its own: damage to it is cut off, and loses no record. */
    private void expectDamageOrNothingLost(Path file, byte[] bad, int offset, int end) throws Exception {
        if (offset >= end / 8 * 8 - 24) {
            try (Journal journal = small()) {
                assertEquals(30, told(journal, 0).size());
            }
        } else {
            assertEquals(Problem.Code.STORAGE_CORRUPT, refusal(this::small), "byte " + offset);
            assertEquals(List.of(), differences(bad, Files.readAllBytes(file)));
        }
    }

    @Test
    void aMissingSegmentIsNoticed() throws Exception {
        try (Journal journal = small()) {
            for (int i = 0; i < 40; i++) {
                journal.append(RecordKind.SALE, new byte[500]);
            }
        }
        Files.delete(segments().get(1));
        assertEquals(Problem.Code.STORAGE_CORRUPT, refusal(this::small));
        Files.delete(segments().get(0));
        assertEquals(Problem.Code.STORAGE_CORRUPT, refusal(this::small));
    }

    @Test
    void filesAreReadableByTheOwnerOnly() throws Exception {
        Path made = directory.resolve("journal");
        Journal.open(made, NOBODY).close();
        assertEquals("rwx------", permissions(made));
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", permissions(file));
            }
        }
    }

    private static String permissions(Path path) throws Exception {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Journal small() {
        return Journal.open(new LocalDisk(), directory, SMALL, NOBODY);
    }

    private List<Path> segments() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> told(Journal journal, long after) {
        List<String> told = new ArrayList<>();
        journal.replay(
                after,
                record ->
                        told.add(record.position() + " " + record.kind() + " " + new String(record.payload(), UTF_8)));
        return told;
    }

    private static int lastNonZero(byte[] bytes) {
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        return last;
    }

    private static List<Integer> differences(byte[] a, byte[] b) {
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                at.add(i);
            }
        }
        return at;
    }

    static Problem.Code refusal(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(ProblemException.class, work).problem().code();
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
