package org.pluspeer.node.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.LocalDisk;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The files of this node. Whatever it hands out is whole: a file that was not written to its end never gets a name.
 * Safe for any number of threads, as long as nobody deletes what another still reads.
 */
public final class BlobStore {
    /** Left free on the disk, in bytes. */
    public static final long MARGIN = 64L << 20;

    private static final int CHUNK = 1 << 18;
    private static final int CHECK_ROOM_EVERY = 64;
    private static final Pattern SHELF = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}");

    private final Disk disk;
    private final Path blobs;
    private final Path incoming;
    private final Path parts;
    private final Downloads downloads;
    private final Room room;
    private final AtomicLong drafts = new AtomicLong();

    private BlobStore(Disk disk, Path blobs, Path downloads, long margin) {
        this.disk = disk;
        this.blobs = blobs;
        this.incoming = blobs.resolve("incoming");
        this.parts = blobs.resolve("parts");
        this.room = new Room(disk, blobs, margin);
        this.downloads = new Downloads(disk, downloads, margin);
    }

    /** @throws ProblemException DISK_FULL, STORAGE_FAILED */
    public static BlobStore open(Path blobs, Path downloads) {
        return open(new LocalDisk(), blobs, downloads, MARGIN);
    }

    /**
     * Opens the store, and throws away drafts that a stop left behind.
     *
     * @param margin to leave free on the disk, in bytes
     */
    public static BlobStore open(Disk disk, Path blobs, Path downloads, long margin) {
        BlobStore store = new BlobStore(disk, blobs, downloads, margin);
        try {
            disk.createDirectories(store.incoming);
            disk.createDirectories(store.parts);
            for (String name : disk.list(store.incoming)) {
                disk.delete(store.incoming.resolve(name));
            }
            store.downloads.open();
            return store;
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    /**
     * Copies a file of the owner's into the store.
     *
     * @throws ProblemException FILE_UNREADABLE if it is not a readable plain file or is empty, DISK_FULL,
     *     STORAGE_FAILED
     */
    public Blob importFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "There is no file " + file + ".");
        }
        try (InputStream in = Files.newInputStream(file)) {
            room.require(Files.size(file));
            return importStream(in, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.Code.FILE_UNREADABLE, "The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws ProblemException DISK_FULL if so many more bytes do not fit */
    public void requireRoom(long bytes) {
        room.require(bytes);
    }

    /**
     * For a file that comes in encrypted and is then opened beside it.
     *
     * @param missing bytes of the encrypted file that have not come
     * @param size in bytes, of the opened one
     * @throws ProblemException DISK_FULL if both together do not fit
     */
    public void requireRoomToOpen(long missing, long size) {
        room.require(Math.addExact(missing, size));
        downloads.requireRoom(size);
    }

    /**
     * Copies a stream into the store; of content that is there already one copy is kept.
     *
     * @param limit in bytes
     * @throws IOException if the stream fails
     * @throws ProblemException TOO_LARGE beyond the limit, FILE_UNREADABLE if there is not one byte, DISK_FULL,
     *     STORAGE_FAILED; nothing is kept then
     */
    public Blob importStream(InputStream in, long limit) throws IOException {
        Path draft = incoming.resolve("import-" + drafts.incrementAndGet());
        try {
            Blob blob = write(draft, in, limit);
            if (!contains(blob.sha256())) {
                Path path = path(blob.sha256());
                Path shelf = shelf(blob.sha256());
                onDisk(() -> {
                    disk.createDirectories(shelf);
                    disk.rename(draft, path);
                    disk.syncDirectory(shelf);
                    disk.syncDirectory(blobs);
                });
            }
            return blob;
        } finally {
            onDisk(() -> disk.delete(draft));
        }
    }

    private Blob write(Path draft, InputStream in, long limit) throws IOException {
        MessageDigest sha256 = sha256();
        long size = 0;
        Disk.File file = opened(draft);
        try (file) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.readNBytes(chunk, 0, CHUNK), n = 0; count > 0; count = in.readNBytes(chunk, 0, CHUNK)) {
                if (size > limit - count) {
                    throw new ProblemException(Problem.Code.TOO_LARGE, "There are more than " + limit + " bytes.");
                }
                if (n++ % CHECK_ROOM_EVERY == 0) {
                    room.require(count);
                }
                sha256.update(chunk, 0, count);
                long at = size;
                int length = count;
                onDisk(() -> file.write(at, ByteBuffer.wrap(chunk, 0, length)));
                size += count;
            }
            onDisk(file::force);
        }
        if (size == 0) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "The file is empty.");
        }
        return new Blob(Hash32.of(sha256.digest()), size);
    }

    public boolean contains(Hash32 sha256) {
        return disk.exists(path(sha256));
    }

    public Optional<Blob> find(Hash32 sha256) {
        if (!contains(sha256)) {
            return Optional.empty();
        }
        try (Disk.File file = disk.openToRead(path(sha256))) {
            return Optional.of(new Blob(sha256, file.size()));
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    /**
     * Reads a range.
     *
     * @param offset in bytes
     * @param length in bytes, at most 1 MiB
     * @throws ProblemException NOT_FOUND, BAD_REQUEST if the file doesn't have the range, STORAGE_FAILED
     */
    public byte[] read(Hash32 sha256, long offset, int length) {
        if (!contains(sha256)) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "There is no file " + sha256 + " here.");
        }
        // Opened for each read: an interrupted reader closes only its own.
        try (Disk.File file = disk.openToRead(path(sha256))) {
            if (length < 0 || length > 1 << 20 || offset < 0 || offset > file.size() - length) {
                throw new ProblemException(
                        Problem.Code.BAD_REQUEST, "The file has no " + length + " bytes at " + offset + ".");
            }
            byte[] bytes = new byte[length];
            if (file.read(offset, ByteBuffer.wrap(bytes)) < length) {
                throw new IOException("the file ended early");
            }
            return bytes;
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    /** Reads it from its beginning to its end. */
    public InputStream stream(Hash32 sha256) {
        Blob blob = find(sha256)
                .orElseThrow(
                        () -> new ProblemException(Problem.Code.NOT_FOUND, "There is no file " + sha256 + " here."));
        return new PieceStream(new BlobPieces(this, blob));
    }

    /**
     * Deletes files that nobody refers to, such as uploads that were never listed. For the start, before anybody works
     * with files.
     *
     * @param wanted all that any room refers to
     * @param before younger ones stay: their owner may be about to list them
     * @return how many went
     */
    public int sweep(Set<Hash32> wanted, Instant before) {
        int[] gone = {0};
        onDisk(() -> {
            for (String shelf : disk.list(blobs)) {
                if (SHELF.matcher(shelf).matches()) {
                    gone[0] += sweep(blobs.resolve(shelf), wanted, before);
                }
            }
        });
        return gone[0];
    }

    private int sweep(Path shelf, Set<Hash32> wanted, Instant before) throws IOException {
        int gone = 0;
        for (String name : disk.list(shelf)) {
            Path file = shelf.resolve(name);
            boolean isBlob = BLOB.matcher(name).matches();
            if (isBlob
                    && !wanted.contains(Hash32.parse(name))
                    && disk.modified(file).isBefore(before)) {
                disk.delete(file);
                gone++;
            }
        }
        return gone;
    }

    /** Deletes the file, if it is there. */
    public void delete(Hash32 sha256) {
        onDisk(() -> disk.delete(path(sha256)));
    }

    /**
     * A file that arrives in pieces: a new one, or the one of that name as far as it had come.
     *
     * @param name of this node's own making, such as an offer's id
     * @param size in bytes, from 1
     * @param pieceSize in bytes, from 1 to 1 MiB; the last piece may be shorter
     * @throws ProblemException DISK_FULL if what is missing doesn't fit, STORAGE_FAILED
     */
    public PartialFile partial(Hash32 name, long size, int pieceSize) {
        return PartialFile.open(room, parts, name.hex().substring(2), new PartialFile.Shape(size, pieceSize));
    }

    /** Deletes what came of a file, if anything did. */
    public void dropPartial(Hash32 name) {
        Path path = parts.resolve(name.hex().substring(2));
        onDisk(() -> PartialFile.delete(disk, path));
    }

    /**
     * A file in the making, to be given a name among the downloads when it is whole.
     *
     * @param size in bytes
     * @throws ProblemException DISK_FULL if it doesn't fit, STORAGE_FAILED
     */
    public Download download(long size) {
        return downloads.begin(size);
    }

    private Disk.File opened(Path file) {
        try {
            return disk.open(file);
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    private Path shelf(Hash32 sha256) {
        return blobs.resolve(sha256.hex().substring(2, 4));
    }

    private Path path(Hash32 sha256) {
        return shelf(sha256).resolve(sha256.hex().substring(2));
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Tells a failing disk from a failing stream. */
    private static void onDisk(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
