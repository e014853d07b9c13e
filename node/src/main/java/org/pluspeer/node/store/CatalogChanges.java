package org.pluspeer.node.store;

import java.util.List;
import org.pluspeer.wallet.eth.Hash32;

/** What somebody who keeps a second view of the catalogue, such as a search index, needs to keep it right. */
public interface CatalogChanges {

    /**
     * @param generation another number than before means: begin again from change 0
     * @param change number of the last change
     * @param expired unix seconds; those that were valid until before then are to be forgotten
     */
    record State(long generation, long change, long expired) {}

    /** The last thing that happened to a slot. */
    sealed interface Change {
        long number();

        Hash32 slot();

        /** This stands there now; it may be revoked. */
        record Stands(long number, Hash32 slot, CatalogEntry entry) implements Change {}

        /** It was cleared. */
        record Cleared(long number, Hash32 slot) implements Change {}
    }

    State state();

    /** In the order of their numbers; of several changes to one slot only the last. */
    List<Change> changesAfter(long change, int limit);
}
