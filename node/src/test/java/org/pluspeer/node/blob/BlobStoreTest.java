package org.pluspeer.node.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.LocalDisk;
import org.pluspeer.node.disk.SimDisk;
import org.pluspeer.wallet.eth.Hash32;

class BlobStoreTest {
    private static final Path SIM_BLOBS = Path.of("/sim/blobs");
    private static final Path SIM_DOWNLOADS = Path.of("/sim/downloads");

    private final Path directory;
    private final Path downloads;
    private final BlobStore store;

    BlobStoreTest(@TempDir Path temporary) {
        directory = temporary.resolve("blobs");
        downloads = temporary.resolve("downloads");
        store = BlobStore.open(directory, downloads);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Hash32 hash(byte[] bytes) {
        return Hash32.of(BlobStore.sha256().digest(bytes));
    }

    private static Problem.Code refusal(Executable work) {
        return assertThrows(ProblemException.class, work).problem().code();
    }

    @Test
    void filesOfOddSizesComeBackByteForByte() throws Exception {
        for (int size : List.of(1, 255, 256, 257, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 1_234_567)) {
            byte[] content = noise(size);
            Path file = directory.resolveSibling("file-" + size);
            Files.write(file, content);
            Blob blob = store.importFile(file);
            assertEquals(new Blob(hash(content), size), blob);
            assertEquals(blob, store.importStream(new ByteArrayInputStream(content), size));
            assertEquals(blob, store.find(blob.sha256()).orElseThrow());
            try (InputStream stream = store.stream(blob.sha256())) {
                assertArrayEquals(content, stream.readAllBytes());
            }
            int from = size / 3;
            int length = Math.min(5000, size - from);
            assertArrayEquals(
                    Arrays.copyOfRange(content, from, from + length), store.read(blob.sha256(), from, length));
        }
        assertEquals(8, files(directory).size());
    }

    @Test
    void rangesOutsideTheFileAreRefused() throws Exception {
        Hash32 name =
                store.importStream(new ByteArrayInputStream(noise(100)), 100).sha256();
        assertEquals(0, store.read(name, 100, 0).length);
        for (long[] range : new long[][] {{0, 101}, {100, 1}, {-1, 1}, {0, -1}, {Long.MAX_VALUE, 1}, {0, 1 << 21}}) {
            assertEquals(Problem.Code.BAD_REQUEST, refusal(() -> store.read(name, range[0], (int) range[1])));
        }
        assertEquals(Problem.Code.NOT_FOUND, refusal(() -> store.read(Hash32.ZERO, 0, 1)));
        store.delete(name);
        assertEquals(Problem.Code.NOT_FOUND, refusal(() -> store.read(name, 0, 1)));
        assertFalse(store.contains(name));
    }

    @Test
    void whatCannotBeImportedLeavesNothingBehind() throws Exception {
        Path empty = Files.createFile(directory.resolveSibling("empty"));
        assertEquals(Problem.Code.FILE_UNREADABLE, refusal(() -> store.importFile(empty)));
        assertEquals(Problem.Code.FILE_UNREADABLE, refusal(() -> store.importFile(directory)));
        assertEquals(Problem.Code.FILE_UNREADABLE, refusal(() -> store.importFile(directory.resolve("none"))));
        assertEquals(
                Problem.Code.TOO_LARGE,
                refusal(() -> store.importStream(new ByteArrayInputStream(noise(1_000_001)), 1_000_000)));
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(noise(300_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line went dead");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("the line went dead");
            }
        });
        assertThrows(IOException.class, () -> store.importStream(failing, 1_000_000));
        assertEquals(List.of(), files(directory));
    }

    @Test
    void aFullDiskIsSaidBeforeAndWhileWriting() throws Exception {
        SimDisk disk = new SimDisk().capacity(1 << 20);
        BlobStore small = BlobStore.open(disk, SIM_BLOBS, SIM_DOWNLOADS, 1000);
        assertEquals(
                Problem.Code.DISK_FULL,
                refusal(() -> small.importStream(new ByteArrayInputStream(noise(2 << 20)), Long.MAX_VALUE)));
        assertEquals(0, disk.used());
        assertEquals(Problem.Code.DISK_FULL, refusal(() -> small.download(1 << 20)));
        assertEquals(Problem.Code.DISK_FULL, refusal(() -> small.partial(Hash32.ZERO, 1 << 20, 2048)));
        assertEquals(
                1000,
                small.importStream(new ByteArrayInputStream(noise(1000)), 1000).size());
        Path file = directory.resolveSibling("file");
        Files.write(file, noise(100));
        BlobStore greedy = BlobStore.open(new LocalDisk(), directory, downloads, Long.MAX_VALUE / 2);
        assertEquals(Problem.Code.DISK_FULL, refusal(() -> greedy.importFile(file)));
        assertEquals(List.of(), files(directory));
    }

