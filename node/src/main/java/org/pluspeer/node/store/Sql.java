package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements with their values bound in order. */
final class Sql {
    private Sql() {}

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> rows(String sql, Connection in, Reader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement select = in.prepareStatement(sql)) {
            bind(select, values);
            List<T> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        }
    }

    /** The first column of the first row. */
    static long number(String sql, Connection in, Object... values) throws SQLException {
        return rows(sql, in, row -> row.getLong(1), values).getFirst();
    }

    /** Returns how many rows it touched. */
    static int update(String sql, Connection in, Object... values) throws SQLException {
        try (PreparedStatement update = in.prepareStatement(sql)) {
            bind(update, values);
            return update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        int at = 1;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
    }
}
