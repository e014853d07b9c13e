package org.pluspeer.node.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.LocalDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only list of records, each on the disk before {@link #append} returns. Safe for any number of threads;
 * hold a {@link NodeLock} on the data directory, because two journals on the same files would destroy them.
 *
 * <p>One thread at a time has the pen. Who comes while nobody has it writes its own record, and waits for nobody to be
 * woken; who comes meanwhile is written by the journal's thread, all at once, with one force.
 */
public final class Journal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final Segments segments;
    private final Writer writer;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private List<Pending> queue = new ArrayList<>();
    private Pen pen = Pen.FREE;
    private boolean closing;
    private @Nullable Problem stopped;

    private Journal(Segments segments, Writer writer) {
        this.segments = segments;
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::run);
    }

    /** Who writes. */
    private enum Pen {
        FREE,
        CALLER,
        THREAD
    }

    /**
     * A record that is on the disk.
     *
     * @param position from 1, without gaps
     * @param payload in the encoding of the room that wrote it; not to be changed
     */
    @SuppressWarnings("JavaLangClash") // always read as Journal.Record
    public record Record(long position, RecordKind kind, byte[] payload) {}

    /** What is to be appended. */
    public record Entry(RecordKind kind, byte[] payload) {}

    /** Told of records once they are on the disk and before {@link Journal#append} returns. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Runs on one thread at a time, in the order of the positions: hand over and return. What it throws is logged
         * and changes nothing.
         */
        void appended(List<Record> batch);
    }

    /**
     * @param segmentBytes size of a segment file, 1024 to {@link #MAX_SEGMENT_BYTES}, a multiple of 512
     * @param salt gives numbers that nobody outside can foresee
     */
    public record Settings(int segmentBytes, LongSupplier salt) {
        static final int MAX_SEGMENT_BYTES = 1 << 26;

        public Settings {
            if (segmentBytes < 1024 || segmentBytes > MAX_SEGMENT_BYTES || segmentBytes % 512 != 0) {
                throw new IllegalArgumentException("segmentBytes: " + segmentBytes);
            }
        }

        /** 4 MiB segments. */
        public static Settings standard() {
            return new Settings(1 << 22, new SecureRandom()::nextLong);
        }

        /** In bytes: a fourth of a segment, so that few bytes are left over at its end. */
        int maxPayload() {
            return segmentBytes / 4;
        }
    }

    /** @see #open(Disk, Path, Settings, Listener) */
    public static Journal open(Path directory, Listener listener) {
        return open(new LocalDisk(), directory, Settings.standard(), listener);
    }

    /**
     * Opens the journal in the directory, or makes it. What was being written when the power failed, and was never
     * acknowledged, is cut off.
     *
     * @throws ProblemException STORAGE_CORRUPT if something acknowledged is damaged or missing, and then no file is
     *     changed; DISK_FULL if there is no room for the first segment; STORAGE_FAILED if the disk fails
     */
    public static Journal open(Disk disk, Path directory, Settings settings, Listener listener) {
        try {
            disk.createDirectories(directory);
            Segments segments = new Segments(disk, directory, settings);
            Writer writer = Recovery.open(disk, segments, listener);
            Journal journal = new Journal(segments, writer);
            journal.thread.start();
            return journal;
        } catch (IOException e) {
            throw Recovery.failed(directory, e);
        }
    }

    /**
     * Returns the record's position once it is on the disk.
     *
     * @param payload at most 1 MiB with the standard settings
     * @throws ProblemException DISK_FULL if it was not written for want of room; STORAGE_FAILED if the disk failed
     *     now or before, and then only a restart tells whether it was written; TOO_LARGE; STOPPING
     */
    public long append(RecordKind kind, byte[] payload) {
        return append(new Pending(kind, payload, false), payload.length);
    }

    /**
     * Like {@link #append}, for what protects money (closing, withdrawing, complaining, recording a transaction that
     * was sent): it may use the room kept back for a full disk.
     */
    public long appendProtective(RecordKind kind, byte[] payload) {
        return append(new Pending(kind, payload, true), payload.length);
    }

    /**
     * Appends several, one after the other, without waiting for the disk in between.
     *
     * @throws ProblemException as {@link #append}; then those before the one that failed may have been written
     */
    public void appendAll(List<Entry> entries) {
        List<Pending> all = entries.stream()
                .map(entry -> new Pending(entry.kind(), entry.payload(), false))
                .toList();
        entries.forEach(entry -> requireFits(entry.payload().length));
        enqueue(all);
        all.forEach(Pending::await);
    }

    /** The position of the last record on the disk; 0 before the first. */
    public long position() {
        return writer.committed();
    }

    /** Hands over every record in order, up to those on the disk at the time of the call. */
    public void replay(Consumer<Record> reader) {
        replay(0, reader);
    }

    /**
     * Hands over the records after a position.
     *
     * @throws ProblemException STORAGE_CORRUPT, STORAGE_FAILED
     */
    public void replay(long after, Consumer<Record> reader) {
        long last = position();
        try {
            List<Path> paths = segments.paths();
            for (int i = 0; i < paths.size(); i++) {
                boolean wanted = i + 1 == paths.size() || Segments.first(paths.get(i + 1)) > after + 1;
                if (wanted) {
                    replay(segments.read(paths.get(i)), after, last, reader);
                }
            }
        } catch (IOException e) {
            throw Writer.failed(e);
        }
    }

    private static void replay(Segments.Read segment, long after, long last, Consumer<Record> reader) {
        for (Format.Entry entry : segment.scan().entries()) {
            if (entry.position() > after && entry.position() <= last) {
                reader.accept(new Record(entry.position(), RecordKind.of(entry.code()), entry.payload()));
            }
        }
    }

    /** Writes what is queued, refuses what comes after, and closes the files. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long append(Pending pending, int length) {
        requireFits(length);
        enqueue(List.of(pending));
        return pending.await();
    }

    private void requireFits(int length) {
        if (length > segments.maxPayload()) {
            throw new ProblemException(
                    Problem.Code.TOO_LARGE,
                    "A journal record holds " + segments.maxPayload() + " bytes, not " + length);
        }
    }

    private void enqueue(List<Pending> some) {
        boolean mine;
        lock.lock();
        try {
            if (stopped != null) {
                throw new ProblemException(stopped);
            }
            if (closing) {
                throw new ProblemException(Problem.Code.STOPPING, "The journal is closed.");
            }
            mine = pen == Pen.FREE;
            if (mine) {
                pen = Pen.CALLER;
            } else {
                queue.addAll(some);
            }
        } finally {
            lock.unlock();
        }
        if (mine && write(some)) {
            passOn();
        }
    }

    /** What came meanwhile is the journal's thread's to write: a caller waits for its own records alone. */
    private void passOn() {
        lock.lock();
        try {
            pen = queue.isEmpty() && !closing ? Pen.FREE : Pen.THREAD;
            if (pen == Pen.THREAD) {
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<Pending> batch = take();
        while (!batch.isEmpty() && write(batch)) {
            batch = take();
        }
        if (batch.isEmpty()) {
            end();
        }
    }

    /** False if the disk failed; then everybody was told, and nothing is written any more. */
    private boolean write(List<Pending> batch) {
        try {
            writer.write(batch);
            return true;
        } catch (IOException | RuntimeException | Error e) {
            log.error("The journal stops: the disk failed", e);
            stop(batch, e);
            return false;
        }
    }

    private void end() {
        try {
            if (stopped == null) {
                writer.mark();
                writer.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            log.error("The journal stops: the disk failed", e);
            stop(List.of(), e);
        }
    }

    /** What has queued, with the pen; empty once the journal is closing or has stopped. */
    private List<Pending> take() {
        lock.lock();
        try {
            if (pen == Pen.THREAD && queue.isEmpty() && !closing) {
                pen = Pen.FREE;
            }
            while (pen != Pen.THREAD && !(closing && pen == Pen.FREE) && stopped == null) {
                arrived.awaitUninterruptibly();
            }
            if (stopped != null) {
                return List.of();
            }
            pen = Pen.THREAD;
            List<Pending> taken = queue;
            queue = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void stop(List<Pending> batch, Throwable cause) {
        Problem problem = new Problem(
                Problem.Code.STORAGE_FAILED,
                "The journal could not be written and accepts nothing more until a restart: " + cause.getMessage());
        List<Pending> waiting;
        lock.lock();
        try {
            stopped = problem;
            waiting = queue;
            queue = new ArrayList<>();
            arrived.signal();
        } finally {
            lock.unlock();
        }
        batch.forEach(pending -> pending.refused(problem));
        waiting.forEach(pending -> pending.refused(problem));
        try {
            writer.close();
        } catch (IOException e) {
            log.warn("The journal's file did not close: {}", e.getMessage());
        }
    }
}
