package org.pluspeer.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.pluspeer.node.disk.Disk;

/** The end of the journal: the segment that is being written, and where. */
final class Tail implements Closeable {
    private final Disk.File file;
    private final long salt;
    private final int capacity;
    private int offset;

    Tail(Disk.File file, long salt, int capacity, int offset) {
        this.file = file;
        this.salt = salt;
        this.capacity = capacity;
        this.offset = offset;
    }

    long salt() {
        return salt;
    }

    /** Whether so many bytes fit; room for a mark always stays. */
    boolean fits(int bytes) {
        return bytes <= capacity - offset - Format.MARK_SIZE;
    }

    boolean fitsMark() {
        return Format.MARK_SIZE <= capacity - offset;
    }

    /** Writes, without moving the end: that is {@link #advance}'s, after the force. */
    void write(ByteBuffer records) throws IOException {
        file.write(offset, records);
    }

    void force() throws IOException {
        file.force();
    }

    void advance(int bytes) {
        offset += bytes;
    }

    /** Puts zeros over the next bytes, durably. */
    void erase(int bytes) throws IOException {
        file.write(offset, ByteBuffer.allocate(Math.min(bytes, capacity - offset)));
        file.force();
    }

    void eraseRest() throws IOException {
        erase(capacity - offset);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
