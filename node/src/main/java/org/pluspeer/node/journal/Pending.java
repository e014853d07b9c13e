package org.pluspeer.node.journal;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** A record on its way to the disk, and the caller who waits for it. */
final class Pending {
    private final RecordKind kind;
    private final byte[] payload;
    private final boolean protective;
    private final CountDownLatch done = new CountDownLatch(1);
    private long position;
    private @Nullable Problem problem;

    Pending(RecordKind kind, byte[] payload, boolean protective) {
        this.kind = kind;
        this.payload = payload;
        this.protective = protective;
    }

    boolean protective() {
        return protective;
    }

    int size() {
        return Format.sizeOf(payload.length);
    }

    Format.Entry entry(long at, long committed) {
        return new Format.Entry(at, kind.code(), committed, payload);
    }

    Journal.Record record(long at) {
        return new Journal.Record(at, kind, payload);
    }

    void written(long at) {
        position = at;
        done.countDown();
    }

    /** Has no effect on what was answered already. */
    void refused(Problem why) {
        if (done.getCount() > 0) {
            problem = why;
            done.countDown();
        }
    }

    /**
     * Waits although the thread is interrupted: the record can't be taken back, and a caller that left without knowing
     * would not know what is in the journal.
     */
    long await() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (problem != null) {
            throw new ProblemException(problem);
        }
        return position;
    }
}
