package org.pluspeer.node.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.node.journal.JournalTest.bytes;
import static org.pluspeer.node.journal.JournalTest.refusal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.SimDisk;

/** Power cuts, full disks and failing disks, simulated: the same seed is the same history. */
class JournalCrashTest {
    private static final Path DIRECTORY = Path.of("/sim/journal");
    private static final Journal.Listener NOBODY = batch -> {};

    /** One caller: what is found is a beginning of what was tried, and holds all that was acknowledged. */
    @Test
    void afterAnyPowerCutTheJournalIsAPrefixThatHoldsEveryAcknowledgedRecord() {
        int cuts = 0;
        for (int seed = 0; seed < 25; seed++) {
            int changes = changesOf(seed);
            for (int cut = 1; cut <= changes; cut++) {
                cuts++;
                SimDisk disk = new SimDisk().cutAfter(cut);
                List<String> tried = new ArrayList<>();
                int acknowledged = write(disk, seed, tried);
                check(disk, seed * 1000L + cut, tried, acknowledged, 2);
            }
        }
        assertTrue(cuts > 1000, "only " + cuts);
    }

    /** Recovers, also when the power goes again during the recovery, and writes on. */
    private static void check(SimDisk before, long seed, List<String> tried, int acknowledged, int more) {
        SimDisk disk = before.crash(seed);
        if (more > 0) {
            SimDisk again = before.crash(seed).cutAfter(1 + (int) (seed % 7));
            tryToOpen(again);
            check(again, seed + 1, tried, acknowledged, more - 1);
        }
        List<String> found;
        try (Journal journal = open(disk)) {
            found = read(journal);
            assertTrue(found.size() >= acknowledged, "seed " + seed + " lost records");
            assertEquals(tried.subList(0, found.size()), found, "seed " + seed);
            journal.append(RecordKind.LEDGER, bytes("later"));
        }
        List<String> expected = new ArrayList<>(found);
        expected.add("later");
        try (Journal journal = open(disk.crash(seed))) {
            assertEquals(expected, read(journal), "seed " + seed);
        }
    }

