package org.pluspeer.node.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/**
 * The data directory belongs to one process at a time. The system lets go of the lock when the process ends, however
 * it ends; {@code node.pid} beside it only says who holds it.
 */
public final class NodeLock implements AutoCloseable {
    private final FileLock lock;
    private final Path pid;

    private NodeLock(FileLock lock, Path pid) {
        this.lock = lock;
        this.pid = pid;
    }

    /**
     * Takes the lock, making the directory if it is not there.
     *
     * @throws ProblemException ALREADY_RUNNING, with the other's process id; STORAGE_FAILED
     */
    public static NodeLock acquire(Path dataDirectory) {
        Path file = dataDirectory.resolve("node.lock");
        Path pid = dataDirectory.resolve("node.pid");
        try {
            Files.createDirectories(dataDirectory);
            // First, because closing any channel on a locked file drops the lock of the whole process (POSIX).
            if (self().equals(read(pid))) {
                throw taken(dataDirectory, pid);
            }
            return acquire(file, pid, dataDirectory);
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.Code.STORAGE_FAILED, "The data directory cannot be locked: " + e.getMessage(), e);
        }
    }

    private static NodeLock acquire(Path file, Path pid, Path dataDirectory) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw taken(dataDirectory, pid);
        }
        Files.writeString(pid, self());
        return new NodeLock(lock, pid);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pid);
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.Code.STORAGE_FAILED, "The data directory's lock does not open: " + e.getMessage(), e);
        }
    }

    private static ProblemException taken(Path dataDirectory, Path pid) throws IOException {
        String[] owner = read(pid).split(" ", 2);
        String who = owner[0].isEmpty() ? "another process" : "process " + owner[0];
        return new ProblemException(
                Problem.Code.ALREADY_RUNNING, "The data directory " + dataDirectory + " is in use by " + who + ".");
    }

    /** The process id, and when it started: ids are used again. */
    private static String self() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " "
                + self.info().startInstant().map(Object::toString).orElse("?");
    }

    private static String read(Path pid) throws IOException {
        return Files.exists(pid) ? Files.readString(pid).strip() : "";
    }
}
