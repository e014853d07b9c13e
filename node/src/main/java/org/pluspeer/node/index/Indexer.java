package org.pluspeer.node.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.pluspeer.node.store.CatalogChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the index, and notes in every commit how much of the catalogue it holds. Used by one thread, because Lucene
 * gives a writer up for good when a thread is interrupted while it writes.
 */
final class Indexer {
    private static final Logger log = LoggerFactory.getLogger(Indexer.class);
    private static final int BATCH = 1000;
    private static final double BUFFER_MIB = 32;
    /** Changes with the way documents are made: an index of another number is made anew. */
    private static final String FORMAT = "1";

    private static final Pattern NOTE = Pattern.compile(FORMAT + " (-?\\d+) (\\d+) (\\d+)");

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private CatalogChanges.State state;

    private Indexer(Directory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.state = committed(writer);
        this.searchers = new SearcherManager(writer, null);
    }

    /** Opens the index in the directory; one that is damaged is deleted and begun anew. */
    static Indexer open(Path path, Analyzer analyzer) throws IOException {
        Files.createDirectories(path);
        try {
            return tryOpen(path, analyzer);
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            log.warn("The search index is damaged ({}); it is made anew from the catalogue", e.toString());
            wipe(path);
            return tryOpen(path, analyzer);
        }
    }

    private static Indexer tryOpen(Path path, Analyzer analyzer) throws IOException {
        Directory directory = FSDirectory.open(path);
        IndexWriter writer = null;
        try {
            if (DirectoryReader.indexExists(directory)) {
                checkIntegrity(directory);
            }
            writer = new IndexWriter(directory, new IndexWriterConfig(analyzer).setRAMBufferSizeMB(BUFFER_MIB));
            return new Indexer(directory, writer);
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.rollback();
            }
            directory.close();
            throw e;
        }
    }

    private static void checkIntegrity(Directory directory) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                if (leaf.reader() instanceof CodecReader codec) {
                    codec.checkIntegrity();
                }
            }
        }
    }

    private static void wipe(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static CatalogChanges.State committed(IndexWriter writer) {
        CatalogChanges.State none = new CatalogChanges.State(0, 0, 0);
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data == null) {
            return none;
        }
        for (Map.Entry<String, String> entry : data) {
            Matcher note = NOTE.matcher(entry.getValue());
            if (entry.getKey().equals("catalogue") && note.matches()) {
                return new CatalogChanges.State(
                        Long.parseLong(note.group(1)), Long.parseLong(note.group(2)), Long.parseLong(note.group(3)));
            }
        }
        return none;
    }

    CatalogChanges.State state() {
        return state;
    }

    IndexSearcher acquire() throws IOException {
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
    }

    /** Takes in what has changed, so that the next search finds it. */
    void pull(CatalogChanges source) throws IOException {
        CatalogChanges.State now = source.state();
        if (now.equals(state)) {
            return;
        }
        long from = state.change();
        if (now.generation() != state.generation()) {
            writer.deleteAll();
            from = 0;
            if (now.change() > 0) {
                log.info("The search index is made anew from the catalogue");
            }
        }
        long last = from;
        for (List<CatalogChanges.Change> changes = source.changesAfter(from, BATCH);
                !changes.isEmpty();
                changes = source.changesAfter(last, BATCH)) {
            for (CatalogChanges.Change change : changes) {
                take(change);
            }
            last = changes.getLast().number();
        }
        if (now.expired() > 0) {
            writer.deleteDocuments(LongPoint.newRangeQuery(Documents.VALID_UNTIL, Long.MIN_VALUE, now.expired() - 1));
        }
        state = new CatalogChanges.State(now.generation(), Math.max(last, now.change()), now.expired());
        searchers.maybeRefreshBlocking();
    }

    private void take(CatalogChanges.Change change) throws IOException {
        switch (change) {
            case CatalogChanges.Change.Stands stands
            when !stands.entry().revoked() ->
                writer.updateDocument(Documents.key(stands.slot()), Documents.of(stands.entry()));
            case CatalogChanges.Change.Stands revoked -> writer.deleteDocuments(Documents.key(revoked.slot()));
            case CatalogChanges.Change.Cleared cleared -> writer.deleteDocuments(Documents.key(cleared.slot()));
        }
    }

    /** Makes what was pulled outlast a restart; without it, it is pulled again. */
    void commit() throws IOException {
        if (state.equals(committed(writer)) && !writer.hasUncommittedChanges()) {
            return;
        }
        String data = FORMAT + " " + state.generation() + " " + state.change() + " " + state.expired();
        writer.setLiveCommitData(Map.of("catalogue", data).entrySet());
        writer.commit();
    }

    void close() throws IOException {
        try (directory;
                searchers) {
            if (writer.isOpen()) {
                commit();
                writer.close();
            }
        }
    }
}
