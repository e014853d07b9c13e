package org.pluspeer.node;

import java.util.List;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.index.ListingIndex;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.NodeLock;
import org.pluspeer.node.ledger.LedgerReading;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.node.store.DecisionStore;
import org.pluspeer.node.store.MovementBook;
import org.pluspeer.node.store.Store;

/** The first stage: what is on disk, the journal before all that follows from it. */
record StorageStage(
        NodeLock lock,
        Journal journal,
        Store store,
        CatalogStore catalog,
        ListingIndex index,
        BlobStore blobs,
        OwnListings own)
        implements AutoCloseable {

    /** @param witness told of each record once it is on the disk, before all else */
    static StorageStage open(DataDirectory directory, Journal.Listener witness) {
        NodeLock lock = NodeLock.acquire(directory.root());
        Closer undo = new Closer();
        undo.add(lock);
        try {
            OwnListings own = new OwnListings();
            Store store = undo.add(Store.open(
                    DatabaseUrl.embedded(directory.store()),
                    List.of(own, new MovementBook(LedgerReading::changes), new DecisionStore.Copy())));
            Journal journal = undo.add(Journal.open(directory.journal(), batch -> {
                witness.appended(batch);
                store.appended(batch);
            }));
            own.recall(journal);
            store.follow(journal);
            CatalogStore catalog = new CatalogStore(store.database());
            ListingIndex index = undo.add(ListingIndex.open(directory.index(), catalog));
            BlobStore blobs = BlobStore.open(directory.blobs(), directory.downloads());
            return new StorageStage(lock, journal, store, catalog, index, blobs, own);
        } catch (RuntimeException e) {
            undo.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Closer closer = new Closer();
        closer.add(lock);
        closer.add(store);
        closer.add(journal);
        closer.add(index);
        closer.close();
    }
}
