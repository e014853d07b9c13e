package org.pluspeer.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this machine. */
public final class LocalDisk implements Disk {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    @Override
    public File open(Path file) throws IOException {
        return told(() -> new Open(FileChannel.open(file, READ_WRITE, ownerOnly(file, "rw-------"))));
    }

    @Override
    public File openToRead(Path file) throws IOException {
        return new Open(FileChannel.open(file, READ));
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
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
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

    private record Open(FileChannel channel) implements File {

        @Override
        public void write(long offset, ByteBuffer bytes) throws IOException {
            told(() -> {
                long at = offset;
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
                return at;
            });
        }

        @Override
        public int read(long offset, ByteBuffer bytes) throws IOException {
            int before = bytes.position();
            long at = offset;
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, at);
                if (count < 0) {
                    break;
                }
                at += count;
            }
            return bytes.position() - before;
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