    @Test
    void manyCallersLoseNothingThatWasAcknowledged() {
        for (int seed = 0; seed < 150; seed++) {
            SimDisk disk = new SimDisk().cutAfter(12 + seed % 60);
            Set<String> acknowledged = new ConcurrentSkipListSet<>();
            Set<String> tried = new TreeSet<>();
            try (Journal journal = open(disk);
                    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    String text = text(seed, i);
                    tried.add(text);
                    callers.execute(() -> append(journal, text, acknowledged));
                }
            }
            try (Journal journal = open(disk.crash(seed))) {
                Set<String> found = new TreeSet<>(read(journal));
                assertEquals(found.size(), journal.position(), "a record was written twice");
                assertTrue(found.containsAll(acknowledged), "seed " + seed + " lost records");
                assertTrue(tried.containsAll(found), "seed " + seed + " made records up");
            }
        }
    }

    /** Records of one batch arrive in any part; what is cut off must not come back behind later records. */
    @Test
    void nothingThatWasCutOffComesBack() {
        int torn = 0;
        for (int seed = 0; seed < 300; seed++) {
            SimDisk disk = new SimDisk();
            try (Journal journal = Journal.open(disk, DIRECTORY, new Journal.Settings(65_536, () -> 5), NOBODY);
                    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                journal.append(RecordKind.LEDGER, bytes(String.format(Locale.ROOT, "%0900d", 999)));
                disk.cutAfter(2 + seed % 6);
                for (int i = 0; i < 25; i++) {
                    String text = String.format(Locale.ROOT, "%0900d", i);
                    callers.execute(() -> append(journal, text, new ConcurrentSkipListSet<>()));
                }
            }
            SimDisk after = disk.crash(seed);
            List<String> expected = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                SimDisk next;
                try (Journal journal = open(after)) {
                    List<String> found = read(journal);
                    assertTrue(round == 0 || found.equals(expected), "seed " + seed + " brought records back");
                    torn += round == 0 && found.size() < 26 ? 1 : 0;
                    expected = new ArrayList<>(found);
                    expected.add(asLongAsTheGap(round));
                    journal.append(RecordKind.LEDGER, bytes(expected.getLast()));
                    next = after.crash(seed);
                }
                after = next;
            }
        }
        assertTrue(torn > 30, "too few were torn: " + torn);
    }

    /** With the mark that an opening leaves, it ends where the record that was cut off did. */
    private static String asLongAsTheGap(int round) {
        return String.format(Locale.ROOT, "%0" + (904 - Format.MARK_SIZE) + "d", 1000 + round);
    }

    private static void append(Journal journal, String text, Set<String> acknowledged) {
        try {
            journal.append(RecordKind.LEDGER, bytes(text));
            acknowledged.add(text);
        } catch (ProblemException e) {
            assertEquals(Problem.Code.STORAGE_FAILED, e.problem().code());
        }
    }

    @Test
    void aFailedForceStopsTheJournalForGoodAndIsNeverTriedAgain() {
        SimDisk disk = new SimDisk();
        try (Journal journal = open(disk)) {
            journal.append(RecordKind.LEDGER, bytes("one"));
            disk.failForce(1);
            assertEquals(Problem.Code.STORAGE_FAILED, refusal(() -> journal.append(RecordKind.LEDGER, bytes("two"))));
            int operations = disk.operations();
            assertEquals(Problem.Code.STORAGE_FAILED, refusal(() -> journal.append(RecordKind.LEDGER, bytes("three"))));
            assertEquals(operations, disk.operations());
            assertEquals(1, journal.position());
        }
        try (Journal journal = open(disk)) {
            assertEquals(List.of("one"), read(journal));
        }
    }

    @Test
    void aFullDiskRefusesOrdinaryRecordsKeepsRoomForProtectiveOnesAndRecovers() {
        SimDisk disk = new SimDisk().capacity(3 * 4096);
        List<String> written = new ArrayList<>();
        try (Journal journal = open(disk)) {
            assertEquals(Problem.Code.DISK_FULL, refusal(() -> fill(journal, written, false)));
            int ordinary = written.size();
            assertEquals(Problem.Code.DISK_FULL, refusal(() -> journal.append(RecordKind.SALE, bytes("x"))));
            assertEquals(Problem.Code.DISK_FULL, refusal(() -> fill(journal, written, true)));
            assertTrue(written.size() > ordinary, "no room was kept");
            disk.capacity(10 * 4096);
            journal.append(RecordKind.SALE, bytes("room again"));
            written.add("room again");
            assertEquals(written, read(journal));
        }
        try (Journal journal = open(disk.crash(1))) {
            assertEquals(written, read(journal));
        }
    }

    @Test
    void whereEvenWritingOverNeedsRoomTheReserveIsGivenUpForProtectiveRecords() {
        SimDisk disk = new SimDisk();
        List<String> written = new ArrayList<>();
        try (Journal journal = open(disk)) {
            journal.append(RecordKind.LEDGER, bytes("first"));
            written.add("first");
            disk.capacity(disk.used()).fullOnOverwrite(true);
            assertEquals(Problem.Code.DISK_FULL, refusal(() -> journal.append(RecordKind.SALE, bytes("no"))));
            journal.appendProtective(RecordKind.SALE, bytes("yes"));
            written.add("yes");
            assertEquals(written, read(journal));
        }
        try (Journal journal = open(disk.crash(4))) {
            assertEquals(written, read(journal));
        }
    }

    @Test
    void withoutRoomForTheFirstSegmentNothingIsMade() {
        SimDisk disk = new SimDisk().capacity(4095);
        assertEquals(Problem.Code.DISK_FULL, refusal(() -> open(disk)));
        assertEquals(0, disk.used());
        open(disk.capacity(1 << 20)).close();
    }

    /** Bytes chosen by a peer may look like a record; without the segment's salt they never pass for one. */
    @Test
    void aPayloadThatLooksLikeADamagedNeighbourDoesNotStopTheRecovery() {
        byte[] forged = new byte[Format.sizeOf(0)];
        Format.put(java.nio.ByteBuffer.wrap(forged), new Format.Entry(99, 1, 99, new byte[0]), 0);
        for (int seed = 0; seed < 50; seed++) {
            SimDisk disk = new SimDisk();
            try (Journal journal = open(disk)) {
                journal.append(RecordKind.LEDGER, bytes("kept"));
                disk.cutAfter(2);
                refusal(() -> {
                    journal.append(RecordKind.LEDGER, forged);
                    journal.append(RecordKind.LEDGER, forged);
                });
            }
            try (Journal journal = open(disk.crash(seed))) {
                assertTrue(journal.position() >= 1);
            }
        }
    }

    private static void fill(Journal journal, List<String> written, boolean protective) {
        for (int i = 0; i < 1000; i++) {
            String text = text(7, i);
            if (protective) {
                journal.appendProtective(RecordKind.SALE, bytes(text));
            } else {
                journal.append(RecordKind.SALE, bytes(text));
            }
            written.add(text);
        }
    }

    private static int changesOf(int seed) {
        SimDisk disk = new SimDisk();
        write(disk, seed, new ArrayList<>());
        return disk.operations();
    }

    /** Opens and closes a few times and writes until the power goes; returns how many were acknowledged. */
    private static int write(SimDisk disk, int seed, List<String> tried) {
        int acknowledged = 0;
        int records = new Random(seed).nextInt(5, 20);
        try {
            for (int session = 0; session < 2; session++) {
                try (Journal journal = open(disk)) {
                    for (int i = 0; i < records; i++) {
                        String text = text(seed, session * records + i);
                        tried.add(text);
                        journal.append(RecordKind.LEDGER, bytes(text));
                        acknowledged++;
                    }
                }
            }
        } catch (ProblemException e) {
            assertEquals(Problem.Code.STORAGE_FAILED, e.problem().code());
        }
        return acknowledged;
    }

    private static String text(int seed, int i) {
        Random random = new Random(seed * 7919L + i);
        return seed + "/" + i + "/" + "z".repeat(random.nextInt(900));
    }

    private static void tryToOpen(SimDisk disk) {
        try {
            open(disk).close();
        } catch (ProblemException e) {
            assertEquals(Problem.Code.STORAGE_FAILED, e.problem().code());
        }
    }

    private static Journal open(SimDisk disk) {
        return Journal.open(disk, DIRECTORY, new Journal.Settings(4096, () -> 0x5eed), NOBODY);
    }

    private static List<String> read(Journal journal) {
        List<String> texts = new ArrayList<>();
        journal.replay(record -> texts.add(new String(record.payload(), UTF_8)));
        return texts;
    }
}
