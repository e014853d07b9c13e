package org.pluspeer.node.store;

import java.util.List;

/** What somebody who keeps a second view of the catalogue, such as a search index, needs to keep it right. */
public interface CatalogChanges {

    /**
     * @param generation another number than before means: begin again from change 0
     * @param change number of the last change
     * @param expired unix seconds; all that ran out by then are gone
     */
    record State(long generation, long change, long expired) {}

    /** The listing as it is after its last change, which had the number. */
    record Change(long number, CatalogEntry entry) {}

    State state();

    /** In the order of their numbers; of several changes to one listing only the last. */
    List<Change> changesAfter(long change, int limit);
}
