package org.pluspeer.node.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.wallet.eth.Hash32;

/** The directory where what was bought is put, and the drafts beside it. */
final class Downloads {
    private static final int MOST_NUMBERS = 10_000;

    private final Disk disk;
    private final Path directory;
    private final Path drafts;
    private final Room room;
    private final AtomicLong begun = new AtomicLong();

    Downloads(Disk disk, Path directory, long margin) {
        this.disk = disk;
        this.directory = directory;
        this.drafts = directory.resolve(".incoming");
        this.room = new Room(disk, directory, margin);
    }

    void open() throws IOException {
        disk.createDirectories(drafts);
        for (String name : disk.list(drafts)) {
            disk.delete(drafts.resolve(name));
        }
    }

    void requireRoom(long bytes) {
        room.require(bytes);
    }

    Download begin(long size) {
        requireRoom(size);
        Path draft = drafts.resolve("draft-" + begun.incrementAndGet());
        try {
            return new Download(this, draft, disk.open(draft), size);
        } catch (IOException e) {
            throw Room.problem(e);
        }
    }

    void discard(Path draft) throws IOException {
        disk.delete(draft);
    }

    /**
     * Gives the draft a name that nothing has. The name is taken first, so that nobody's file is ever replaced; but for
     * one with the very same content, as after a crash just before it was told that the file is there.
     */
    Path place(Path draft, String suggested, Hash32 sha256) throws IOException {
        String name = FileName.safe(suggested);
        for (int number = 1; number <= MOST_NUMBERS; number++) {
            Path path = directory.resolve(FileName.numbered(name, number));
            if (disk.createNew(path) || sha256.equals(hash(path))) {
                disk.rename(draft, path);
                disk.syncDirectory(directory);
                return path;
            }
        }
        throw new IOException("too many files are named " + name);
    }

    private Hash32 hash(Path path) throws IOException {
        MessageDigest sha256 = BlobStore.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
        try (Disk.File file = disk.openToRead(path)) {
            for (long at = 0; file.read(at, buffer.clear()) > 0; at += buffer.position()) {
                sha256.update(buffer.array(), 0, buffer.position());
            }
        }
        return Hash32.of(sha256.digest());
    }
}