    @Test
    void afterAPowerCutAnImportedFileIsWholeOrNotThere() throws Exception {
        byte[] content = noise(600_000);
        int kept = 0;
        for (int cut = 1; cut < 25; cut++) {
            SimDisk disk = new SimDisk().cutAfter(cut);
            boolean acknowledged = false;
            try {
                BlobStore.open(disk, SIM_BLOBS, SIM_DOWNLOADS, 0)
                        .importStream(new ByteArrayInputStream(content), Long.MAX_VALUE);
                acknowledged = true;
                kept++;
            } catch (ProblemException e) {
                assertEquals(Problem.Code.STORAGE_FAILED, e.problem().code());
            }
            BlobStore after = BlobStore.open(disk.crash(cut), SIM_BLOBS, SIM_DOWNLOADS, 0);
            assertTrue(!acknowledged || after.contains(hash(content)));
            if (after.contains(hash(content))) {
                try (InputStream stream = after.stream(hash(content))) {
                    assertArrayEquals(content, stream.readAllBytes());
                }
            }
        }
        assertTrue(kept > 0 && kept < 24);
    }

    @Test
    void downloadsAppearWholeUnderHarmlessNamesAndReplaceNothing() throws Exception {
        Set<Path> placed = new HashSet<>();
        for (String name : List.of("data.csv", "data.csv", "../../data.csv", "/etc/data.csv", "a\\..\\data.csv")) {
            byte[] content = noise(3000 + placed.size());
            try (Download download = store.download(content.length)) {
                download.write(Arrays.copyOf(content, 1000));
                assertEquals(Problem.Code.CONFLICT, refusal(() -> download.promote(name)));
                download.write(Arrays.copyOfRange(content, 1000, content.length));
                assertEquals(Problem.Code.TOO_LARGE, refusal(() -> download.write(new byte[1])));
                Download.Placed done = download.promote(name);
                assertEquals(hash(content), done.sha256());
                assertArrayEquals(content, Files.readAllBytes(done.path()));
                assertEquals(downloads, done.path().getParent());
                placed.add(done.path());
            }
        }
        assertEquals(5, placed.size());
        assertTrue(placed.contains(downloads.resolve("data (5).csv")));
        store.download(10).close();
        assertEquals(5, files(downloads).size());
    }

    @Test
    void theSameContentUnderTheSameNameIsTheSameFile() throws Exception {
        for (int time = 0; time < 2; time++) {
            try (Download download = store.download(3000)) {
                download.write(noise(3000));
                assertEquals(
                        downloads.resolve("data.csv"),
                        download.promote("data.csv").path());
            }
        }
        assertEquals(1, files(downloads).size());
    }

    @Test
    void aDroppedPartialFileIsGoneAndMayBeDroppedAgain() throws Exception {
        try (PartialFile partial = store.partial(Hash32.ZERO, 3000, 1000)) {
            partial.write(0, noise(1000));
            partial.sync();
        }
        store.dropPartial(Hash32.ZERO);
        store.dropPartial(Hash32.ZERO);
        try (PartialFile partial = store.partial(Hash32.ZERO, 3000, 1000)) {
            assertEquals(0, partial.received());
        }
    }

    @Test
    void draftsOfAnEarlierRunAreThrownAway() throws Exception {
        store.download(10).write(new byte[5]);
        assertEquals(1, files(downloads).size());
        BlobStore.open(directory, downloads);
        assertEquals(List.of(), files(downloads));
    }

    @Test
    void interruptedReadersAndWritersDoNotHarmOthers() throws Exception {
        byte[] content = noise(100_000);
        Hash32 name = store.importStream(new ByteArrayInputStream(content), Long.MAX_VALUE)
                .sha256();
        List<Throwable> failures = new ArrayList<>();
        try (PartialFile partial = store.partial(Hash32.ZERO, content.length, 1000)) {
            for (int i = 0; i < 100; i++) {
                int piece = i;
                Thread thread = Thread.ofVirtual().unstarted(() -> {
                    Thread.currentThread().interrupt();
                    partial.write(piece, store.read(name, piece * 1000L, 1000));
                    assertTrue(Thread.currentThread().isInterrupted());
                });
                thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
                thread.start();
                thread.join();
            }
            assertEquals(List.of(), failures);
            assertTrue(partial.isComplete());
            assertArrayEquals(Arrays.copyOfRange(content, 5000, 6000), partial.read(5));
        }
    }

    private static List<Path> files(Path in) throws IOException {
        try (Stream<Path> all = Files.walk(in)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatNobodyRefersToGoesAfterADay() throws IOException {
        Hash32 listed =
                store.importStream(new ByteArrayInputStream(noise(1000)), 1000).sha256();
        Hash32 orphan =
                store.importStream(new ByteArrayInputStream(noise(2000)), 2000).sha256();
        Hash32 fresh =
                store.importStream(new ByteArrayInputStream(noise(3000)), 3000).sha256();
        Instant now = Instant.now();
        for (Hash32 old : List.of(listed, orphan)) {
            String name = old.hex().substring(2);
            Path file = directory.resolve(name.substring(0, 2)).resolve(name);
            Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(25))));
        }
        assertEquals(1, store.sweep(Set.of(listed), now.minus(Duration.ofDays(1))));
        assertTrue(store.contains(listed));
        assertFalse(store.contains(orphan));
        assertTrue(store.contains(fresh), "its owner may be about to list it");
        assertEquals(0, store.sweep(Set.of(listed), now.minus(Duration.ofDays(1))));
    }
}
