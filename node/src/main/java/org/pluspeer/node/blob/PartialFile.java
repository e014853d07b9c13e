package org.pluspeer.node.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;

/**
 * A file that arrives in pieces, in any order, and goes on where it was after a restart or a power cut. Beside it is a
 * map with a bit for each piece, set on the disk only once the piece is on the disk. Safe for any number of threads.
 *
 * <p>It keeps what it is given: checking the pieces is the caller's, also for those found after a restart.
 */
public final class PartialFile implements Closeable {
    private static final long MAGIC = 0x5045455250415254L; // PEERPART
    private static final int HEADER = 24;
    private static final long SYNC_EVERY = 4L << 20;
    /** Who brings more than this while the disk is still busy with the last sync waits for it. */
    private static final long AHEAD = 4 * SYNC_EVERY;

    private final Disk disk;
    private final Path path;
    private final Shape shape;
    private final Disk.File data;
    private final Disk.File map;
    private final BitSet kept;
    private final ReentrantLock lock = new ReentrantLock();
    /** Taken before {@link #lock}, never within it: one syncs while others write. */
    private final ReentrantLock syncing = new ReentrantLock();

    private long bytes;
    private long unsynced;

    private PartialFile(Disk disk, Path path, Shape shape, Disk.File data, Disk.File map, BitSet kept) {
        this.disk = disk;
        this.path = path;
        this.shape = shape;
        this.data = data;
        this.map = map;
        this.kept = kept;
        this.bytes = kept.stream().mapToLong(shape::length).sum();
    }

    /**
     * @param size of the file in bytes
     * @param pieceSize in bytes; the last piece may be shorter
     */
    record Shape(long size, int pieceSize) {
        Shape {
            if (size < 1 || pieceSize < 1 || pieceSize > 1 << 20 || size / pieceSize > Integer.MAX_VALUE - 64) {
                throw new ProblemException(
                        Problem.Code.TOO_LARGE, "A file of " + size + " bytes cannot come in pieces of " + pieceSize);
            }
        }

        int pieces() {
            return (int) Math.ceilDiv(size, (long) pieceSize);
        }

        int length(int piece) {
            return (int) Math.min(pieceSize, size - (long) piece * pieceSize);
        }

        ByteBuffer header() {
            return ByteBuffer.allocate(HEADER)
                    .putLong(MAGIC)
                    .putLong(size)
                    .putInt(pieceSize)
                    .putInt(0)
                    .flip();
        }
    }

    static PartialFile open(Room room, Path directory, String name, Shape shape) {
        Disk disk = room.disk();
        Path path = directory.resolve(name);
        try {
            Disk.File data = disk.open(path);
            Disk.File map = disk.open(map(path));
            BitSet kept = read(map, shape);
            if (kept.isEmpty()) {
                map.write(0, ByteBuffer.allocate(HEADER + mapBytes(shape)));
                map.write(0, shape.header());
                map.force();
            }
            PartialFile file = new PartialFile(disk, path, shape, data, map, kept);
            if (!file.isComplete()) {
                room.require(shape.size() - file.bytes);
                // Of a file that is complete, its name was made durable when it was not.
                disk.syncDirectory(directory);
            }
            return file;
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    private static Path map(Path path) {
        return path.resolveSibling(path.getFileName() + ".map");
    }

    private static int mapBytes(Shape shape) {
        return (shape.pieces() + 7) / 8;
    }

    /** Empty if the map is of another file or is none. */
    private static BitSet read(Disk.File map, Shape shape) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + mapBytes(shape));
        map.read(0, bytes);
        bytes.clear();
        if (!bytes.slice(0, HEADER).equals(shape.header())) {
            return new BitSet();
        }
        BitSet kept = BitSet.valueOf(bytes.position(HEADER));
        kept.clear(shape.pieces(), Math.max(shape.pieces(), kept.length()));
        return kept;
    }

