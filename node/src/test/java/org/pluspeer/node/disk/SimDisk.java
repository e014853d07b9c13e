package org.pluspeer.node.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that forgets like a real one. Each file has the sectors that were forced and, for each 512-byte
 * sector, every version written since; each directory has its durable names and the changes since. {@link #crash}
 * keeps an arbitrary version of each sector and an arbitrary part of the changes.
 */
public final class SimDisk implements Disk {
    private static final int SECTOR = 512;

    private final Map<Path, Content> names = new TreeMap<>();
    private final Map<Path, Content> durableNames = new TreeMap<>();
    private final List<Path> directories = new ArrayList<>();
    /** Creations, renames and deletions, each of them whole or not at all; one directory is assumed. */
    private final List<Consumer<Map<Path, Content>>> pendingNames = new ArrayList<>();

    private int operations;
    private int cutAt = Integer.MAX_VALUE;
    private int failForceAt = Integer.MAX_VALUE;
    private int forces;
    private long capacity = Long.MAX_VALUE;
    private boolean fullOnOverwrite;

    /** The power went. */
    public static final class PowerCut extends IOException {
        PowerCut() {
            super("the power is off");
        }
    }

    /** The power goes at the n-th change from now, which may or may not arrive. */
    public synchronized SimDisk cutAfter(int changes) {
        cutAt = operations + changes;
        return this;
    }

    /** The n-th force from now fails, once, and drops what it should have kept. */
    public synchronized SimDisk failForce(int n) {
        failForceAt = forces + n;
        return this;
    }

    /** The sum of all file sizes that still fits, in bytes. */
    public synchronized SimDisk capacity(long bytes) {
        capacity = bytes;
        return this;
    }

    /** As on a copy-on-write file system: writing over what is there needs room too. */
    public synchronized SimDisk fullOnOverwrite(boolean full) {
        fullOnOverwrite = full;
        return this;
    }

    /** How many changes (writes, forces, renames …) there were. */
    public synchronized int operations() {
        return operations;
    }

    public synchronized long used() {
        return names.values().stream().mapToLong(content -> content.size).sum();
    }

    /** Flips one bit of a file, durably. */
    public synchronized void rot(Path file, long offset, int bit) throws IOException {
        content(file).rot((int) offset, bit);
    }

    /** The disk as the next start finds it; the same seed always gives the same. */
    public synchronized SimDisk crash(long seed) {
        Random random = new Random(seed);
        Map<Content, Content> survivors = new HashMap<>();
        SimDisk after = new SimDisk();
        after.directories.addAll(directories);
        Map<Path, Content> kept = new TreeMap<>(durableNames);
        for (Consumer<Map<Path, Content>> change : pendingNames) {
            if (random.nextBoolean()) {
                change.accept(kept);
            }
        }
        kept.forEach((name, content) -> {
            Content survivor = survivors.computeIfAbsent(content, c -> c.survivor(random));
            after.names.put(name, survivor);
            after.durableNames.put(name, survivor);
        });
        return after;
    }

    @Override
    public synchronized File open(Path file) throws IOException {
        if (!names.containsKey(file)) {
            change();
            Content made = new Content();
            rename(map -> map.put(file, made));
        }
        return new Handle(content(file));
    }

    @Override
    public synchronized boolean createNew(Path file) throws IOException {
        if (names.containsKey(file)) {
            return false;
        }
        open(file).close();
        return true;
    }

    @Override
    public synchronized File openToRead(Path file) throws IOException {
        return new Handle(content(file));
    }

    @Override
    public synchronized void createDirectories(Path directory) {
        directories.add(directory);
    }

    @Override
    public synchronized List<String> list(Path directory) {
        return names.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(path -> String.valueOf(path.getFileName()))
                .sorted()
                .toList();
    }

    /** It keeps no times. */
    @Override
    public Instant modified(Path file) {
        return Instant.EPOCH;
    }

    @Override
    public synchronized boolean exists(Path file) {
        return names.containsKey(file) || directories.contains(file);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Content content = content(from);
        change();
        rename(map -> {
            map.remove(from, content);
            map.put(to, content);
        });
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        if (names.containsKey(file)) {
            change();
            rename(map -> map.remove(file));
        }
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        change();
        pendingNames.clear();
        durableNames.keySet().removeIf(path -> directory.equals(path.getParent()));
        names.forEach((path, content) -> {
            if (directory.equals(path.getParent())) {
                durableNames.put(path, content);
            }
        });
    }

    @Override
    public synchronized long usableBytes(Path directory) {
        return capacity == Long.MAX_VALUE ? capacity : Math.max(0, capacity - used());
    }

    private void rename(Consumer<Map<Path, Content>> change) {
        change.accept(names);
        pendingNames.add(change);
    }

    private Content content(Path file) throws IOException {
        Content content = names.get(file);
        if (content == null) {
            throw new FileNotFoundException(file.toString());
        }
        return content;
    }

    private void change() throws IOException {
        operations++;
        if (operations >= cutAt) {
            throw new PowerCut();
        }
    }

    private final class Handle implements File {
        private final Content content;

        Handle(Content content) {
            this.content = content;
        }

        @Override
        public void write(long offset, ByteBuffer bytes) throws IOException {
            synchronized (SimDisk.this) {
                long end = offset + bytes.remaining();
                long grown = fullOnOverwrite ? bytes.remaining() : Math.max(0, end - content.size);
                if (grown > usableBytes(Path.of("/"))) {
                    // Like the real ones: half of it is there already.
                    bytes.limit(bytes.position() + bytes.remaining() / 2);
                    content.write((int) offset, bytes);
                    throw new DiskFullException("no room in the simulated disk");
                }
                boolean on = operations < cutAt;
                if (on) {
                    content.write((int) offset, bytes); // the last one before the cut may still arrive
                }
                change();
            }
        }

        @Override
        public int read(long offset, ByteBuffer bytes) {
            synchronized (SimDisk.this) {
                return content.read((int) offset, bytes);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimDisk.this) {
                change();
                if (++forces == failForceAt) {
                    content.drop();
                    throw new IOException("Input/output error");
                }
                content.force();
            }
        }

        @Override
        public long size() {
            synchronized (SimDisk.this) {
                return content.size;
            }
        }

        @Override
        public void close() {}
    }

    /** A file's sectors. Sizes are durable at once: no code here relies on them. */
    private static final class Content {
        private byte[] durable = new byte[0];
        private byte[] now = new byte[0];
        private final Map<Integer, List<byte[]>> versions = new HashMap<>();
        private int size;

        void write(int offset, ByteBuffer bytes) {
            int count = bytes.remaining();
            grow(offset + count);
            bytes.get(now, offset, count);
            for (int sector = offset / SECTOR; sector * SECTOR < offset + count; sector++) {
                versions.computeIfAbsent(sector, s -> new ArrayList<>()).add(sector(now, sector));
            }
        }

        int read(int offset, ByteBuffer bytes) {
            int count = Math.max(0, Math.min(bytes.remaining(), size - offset));
            if (count > 0) {
                bytes.put(now, offset, count);
            }
            return count;
        }

        void force() {
            durable = now.clone();
            versions.clear();
        }

        /** What a failed fsync does on Linux: the pages count as clean and are read back from the disk some day. */
        void drop() {
            now = durable.clone();
            versions.clear();
        }

        void rot(int offset, int bit) {
            now[offset] ^= (byte) (1 << bit);
            durable[offset] ^= (byte) (1 << bit);
        }

        Content survivor(Random random) {
            Content after = new Content();
            after.grow(size);
            System.arraycopy(durable, 0, after.now, 0, size);
            versions.forEach((sector, written) -> {
                int pick = random.nextInt(written.size() + 1);
                if (pick < written.size()) {
                    byte[] version = Objects.requireNonNull(written.get(pick));
                    System.arraycopy(
                            version,
                            0,
                            after.now,
                            sector * SECTOR,
                            Math.min(SECTOR, after.now.length - sector * SECTOR));
                }
            });
            after.durable = after.now.clone();
            return after;
        }

        private void grow(int to) {
            size = Math.max(size, to);
            int length = (size + SECTOR - 1) / SECTOR * SECTOR;
            now = Arrays.copyOf(now, Math.max(length, now.length));
            durable = Arrays.copyOf(durable, now.length);
        }

        private static byte[] sector(byte[] bytes, int sector) {
            return Arrays.copyOfRange(bytes, sector * SECTOR, (sector + 1) * SECTOR);
        }
    }

    /** Null unless the file is there. */
    public synchronized byte @Nullable [] bytes(Path file) {
        Content content = names.get(file);
        return content == null ? null : Arrays.copyOf(content.now, content.size);
    }
}
