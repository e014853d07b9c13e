package org.pluspeer.node.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.wallet.eth.Hash32;

/** A file being written from its beginning to its end. Closed before it was promoted, it never was. For one thread. */
public final class Download implements Closeable {
    private final Downloads downloads;
    private final Path draft;
    private final Disk.File file;
    private final long size;
    private final MessageDigest sha256 = BlobStore.sha256();
    private long written;
    private boolean open = true;

    Download(Downloads downloads, Path draft, Disk.File file, long size) {
        this.downloads = downloads;
        this.draft = draft;
        this.file = file;
        this.size = size;
    }

    /**
     * @param path where it is now
     * @param sha256 of all that was written
     */
    public record Placed(Path path, Hash32 sha256, long size) {}

    /**
     * Writes the next bytes.
     *
     * @throws ProblemException TOO_LARGE beyond the size, DISK_FULL, STORAGE_FAILED
     */
    public void write(byte[] bytes) {
        if (bytes.length > size - written) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "There are more than the " + size + " bytes expected.");
        }
        try {
            file.write(written, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw Room.problem(e);
        }
        sha256.update(bytes);
        written += bytes.length;
    }

    /**
     * Puts the file among the downloads once it is on the disk, and closes it.
     *
     * @param suggested any text; the name becomes harmless, and another if it is taken
     * @throws ProblemException CONFLICT if bytes are missing, DISK_FULL, STORAGE_FAILED
     */
    public Placed promote(String suggested) {
        if (written < size) {
            throw new ProblemException(
                    Problem.Code.CONFLICT, "Only " + written + " of " + size + " bytes were written.");
        }
        try {
            file.force();
            file.close();
            open = false;
            Hash32 hash = Hash32.of(sha256.digest());
            return new Placed(downloads.place(draft, suggested, hash), hash, size);
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    /** Throws away what was not promoted. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            file.close();
            downloads.discard(draft);
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }
}
