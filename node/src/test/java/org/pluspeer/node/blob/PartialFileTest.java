package org.pluspeer.node.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.LocalDisk;
import org.pluspeer.node.disk.SimDisk;
import org.pluspeer.wallet.eth.Hash32;

class PartialFileTest {
    private static final Path BLOBS = Path.of("/sim/blobs");
    private static final Path DOWNLOADS = Path.of("/sim/downloads");

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] pieces(byte[] content, int first, int count) {
        return Arrays.copyOfRange(content, first * 256, Math.min(content.length, (first + count) * 256));
    }

    private static BlobStore open(Path directory) {
        return BlobStore.open(directory.resolve("blobs"), directory.resolve("downloads"));
    }

    @Test
    void piecesMayComeInAnyOrderAndAcrossRestarts(@TempDir Path directory) {
        byte[] content = noise(10_000);
        for (List<Integer> run : List.of(List.of(39, 3, 4), List.of(0, 1, 3, 20), List.<Integer>of())) {
            try (PartialFile file = open(directory).partial(Hash32.ZERO, content.length, 256)) {
                run.forEach(piece -> file.write(piece, pieces(content, piece, 1)));
                file.sync();
            }
        }
        PartialFile file = open(directory).partial(Hash32.ZERO, content.length, 256);
        assertEquals(40, file.pieces());
        assertEquals(5 * 256 + 10_000 % 256, file.received());
        assertEquals(2, file.missingFrom(0));
        assertEquals(5, file.missingFrom(3));
        assertEquals(40, file.missingFrom(39));
        assertEquals(Problem.Code.NOT_FOUND, refusal(() -> file.read(2)));
        file.write(2, pieces(content, 2, 38));
        assertTrue(file.isComplete());
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(pieces(content, i, 1), file.read(i));
        }
        file.drop(7);
        assertFalse(file.has(7));
        assertEquals(10_000 - 256, file.received());
        file.delete();
        assertEquals(
                0, open(directory).partial(Hash32.ZERO, content.length, 256).received());
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void othersWriteWhileOneWaitsForTheDisk(@TempDir Path directory) throws Exception {
        int piece = 1 << 20;
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch forced = new CountDownLatch(1);
        Disk slow = (Disk) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Disk.class}, (self, method, given) -> {
                    Object found = method.invoke(new LocalDisk(), given);
                    boolean isData =
                            found instanceof Disk.File && !given[0].toString().endsWith(".map");
                    return isData ? held((Disk.File) found, forcing, forced) : found;
                });
        BlobStore store = BlobStores.on(slow, directory);
        try (PartialFile file = store.partial(Hash32.ZERO, 12L * piece, piece)) {
            Thread first = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 4; i++) {
                    file.write(i, new byte[piece]);
                }
            });
            forcing.await();
            for (int i = 4; i < 12; i++) {
                file.write(i, new byte[piece]);
            }
            assertTrue(file.isComplete());
            assertTrue(first.isAlive(), "it still waits for the disk");
            forced.countDown();
            first.join();
            file.sync();
        }
        assertTrue(store.partial(Hash32.ZERO, 12L * piece, piece).isComplete());
    }

    /** A file that is not forced before the second latch is down. */
    private Disk.File held(Disk.File file, CountDownLatch asked, CountDownLatch let) {
        return (Disk.File) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Disk.File.class}, (self, method, given) -> {
                    if (method.getName().equals("force")) {
                        asked.countDown();
                        let.await();
                    }
                    return method.invoke(file, given);
                });
    }

    @Test
    void whatIsNotPiecesOfTheFileIsRefused(@TempDir Path directory) {
        BlobStore store = open(directory);
        try (PartialFile file = store.partial(Hash32.ZERO, 1000, 256)) {
            for (int length : List.of(0, 1, 255, 257, 999, 1001, 1024)) {
                assertEquals(Problem.Code.BAD_REQUEST, refusal(() -> file.write(0, new byte[length])), "" + length);
            }
            assertEquals(Problem.Code.BAD_REQUEST, refusal(() -> file.write(-1, new byte[256])));
            assertEquals(Problem.Code.BAD_REQUEST, refusal(() -> file.write(4, new byte[256])));
            assertEquals(Problem.Code.BAD_REQUEST, refusal(() -> file.write(3, new byte[256])));
            assertEquals(0, file.received());
            file.write(0, new byte[1000]);
            assertTrue(file.isComplete());
        }
        assertEquals(Problem.Code.TOO_LARGE, refusal(() -> store.partial(Hash32.ZERO, Long.MAX_VALUE, 1)));
        assertEquals(Problem.Code.TOO_LARGE, refusal(() -> store.partial(Hash32.ZERO, 0, 1)));
    }

    @Test
    void anotherShapeUnderTheSameNameBeginsAgain(@TempDir Path directory) {
        BlobStore store = open(directory);
        try (PartialFile file = store.partial(Hash32.ZERO, 1000, 256)) {
            file.write(0, new byte[256]);
            file.sync();
        }
        try (PartialFile file = store.partial(Hash32.ZERO, 1001, 256)) {
            assertEquals(0, file.received());
        }
    }

    @Test
    void afterAnyPowerCutEveryPieceThatCountsAsThereIsThere() {
        byte[] content = noise(20_000);
        int found = 0;
        for (int cut = 1; cut < 60; cut++) {
            for (int seed = 0; seed < 10; seed++) {
                SimDisk disk = new SimDisk().cutAfter(cut);
                int synced = receive(disk, content, seed);
                BlobStore after = BlobStore.open(disk.crash(seed), BLOBS, DOWNLOADS, 0);
                PartialFile file = after.partial(Hash32.ZERO, content.length, 256);
                for (int piece = 0; piece < file.pieces(); piece++) {
                    if (file.has(piece)) {
                        assertArrayEquals(pieces(content, piece, 1), file.read(piece), cut + "/" + seed);
                        found++;
                    }
                }
                assertTrue(file.received() >= synced, cut + "/" + seed);
            }
        }
        assertTrue(found > 1000, "" + found);
    }

    /** Returns how many bytes were known to be on the disk when the power went. */
    private static int receive(SimDisk disk, byte[] content, int seed) {
        Random random = new Random(seed);
        int synced = 0;
        try {
            PartialFile file = BlobStore.open(disk, BLOBS, DOWNLOADS, 0).partial(Hash32.ZERO, content.length, 256);
            while (!file.isComplete()) {
                int piece = file.missingFrom(random.nextInt(file.pieces()));
                piece = piece == file.pieces() ? file.missingFrom(0) : piece;
                file.write(piece, pieces(content, piece, 1));
                if (random.nextInt(3) == 0) {
                    file.sync();
                    synced = (int) file.received();
                }
            }
        } catch (ProblemException e) {
            assertEquals(Problem.Code.STORAGE_FAILED, e.problem().code());
        }
        return synced;
    }

    private static Problem.Code refusal(Executable work) {
        return assertThrows(ProblemException.class, work).problem().code();
    }
}
