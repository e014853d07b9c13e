package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;

/** The policy's decisions in the order in which they fell, so that a page of them is read without all of them. */
public final class DecisionStore {
    private static final int MOST_ASKER = 100;

    private final Database database;

    public DecisionStore(Database database) {
        this.database = database;
    }

    /** @param record as the journal has it */
    public record Decision(long position, byte[] record) {}

    /**
     * The newest first.
     *
     * @param limit from 1
     * @param cursor as an earlier page gave it
     * @param asker as the records name it; empty: all
     * @throws org.pluspeer.node.ProblemException BAD_REQUEST if we never gave out such a cursor
     */
    public Page<Decision> newest(int limit, Optional<String> cursor, Optional<String> asker) {
        long below = cursor.map(DecisionStore::position).orElse(Long.MAX_VALUE);
        String where = asker.isPresent() ? " AND asker = ?" : "";
        List<Object> values = new ArrayList<>(List.of(below));
        asker.ifPresent(values::add);
        values.add(limit);
        List<Decision> found = database.read(in -> Sql.rows(
                "SELECT position, record FROM decision WHERE position < ?" + where + " ORDER BY position DESC LIMIT ?",
                in,
                row -> new Decision(row.getLong(1), row.getBytes(2)),
                values.toArray()));
        return new Page<>(
                found,
                found.size() == limit
                        ? Optional.of(String.valueOf(found.getLast().position()))
                        : Optional.empty());
    }

    private static long position(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw PageKey.malformed();
        }
        return Long.parseLong(cursor);
    }

    /** Out of the journal into the table. */
    public static final class Copy implements Projection {
        @Override
        public String name() {
            return "decisions";
        }

        @Override
        public boolean concerns(RecordKind kind) {
            return kind == RecordKind.POLICY_DECISION;
        }

        @Override
        public void apply(Journal.Record record, Connection in) throws SQLException {
            if (record.kind() == RecordKind.POLICY_DECISION) {
                String asker = Json.tree(record.payload()).path("asker").asText("");
                Sql.update(
                        "INSERT INTO decision (position, asker, record) VALUES (?, ?, ?)",
                        in,
                        record.position(),
                        asker.length() > MOST_ASKER ? asker.substring(0, MOST_ASKER) : asker,
                        record.payload());
            }
        }

        @Override
        public void clear(Connection in) throws SQLException {
            Sql.update("DELETE FROM decision", in);
        }
    }
}
