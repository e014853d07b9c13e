package org.pluspeer.node.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.store.CatalogChanges;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Full-text search over the catalogue. A listing is found as soon as the catalogue has it. */
public final class ListingIndex implements AutoCloseable {
    /** Up to here the total is exact. */
    public static final int COUNTED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(ListingIndex.class);
    private static final int MOST_RESULTS = 200;
    private static final long COMMIT_AFTER_SECONDS = 5;
    private static final Sort BEST = new Sort(
            SortField.FIELD_SCORE,
            new SortField(Documents.FIRST_SEEN, SortField.Type.LONG, true),
            new SortField(Documents.KEY, SortField.Type.STRING));

    private final CatalogChanges catalog;
    private final Analyzer analyzer;
    private final Indexer indexer;
    private final Thread thread = Thread.ofPlatform().name("index").daemon().unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition pulled = lock.newCondition();
    private CatalogChanges.State current;
    /** Pulls that were asked for, and those that were begun after the asking and are done. */
    private long asked;

    private long answered;
    private boolean closing;
    private boolean stopped;

    private ListingIndex(CatalogChanges catalog, Analyzer analyzer, Indexer indexer) {
        this.catalog = catalog;
        this.analyzer = analyzer;
        this.indexer = indexer;
        this.current = indexer.state();
    }

    /**
     * Opens the index and brings it up to the catalogue; one that is missing or damaged is made anew.
     *
     * @throws ProblemException STORAGE_FAILED
     */
    public static ListingIndex open(Path directory, CatalogChanges catalog) {
        Analyzer analyzer = Documents.analyzer();
        try {
            ListingIndex index = new ListingIndex(catalog, analyzer, Indexer.open(directory, analyzer));
            index.indexer.pull(catalog);
            index.indexer.commit();
            index.current = index.indexer.state();
            index.thread.start();
            return index;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Finds listings with all of the words; where there is none, with words that are one letter off.
     *
     * @param now unix seconds: what ran out is not found
     * @param limit from 1 to 200; what is outside is taken as the nearest of the two
     * @throws ProblemException BAD_REQUEST for a cursor that is not ours, STORAGE_FAILED
     */
    public Found search(SearchQuery query, long now, int limit, Optional<String> cursor) {
        Optional<After> after = cursor.map(After::parse);
        awaitCurrent();
        int wantedHits = Math.clamp(limit, 1, MOST_RESULTS);
        try {
            IndexSearcher searcher = indexer.acquire();
            try {
                Found exact = search(searcher, Queries.of(query, now, analyzer, false), wantedHits, after);
                return exact.total() > 0 || query.text().isBlank()
                        ? exact
                        : search(searcher, Queries.of(query, now, analyzer, true), wantedHits, after);
            } finally {
                indexer.release(searcher);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Found search(IndexSearcher searcher, Query query, int limit, Optional<After> after)
            throws IOException {
        int documents = searcher.getIndexReader().maxDoc();
        if (documents == 0) {
            return new Found(List.of(), 0, Optional.empty());
        }
        FieldDoc from = after.map(a -> a.position(documents)).orElse(null);
        TopFieldDocs top = searcher.search(query, new TopFieldCollectorManager(BEST, limit, from, COUNTED));
        List<Hash32> ids = new ArrayList<>(top.scoreDocs.length);
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : top.scoreDocs) {
            ids.add(Hash32.of(bytes(stored, hit.doc)));
        }
        boolean more = top.scoreDocs.length == limit;
        return new Found(
                ids,
                top.totalHits.value(),
                more ? Optional.of(After.of((FieldDoc) top.scoreDocs[limit - 1]).text()) : Optional.empty());
    }

    private static byte[] bytes(StoredFields stored, int document) throws IOException {
        return stored.document(document).getBinaryValue(Documents.ID).bytes;
    }

    /** Waits until all that the catalogue holds now can be found; if the index stopped, what it has must do. */
    private void awaitCurrent() {
        CatalogChanges.State seen = catalog.state();
        lock.lock();
        try {
            if (!covers(seen)) {
                long mine = ++asked;
                wanted.signal();
                while (!stopped && answered < mine) {
                    pulled.awaitUninterruptibly();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean covers(CatalogChanges.State seen) {
        return current.generation() == seen.generation()
                && current.change() >= seen.change()
                && current.expired() >= seen.expired();
    }

    private void run() {
        try {
            for (Next next = awaitWork(); next != Next.STOP; next = awaitWork()) {
                long answering = asked();
                indexer.pull(catalog);
                if (next == Next.PULL_AND_COMMIT) {
                    indexer.commit();
                }
                announce(answering, false);
            }
        } catch (IOException | RuntimeException | Error e) {
            log.error("The search index stops at what it has; a restart makes it whole", e);
        } finally {
            announce(0, true);
        }
    }

    private enum Next {
        PULL,
        /** Nobody has wanted anything for a while. */
        PULL_AND_COMMIT,
        STOP
    }

    private Next awaitWork() {
        lock.lock();
        try {
            while (!closing && asked == answered) {
                if (!wanted.await(COMMIT_AFTER_SECONDS, TimeUnit.SECONDS)) {
                    return Next.PULL_AND_COMMIT;
                }
            }
            return closing ? Next.STOP : Next.PULL;
        } catch (InterruptedException e) {
            return Next.STOP;
        } finally {
            lock.unlock();
        }
    }

    private long asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private void announce(long answer, boolean stop) {
        lock.lock();
        try {
            current = indexer.state();
            answered = Math.max(answered, answer);
            stopped |= stop;
            pulled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Commits and closes. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            wanted.signal();
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
        try {
            indexer.close();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ProblemException failed(IOException e) {
        return new ProblemException(
                Problem.Code.STORAGE_FAILED, "The search index cannot be used: " + e.getMessage(), e);
    }
}
