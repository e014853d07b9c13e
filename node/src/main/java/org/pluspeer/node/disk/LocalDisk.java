package org.pluspeer.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The files of this machine. */
public final class LocalDisk implements Disk {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    @Override
    public File open(Path file) throws IOException {
        return told(() -> new Open(file, READ_WRITE, ownerOnly(file, "rw-------")));
    }

    @Override
    public boolean createNew(Path file) throws IOException {
        try {
            told(() -> Files.createFile(file, ownerOnly(file, "rw-------")));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public File openToRead(Path file) throws IOException {
        return new Open(file, READ);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        told(() -> Files.createDirectories(directory, ownerOnly(directory, "rwx------")));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        told(() -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (isPosix(directory)) { // Windows has no such call and keeps names durable by itself
            boolean interrupted = false;
            while (!tryToSync(directory)) {
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False if the JDK closed the channel because its user was interrupted. */
    private static boolean tryToSync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return store.getUsableSpace();
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** The JDK tells a full disk apart by the system's words only. */
    private static <T> T told(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException e) {
            String words = String.valueOf(e.getMessage());
            if (words.contains("No space left")
                    || words.contains("quota exceeded")
                    || words.contains("not enough space")) {
                throw new DiskFullException(words, e);
            }
            throw e;
        }
    }

    /**
     * An open file that outlives interrupts: the JDK closes a channel whose user is interrupted, under all who use it;
     * here it is opened again and the operation, which names its own offset, is done again.
     */
    private static final class Open implements File {
        private final Path path;
        private final Set<OpenOption> options;
        private final ReentrantLock reopening = new ReentrantLock();
        private volatile FileChannel channel;
        private volatile boolean closed;

        Open(Path path, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            this.path = path;
            this.options = options;
            this.channel = FileChannel.open(path, options, attributes);
        }

        private interface OnChannel<T> {
            T run(FileChannel channel) throws IOException;
        }

        private <T> T on(OnChannel<T> work) throws IOException {
            boolean interrupted = false;
            try {
                while (true) {
                    FileChannel used = channel;
                    try {
                        return told(() -> work.run(used));
                    } catch (ClosedChannelException e) {
                        if (closed) {
                            throw e;
                        }
                        interrupted |= Thread.interrupted();
                        reopen(used);
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private void reopen(FileChannel broken) throws IOException {
            reopening.lock();
            try {
                if (channel == broken && !closed) {
                    channel = FileChannel.open(path, options);
                }
            } finally {
                reopening.unlock();
            }
        }

        @Override
        public void write(long offset, ByteBuffer bytes) throws IOException {
            int start = bytes.position();
            on(open -> {
                bytes.position(start);
                long at = offset;
                while (bytes.hasRemaining()) {
                    at += open.write(bytes, at);
                }
                return at;
            });
        }

        @Override
        public int read(long offset, ByteBuffer bytes) throws IOException {
            int start = bytes.position();
            return on(open -> {
                bytes.position(start);
                long at = offset;
                for (int count = 0; count >= 0 && bytes.hasRemaining(); at += Math.max(0, count)) {
                    count = open.read(bytes, at);
                }
                return bytes.position() - start;
            });
        }

        @Override
        public void force() throws IOException {
            on(open -> {
                open.force(false);
                return true;
            });
        }

        @Override
        public long size() throws IOException {
            return on(FileChannel::size);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            reopening.lock();
            try {
                channel.close();
            } finally {
                reopening.unlock();
            }
        }
    }
}