    /**
     * Keeps whole pieces that follow each other.
     *
     * @param first index of the first, from 0
     * @param content of the pieces; only the file's last may be shorter
     * @throws ProblemException BAD_REQUEST if they are not pieces of this file, DISK_FULL, STORAGE_FAILED
     */
    public void write(int first, byte[] content) {
        int count = Math.ceilDiv(content.length, shape.pieceSize());
        boolean fits = first >= 0 && count > 0 && count <= shape.pieces() - first;
        if (!fits || content.length != (long) (count - 1) * shape.pieceSize() + shape.length(first + count - 1)) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, content.length + " bytes are not whole pieces from " + first + " on.");
        }
        keep(first, count, new ByteBuffer[] {ByteBuffer.wrap(content)}, content.length);
    }

    /**
     * Keeps one whole piece that lies in several places.
     *
     * @param piece its index, from 0
     * @throws ProblemException BAD_REQUEST if together they are not that piece, DISK_FULL, STORAGE_FAILED
     */
    public void write(int piece, ByteBuffer... parts) {
        long length = Arrays.stream(parts).mapToLong(ByteBuffer::remaining).sum();
        if (piece < 0 || piece >= shape.pieces() || length != shape.length(piece)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, length + " bytes are not piece " + piece + ".");
        }
        keep(piece, 1, parts, (int) length);
    }

    private void keep(int first, int count, ByteBuffer[] parts, int length) {
        long waiting = put(first, count, parts, length);
        if (waiting >= AHEAD) {
            sync();
        } else if (waiting >= SYNC_EVERY && syncing.tryLock()) {
            try {
                syncInTurn();
            } finally {
                syncing.unlock();
            }
        }
    }

    /** @return bytes that are not known to be on the disk */
    private long put(int first, int count, ByteBuffer[] parts, int length) {
        lock.lock();
        try {
            long at = (long) first * shape.pieceSize();
            for (ByteBuffer part : parts) {
                int bytesInPart = part.remaining();
                data.write(at, part);
                at += bytesInPart;
            }
            for (int piece = first; piece < first + count; piece++) {
                if (!kept.get(piece)) {
                    kept.set(piece);
                    bytes += shape.length(piece);
                }
            }
            unsynced += length;
            return unsynced;
        } catch (IOException e) {
            throw Room.problem(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads one piece.
     *
     * @throws ProblemException NOT_FOUND if it has not come, STORAGE_FAILED
     */
    public byte[] read(int piece) {
        return read(piece, 0, shape.length(piece));
    }

    /**
     * Reads a part of one piece.
     *
     * @param from in the piece
     * @param length in bytes
     * @throws ProblemException NOT_FOUND if it has not come, BAD_REQUEST if the piece has no such part, STORAGE_FAILED
     */
    public byte[] read(int piece, int from, int length) {
        if (!has(piece)) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "Piece " + piece + " has not come.");
        }
        if (from < 0 || length < 0 || from > shape.length(piece) - length) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "Piece " + piece + " has no " + length + " bytes at " + from + ".");
        }
        byte[] content = new byte[length];
        try {
            if (data.read((long) piece * shape.pieceSize() + from, ByteBuffer.wrap(content)) < content.length) {
                throw new IOException("the file ended early");
            }
            return content;
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    public boolean has(int piece) {
        lock.lock();
        try {
            return piece >= 0 && kept.get(piece);
        } finally {
            lock.unlock();
        }
    }

    /** The first piece from an index on that has not come; {@link #pieces()} if there is none. */
    public int missingFrom(int piece) {
        lock.lock();
        try {
            return Math.min(shape.pieces(), kept.nextClearBit(piece));
        } finally {
            lock.unlock();
        }
    }

    /** Says that a piece is not what it should be and has to come again. */
    public void drop(int piece) {
        lock.lock();
        try {
            if (!kept.get(piece)) {
                return;
            }
            kept.clear(piece);
            bytes -= shape.length(piece);
        } finally {
            lock.unlock();
        }
        sync();
    }

    public int pieces() {
        return shape.pieces();
    }

    /** How many bytes have come. */
    public long received() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    public boolean isComplete() {
        return received() == shape.size();
    }

    /** Returns once what has come is on the disk and known to be. */
    public void sync() {
        syncing.lock();
        try {
            syncInTurn();
        } finally {
            syncing.unlock();
        }
    }

    /** The map tells of those pieces only that were written before the data was forced. */
    private void syncInTurn() {
        try {
            ByteBuffer bits = ByteBuffer.allocate(mapBytes(shape));
            lock.lock();
            try {
                bits.put(kept.toByteArray()).position(0);
                unsynced = 0;
            } finally {
                lock.unlock();
            }
            data.force();
            map.write(HEADER, bits);
            map.force();
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    /** Closes and deletes it. */
    public void delete() {
        close();
        try {
            delete(disk, path);
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    /** The map first: data without it is of no use, and a map without data would lie. */
    static void delete(Disk disk, Path path) throws IOException {
        disk.delete(map(path));
        disk.delete(path);
    }

    /** Closes it; what was not synced may have to come again. */
    @Override
    public void close() {
        try {
            data.close();
            map.close();
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }
}
