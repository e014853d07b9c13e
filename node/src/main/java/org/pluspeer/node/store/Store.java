package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database abreast of the journal. Open it, give it to {@link Journal#open} as the listener, then {@link
 * #follow} that journal.
 */
public final class Store implements Journal.Listener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Store.class);
    private static final int BATCH = 500;
    /** Beyond this the records wait in the journal's files instead of in memory. */
    private static final int MOST_WAITING = 10_000;

    private final Database database;
    private final List<Projection> projections;
    private final Thread thread = Thread.ofPlatform().name("store").daemon().unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    /** More to apply, or the end. */
    private final Condition arrived = lock.newCondition();
    /** More was applied, or nothing will be any more. */
    private final Condition advanced = lock.newCondition();

    private final Queue<Journal.Record> waiting = new ArrayDeque<>();
    private long applied;
    private long handedOver;
    /** Whether something is being applied, or did not wait in memory and has to be read again. */
    private boolean busy = true;

    private boolean missed;
    private boolean closing;
    private @Nullable Journal journal;
    private @Nullable Problem stopped;

    private Store(Database database, List<Projection> projections) {
        this.database = database;
        this.projections = List.copyOf(projections);
    }

    /** @throws ProblemException ALREADY_RUNNING, DISK_FULL, STORAGE_FAILED */
    public static Store open(DatabaseUrl url, List<Projection> projections) {
        return new Store(Database.open(url), projections);
    }

    public Database database() {
        return database;
    }

    /**
     * Applies all that the journal holds, and from then on what is appended to it.
     *
     * @throws ProblemException DISK_FULL, STORAGE_FAILED
     */
    public void follow(Journal source) {
        journal = source;
        long last = source.position();
        long from = Long.MAX_VALUE;
        for (Projection projection : projections) {
            from = Math.min(from, database.write(in -> resume(projection, last, in)));
        }
        if (from < last) {
            log.info("The database is behind the journal: applying records {} to {}", from + 1, last);
        }
        catchUp(source, Math.min(from, last));
        thread.start();
    }

    /** Where the projection goes on; it begins again if it changed or knows more than the journal does. */
    private static long resume(Projection projection, long last, Connection in) throws SQLException {
        Progress progress = Progress.of(projection.name(), in).orElse(new Progress(projection.version(), 0));
        if (progress.version() == projection.version() && progress.position() <= last) {
            return progress.position();
        }
        log.warn(
                "The rows of {} were made by version {} from {} records, but version {} and {} records are here:"
                        + " making them anew",
                projection.name(),
                progress.version(),
                progress.position(),
                projection.version(),
                last);
        projection.clear(in);
        Progress.save(projection.name(), new Progress(projection.version(), 0), in);
        return 0;
    }

    @Override
    public void appended(List<Journal.Record> batch) {
        List<Journal.Record> some =
                batch.stream().filter(record -> concerns(record.kind())).toList();
        lock.lock();
        try {
            handedOver = batch.getLast().position();
            if (waiting.size() + some.size() > MOST_WAITING) {
                waiting.clear();
                missed = true;
            } else {
                waiting.addAll(some);
            }
            // What changes no row wakes nobody to see that: a payee's vouchers would, with each force.
            if (!waiting.isEmpty() || missed) {
                arrived.signal();
            } else if (!busy) {
                applied = handedOver;
                advanced.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean concerns(RecordKind kind) {
        return projections.stream().anyMatch(projection -> projection.concerns(kind));
    }

    /**
     * Waits until the rows include what follows from the record at the position.
     *
     * @throws ProblemException if they never will: STOPPING, or why a projection failed
     */
    public void awaitApplied(long position) {
        lock.lock();
        try {
            while (applied < position) {
                if (stopped != null) {
                    throw new ProblemException(stopped);
                }
                advanced.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Applies what was handed over, then closes the database. */
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
        database.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Problem why = new Problem(Problem.Code.STOPPING, "The database is closed.");
        try {
            for (Work work = take(); work != null; work = take()) {
                if (work.missed() && journal != null) {
                    catchUp(journal, reached());
                }
                if (!work.records().isEmpty()) {
                    apply(work.records());
                }
            }
        } catch (ProblemException e) {
            why = e.problem();
            log.error("The database no longer follows the journal; a restart tries again", e);
        } catch (RuntimeException | Error e) {
            why = new Problem(Problem.Code.INTERNAL, "The database no longer follows the journal: " + e);
            log.error("A projection has a fault; the journal is safe", e);
        }
        lock.lock();
        try {
            stopped = why;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is to be applied.
     *
     * @param missed whether what comes before did not wait in memory and is read from the journal's files
     */
    private record Work(boolean missed, List<Journal.Record> records) {}

    /** Null once all is applied and the store is closing. */
    private @Nullable Work take() {
        lock.lock();
        try {
            if (waiting.isEmpty() && !missed) {
                applied = Math.max(applied, handedOver);
                advanced.signalAll();
            }
            busy = false;
            while (waiting.isEmpty() && !missed && !closing) {
                arrived.awaitUninterruptibly();
            }
            busy = true;
            List<Journal.Record> batch = new ArrayList<>();
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                batch.add(waiting.remove());
            }
            Work work = new Work(missed, batch);
            missed = false;
            return work.missed() || !batch.isEmpty() ? work : null;
        } finally {
            lock.unlock();
        }
    }

    private void catchUp(Journal source, long after) {
        List<Journal.Record> batch = new ArrayList<>();
        AtomicLong last = new AtomicLong(after);
        source.replay(after, record -> {
            last.set(record.position());
            if (concerns(record.kind())) {
                batch.add(record);
            }
            if (batch.size() == BATCH) {
                apply(batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            apply(batch);
        }
        note(last.get());
        reach(last.get());
    }

    /** What concerns nobody is not read again after the next start. */
    private void note(long position) {
        for (Projection projection : projections) {
            database.write(in -> {
                if (Progress.position(projection.name(), in) < position) {
                    Progress.save(projection.name(), new Progress(projection.version(), position), in);
                }
                return position;
            });
        }
    }

    private void apply(List<Journal.Record> batch) {
        for (Projection projection : projections) {
            database.write(in -> apply(projection, batch, in));
        }
        reach(batch.getLast().position());
        database.checkpoint();
    }

    private static long apply(Projection projection, List<Journal.Record> batch, Connection in) throws SQLException {
        long position = Progress.position(projection.name(), in);
        for (Journal.Record record : batch) {
            if (record.position() > position) {
                projection.apply(record, in);
                position = record.position();
            }
        }
        Progress.save(projection.name(), new Progress(projection.version(), position), in);
        return position;
    }

    private long reached() {
        lock.lock();
        try {
            return applied;
        } finally {
            lock.unlock();
        }
    }

    private void reach(long position) {
        lock.lock();
        try {
            applied = Math.max(applied, position);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
