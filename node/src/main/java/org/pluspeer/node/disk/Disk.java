package org.pluspeer.node.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Files that outlive the process. Every method throws {@link DiskFullException} where there is no room, and any other
 * {@link IOException} where the disk fails.
 */
public interface Disk {

    /** Opens a file for reading and writing, and makes it, readable by its owner only, if it is not there. */
    File open(Path file) throws IOException;

    /** Makes an empty file; false if something has the name already. */
    boolean createNew(Path file) throws IOException;

    /** Opens a file for reading only. */
    File openToRead(Path file) throws IOException;

    /** Makes the directory and those above it, if they are not there. */
    void createDirectories(Path directory) throws IOException;

    /** The names in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    boolean exists(Path file);

    /** When a file was last written. */
    Instant modified(Path file) throws IOException;

    /** Gives a file another name in one step, in place of whatever has that name. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** Returns once the names in the directory are as durable as the disk can make them. */
    void syncDirectory(Path directory) throws IOException;

    /** How many bytes may still be written under the directory. */
    long usableBytes(Path directory) throws IOException;

    /** An open file. */
    interface File extends Closeable {

        /** Writes all that remains in the buffer at the offset, in bytes. */
        void write(long offset, ByteBuffer bytes) throws IOException;

        /** Fills the buffer as far as the file goes; returns the bytes read, 0 at or after the end. */
        int read(long offset, ByteBuffer bytes) throws IOException;

        /**
         * Returns once what was written is on the disk. After a failure nobody knows what is: trying again and
         * succeeding proves nothing, because the system may have dropped what it could not write.
         */
        void force() throws IOException;

        /** In bytes. */
        long size() throws IOException;

        @Override
        void close() throws IOException;
    }
}
