package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Named numbers that move with the rows they speak of, because they are written in the same transaction. */
record Progress(int version, long position) {

    static Optional<Progress> of(String name, Connection in) throws SQLException {
        try (PreparedStatement select = in.prepareStatement("SELECT version, position FROM progress WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Progress(row.getInt(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    /** The positions by name, of one moment. */
    static Map<String, Long> named(String pattern, Connection in) throws SQLException {
        return Sql.rows(
                        "SELECT name, position FROM progress WHERE name LIKE ?",
                        in,
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        pattern)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static long position(String name, Connection in) throws SQLException {
        return of(name, in).map(Progress::position).orElse(0L);
    }

    static void save(String name, Progress progress, Connection in) throws SQLException {
        try (PreparedStatement update =
                in.prepareStatement("UPDATE progress SET version = ?, position = ? WHERE name = ?")) {
            update.setInt(1, progress.version());
            update.setLong(2, progress.position());
            update.setString(3, name);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert =
                in.prepareStatement("INSERT INTO progress (version, position, name) VALUES (?, ?, ?)")) {
            insert.setInt(1, progress.version());
            insert.setLong(2, progress.position());
            insert.setString(3, name);
            insert.executeUpdate();
        }
    }
}
