package org.pluspeer.node.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.DiskFullException;

/**
 * The journal's directory: numbered segments and one reserve.
 *
 * <p>The reserve is a segment full of zeros with no name of its own yet. Every new segment was the reserve first, so
 * that on a full disk there is still one segment's worth of room for what protects money.
 */
final class Segments {
    private static final String SUFFIX = ".journal";
    private static final int ZEROS = 1 << 16;

    private final Disk disk;
    private final Path directory;
    private final Journal.Settings settings;
    private final Path reserve;

    Segments(Disk disk, Path directory, Journal.Settings settings) {
        this.disk = disk;
        this.directory = directory;
        this.settings = settings;
        this.reserve = directory.resolve("reserve");
    }

    /** The segments in the order of their positions. */
    List<Path> paths() throws IOException {
        return disk.list(directory).stream()
                .filter(name -> name.endsWith(SUFFIX))
                .map(directory::resolve)
                .toList();
    }

    /** The position of the segment's first record, from its name. */
    static long first(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            throw new IOException("not a journal file: " + path, e);
        }
    }

    int maxPayload() {
        return settings.maxPayload();
    }

    private boolean hasReserve() throws IOException {
        if (!disk.exists(reserve)) {
            return false;
        }
        try (Disk.File file = disk.openToRead(reserve)) {
            return file.size() == settings.segmentBytes();
        }
    }

    /** Writes a reserve if there is none; a full disk is the caller's to handle. */
    void makeReserve() throws IOException {
        if (hasReserve()) {
            return;
        }
        if (disk.usableBytes(directory) < settings.segmentBytes()) {
            throw new DiskFullException("less than " + settings.segmentBytes() + " bytes are left");
        }
        Path draft = directory.resolve("reserve.new");
        try (Disk.File file = disk.open(draft)) {
            for (int at = 0; at < settings.segmentBytes(); at += ZEROS) {
                file.write(at, ByteBuffer.allocate(Math.min(ZEROS, settings.segmentBytes() - at)));
            }
            file.force();
        } catch (IOException e) {
            disk.delete(draft);
            throw e;
        }
        disk.rename(draft, reserve);
        disk.syncDirectory(directory);
    }

    /** Gives the reserve's room back to the disk. */
    void dropReserve() throws IOException {
        disk.delete(reserve);
        disk.syncDirectory(directory);
    }

    /** Turns the reserve into the segment whose first record will have the position; there must be one. */
    Tail promote(long first) throws IOException {
        Format.Head head =
                new Format.Head(Format.VERSION, first, settings.salt().getAsLong());
        try (Disk.File file = disk.open(reserve)) {
            file.write(0, Format.head(head.first(), head.salt()));
            file.force();
        }
        Path path = directory.resolve(String.format(Locale.ROOT, "%019d", first) + SUFFIX);
        disk.rename(reserve, path);
        disk.syncDirectory(directory);
        return new Tail(disk.open(path), head.salt(), settings.segmentBytes(), Format.SEGMENT_HEADER);
    }

    /** Reads a whole segment and checks its head. */
    Read read(Path path) throws IOException {
        ByteBuffer bytes;
        try (Disk.File file = disk.openToRead(path)) {
            long size = file.size();
            if (size > Journal.Settings.MAX_SEGMENT_BYTES) {
                throw corrupt(path, 0, "the file is longer than any segment");
            }
            bytes = ByteBuffer.allocate((int) size);
            file.read(0, bytes);
        }
        bytes.flip();
        Format.Head head = Format.head(bytes);
        if (head == null) {
            throw corrupt(path, 0, "the head of the file does not check out");
        }
        if (head.version() != Format.VERSION) {
            throw corrupt(path, 8, "it was written by another version of this program: " + head.version());
        }
        if (!String.valueOf(path.getFileName()).equals(String.format(Locale.ROOT, "%019d", head.first()) + SUFFIX)) {
            throw corrupt(path, 16, "the file was renamed");
        }
        return new Read(path, bytes, head);
    }

    /** @param bytes the whole file */
    record Read(Path path, ByteBuffer bytes, Format.Head head) {
        Scan scan() {
            return Scan.of(bytes, head);
        }

        /** Opens it for more, after what the scan found. */
        Tail tail(Disk disk, int offset) throws IOException {
            return new Tail(disk.open(path), head.salt(), bytes.limit(), offset);
        }
    }

    static ProblemException corrupt(Path path, int offset, String what) {
        return new ProblemException(
                Problem.Code.STORAGE_CORRUPT,
                "The journal file " + path + " is damaged at byte " + offset + ": " + what
                        + ". Nothing was deleted or changed; restore the file from a copy.");
    }
}
