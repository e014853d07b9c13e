package org.pluspeer.node.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.DiskFullException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches: one write and one force for all that queued during the last force. Used by one thread.
 *
 * <p>A full disk refuses the records that don't fit and leaves the journal working. Any other failure stops it for
 * good: after a failed force nobody knows what is on the disk, and only a restart reads what really is there.
 */
final class Writer {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final Segments segments;
    private final Journal.Listener listener;
    private Tail tail;
    private volatile long committed;
    private boolean reserved;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    Writer(Segments segments, Tail tail, long committed, Journal.Listener listener) {
        this.segments = segments;
        this.tail = tail;
        this.committed = committed;
        this.listener = listener;
    }

    /** The last position that is on the disk. */
    long committed() {
        return committed;
    }

    /** Answers every caller in the batch, or throws when the disk failed and those not answered can't be. */
    void write(List<Pending> batch) throws IOException {
        List<Pending> staged = new ArrayList<>();
        int bytes = 0;
        for (Pending pending : batch) {
            if (!tail.fits(bytes + pending.size())) {
                flush(staged);
                staged.clear();
                bytes = 0;
            }
            if (hasRoom(pending)) {
                staged.add(pending);
                bytes += pending.size();
            } else {
                pending.refused(full());
            }
        }
        flush(staged);
    }

    /** Says on the disk that all so far is acknowledged, so that damage to it can't pass for a torn tail. */
    void mark() throws IOException {
        if (tail.fitsMark()) {
            write(tail, List.of(new Format.Entry(committed, Format.MARK, committed, new byte[0])));
            tail.force();
            tail.advance(Format.MARK_SIZE);
        }
    }

    void close() throws IOException {
        tail.close();
    }

    /**
     * Ordinary records are written only while there is a reserve; protective ones also when it is in use. A record
     * that needs a new segment gets it here.
     */
    private boolean hasRoom(Pending pending) throws IOException {
        if (!reserved() && !pending.protective()) {
            return false;
        }
        return tail.fits(pending.size()) || (roll() && (reserved() || pending.protective()));
    }

    /** Goes on in the reserve; false if there is none. */
    private boolean roll() throws IOException {
        if (!reserved) {
            return false;
        }
        Tail full = tail;
        try {
            tail = segments.promote(committed + 1);
        } catch (DiskFullException e) {
            return false;
        } finally {
            reserved = false;
        }
        full.close();
        return true;
    }

    private boolean reserved() throws IOException {
        if (!reserved) {
            try {
                segments.makeReserve();
                reserved = true;
            } catch (DiskFullException e) {
                log.debug("No room for a reserve: {}", e.getMessage());
            }
        }
        return reserved;
    }

    private void flush(List<Pending> staged) throws IOException {
        List<Pending> kept = staged;
        if (!tryWrite(kept)) {
            kept = staged.stream().filter(Pending::protective).toList();
            staged.stream().filter(pending -> !pending.protective()).forEach(pending -> pending.refused(full()));
            segments.dropReserve();
            reserved = false;
            tail.erase(sizeOf(staged));
            if (!tryWrite(kept)) {
                kept.forEach(pending -> pending.refused(full()));
                tail.erase(sizeOf(staged));
                return;
            }
        }
        if (!kept.isEmpty()) {
            force();
            acknowledge(kept);
        }
    }

    private void force() throws IOException {
        try {
            tail.force();
        } catch (DiskFullException e) {
            throw new IOException("the disk had no room left for what it had taken", e);
        }
    }

    private void acknowledge(List<Pending> written) {
        tail.advance(sizeOf(written));
        long first = committed + 1;
        committed = first - 1 + written.size();
        List<Journal.Record> records = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            records.add(written.get(i).record(first + i));
        }
        try {
            listener.appended(List.copyOf(records));
        } catch (RuntimeException e) {
            log.error("A listener of the journal failed; the records are safe", e);
        }
        for (int i = 0; i < written.size(); i++) {
            written.get(i).written(first + i);
        }
    }

    /** False if the disk is full. */
    private boolean tryWrite(List<Pending> staged) throws IOException {
        if (staged.isEmpty()) {
            return true;
        }
        List<Format.Entry> entries = new ArrayList<>(staged.size());
        for (Pending pending : staged) {
            entries.add(pending.entry(committed + 1 + entries.size(), committed));
        }
        try {
            write(tail, entries);
            return true;
        } catch (DiskFullException e) {
            log.warn("The disk is full: {}", e.getMessage());
            return false;
        }
    }

    private void write(Tail to, List<Format.Entry> entries) throws IOException {
        int size = entries.stream().mapToInt(Format.Entry::size).sum();
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocate(size);
        }
        buffer.clear();
        for (Format.Entry entry : entries) {
            Format.put(buffer, entry, to.salt());
        }
        to.write(buffer.flip());
    }

    private static int sizeOf(List<Pending> staged) {
        return staged.stream().mapToInt(Pending::size).sum();
    }

    private static Problem full() {
        return new Problem(
                Problem.Code.DISK_FULL,
                "The disk has no room for another journal segment; free some space and try again.");
    }

    static ProblemException failed(IOException e) {
        return new ProblemException(Problem.Code.STORAGE_FAILED, "The journal cannot be written: " + e.getMessage(), e);
    }
}
