package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;

/**
 * Turns journal records into rows. It is given each record once, in order, in one transaction with the note that it
 * was given; so its rows are always those of a beginning of the journal.
 */
public interface Projection {

    /** At most 100 characters; names the note of how far it came. */
    String name();

    /** A higher number than before makes it start again from the first record. */
    default int version() {
        return 1;
    }

    /** Whether a record of this kind can change a row; what concerns no projection is not brought to the database. */
    default boolean concerns(RecordKind kind) {
        return true;
    }

    /**
     * Writes what follows from the record; records that don't concern it are passed over.
     *
     * @param in the transaction: not to be committed, rolled back or closed
     */
    void apply(Journal.Record record, Connection in) throws SQLException;

    /** Deletes every row that {@link #apply} ever wrote. */
    void clear(Connection in) throws SQLException;
}
