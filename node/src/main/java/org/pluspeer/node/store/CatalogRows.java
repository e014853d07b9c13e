package org.pluspeer.node.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The catalogue's SQL. */
final class CatalogRows {
    static final String COLUMNS = "id, seller, listing_key, sequence, title, description, tags, price, token, size,"
            + " valid_until, signed, body, mine, revoked, first_seen";

    private CatalogRows() {}

    /** What is known of a listing before another version of it is put. */
    private record Known(long sequence, Hash32 id) {
        /** Of two versions with one sequence the higher id wins, so that all nodes come to the same. */
        boolean yieldsTo(CatalogEntry entry) {
            return entry.sequence() != sequence
                    ? entry.sequence() > sequence
                    : entry.id().compareTo(id) > 0;
        }
    }

    static CatalogStore.Put put(CatalogEntry entry, long change, Connection in) throws SQLException {
        Optional<Revocation> revocation = revocation(entry.seller(), entry.listingKey(), in);
        if (revocation.isPresent() && revocation.get().sequence() >= entry.sequence()) {
            return CatalogStore.Put.REVOKED;
        }
        Optional<Known> known = known(entry, in);
        if (known.isEmpty()) {
            insert(entry, change, in);
            return CatalogStore.Put.NEW;
        }
        if (known.get().yieldsTo(entry)) {
            replace(entry, change, in);
            return CatalogStore.Put.REPLACED;
        }
        if (entry.mine() && known.get().id().equals(entry.id())) {
            claim(entry, change, in);
        }
        return CatalogStore.Put.KNOWN;
    }

    private static Optional<Known> known(CatalogEntry entry, Connection in) throws SQLException {
        try (PreparedStatement select =
                in.prepareStatement("SELECT sequence, id FROM listing WHERE seller = ? AND listing_key = ?")) {
            bind(select, entry.seller().bytes(), entry.listingKey().bytes());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Known(row.getLong(1), Hash32.of(row.getBytes(2))))
                        : Optional.empty();
            }
        }
    }

    private static void insert(CatalogEntry entry, long change, Connection in) throws SQLException {
        try (PreparedStatement insert = in.prepareStatement("INSERT INTO listing (id, sequence, title, description,"
                + " tags, price, token, size, valid_until, signed, body, mine, revoked, change_no, first_seen, seller,"
                + " listing_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int next = bindBody(insert, entry, change);
            insert.setLong(next, entry.firstSeen());
            insert.setBytes(next + 1, entry.seller().bytes());
            insert.setBytes(next + 2, entry.listingKey().bytes());
            insert.executeUpdate();
        }
    }

    private static void replace(CatalogEntry entry, long change, Connection in) throws SQLException {
        try (PreparedStatement update = in.prepareStatement("UPDATE listing SET id = ?, sequence = ?, title = ?,"
                + " description = ?, tags = ?, price = ?, token = ?, size = ?, valid_until = ?, signed = ?, body = ?,"
                + " mine = ?, revoked = ?, change_no = ? WHERE seller = ? AND listing_key = ?")) {
            int next = bindBody(update, entry, change);
            update.setBytes(next, entry.seller().bytes());
            update.setBytes(next + 1, entry.listingKey().bytes());
            update.executeUpdate();
        }
    }

    private static int bindBody(PreparedStatement statement, CatalogEntry entry, long change) throws SQLException {
        return bind(
                statement,
                entry.id().bytes(),
                entry.sequence(),
                entry.words().title(),
                entry.words().description(),
                String.join("\n", entry.words().tags()),
                new BigDecimal(entry.price().units()),
                entry.token().bytes(),
                entry.size(),
                entry.validUntil(),
                entry.signed(),
                entry.body(),
                entry.mine(),
                entry.revoked(),
                change);
    }

    private static void claim(CatalogEntry entry, long change, Connection in) throws SQLException {
        try (PreparedStatement update =
                in.prepareStatement("UPDATE listing SET mine = TRUE, change_no = ? WHERE id = ? AND NOT mine")) {
            bind(update, change, entry.id().bytes());
            update.executeUpdate();
        }
    }

    static boolean revoke(Revocation revocation, long change, Connection in) throws SQLException {
        Optional<Revocation> before = revocation(revocation.seller(), revocation.listingKey(), in);
        if (before.isPresent() && before.get().sequence() >= revocation.sequence()) {
            return false;
        }
        String sql = before.isPresent()
                ? "UPDATE revocation SET sequence = ?, signed = ?, mine = ? WHERE seller = ? AND listing_key = ?"
                : "INSERT INTO revocation (sequence, signed, mine, seller, listing_key) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = in.prepareStatement(sql)) {
            bind(
                    statement,
                    revocation.sequence(),
                    revocation.signed(),
                    revocation.mine(),
                    revocation.seller().bytes(),
                    revocation.listingKey().bytes());
            statement.executeUpdate();
        }
        try (PreparedStatement update = in.prepareStatement("UPDATE listing SET revoked = TRUE, change_no = ?"
                + " WHERE seller = ? AND listing_key = ? AND sequence <= ?")) {
            bind(
                    update,
                    change,
                    revocation.seller().bytes(),
                    revocation.listingKey().bytes(),
                    revocation.sequence());
            update.executeUpdate();
        }
        return true;
    }

    static Optional<Revocation> revocation(Address seller, Hash32 listingKey, Connection in) throws SQLException {
        try (PreparedStatement select = in.prepareStatement("SELECT seller, listing_key, sequence, signed, mine"
                + " FROM revocation WHERE seller = ? AND listing_key = ?")) {
            bind(select, seller.bytes(), listingKey.bytes());
            return readRevocations(select).stream().findFirst();
        }
    }

    static List<Revocation> revocations(byte[] seller, byte[] key, int limit, Connection in) throws SQLException {
        try (PreparedStatement select = in.prepareStatement("SELECT seller, listing_key, sequence, signed, mine"
                + " FROM revocation WHERE seller >= ? AND (seller > ? OR listing_key > ?)"
                + " ORDER BY seller, listing_key LIMIT ?")) {
            bind(select, seller, seller, key, limit);
            return readRevocations(select);
        }
    }

    private static List<Revocation> readRevocations(PreparedStatement select) throws SQLException {
        List<Revocation> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Revocation(
                        Address.of(row.getBytes(1)),
                        Hash32.of(row.getBytes(2)),
                        row.getLong(3),
                        row.getBytes(4),
                        row.getBoolean(5)));
            }
        }
        return found;
    }

    static List<CatalogEntry> select(String sql, Connection in, Object... values) throws SQLException {
        try (PreparedStatement select = in.prepareStatement(sql)) {
            bind(select, values);
            List<CatalogEntry> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(entry(row));
                }
            }
            return found;
        }
    }

    static List<CatalogChanges.Change> changes(String sql, Connection in, Object... values) throws SQLException {
        try (PreparedStatement select = in.prepareStatement(sql)) {
            bind(select, values);
            List<CatalogChanges.Change> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new CatalogChanges.Change(row.getLong("change_no"), entry(row)));
                }
            }
            return found;
        }
    }

    static List<CatalogStore.Summary> summaries(String sql, Connection in, Object... values) throws SQLException {
        try (PreparedStatement select = in.prepareStatement(sql)) {
            bind(select, values);
            List<CatalogStore.Summary> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new CatalogStore.Summary(
                            Address.of(row.getBytes(1)),
                            Hash32.of(row.getBytes(2)),
                            row.getLong(3),
                            Hash32.of(row.getBytes(4))));
                }
            }
            return found;
        }
    }

    private static CatalogEntry entry(ResultSet row) throws SQLException {
        String tags = row.getString("tags");
        return new CatalogEntry(
                Hash32.of(row.getBytes("id")),
                Address.of(row.getBytes("seller")),
                Hash32.of(row.getBytes("listing_key")),
                row.getLong("sequence"),
                new Words(
                        row.getString("title"),
                        row.getString("description"),
                        tags.isEmpty() ? List.of() : List.of(tags.split("\n"))),
                new Amount(row.getBigDecimal("price").toBigIntegerExact()),
                Address.of(row.getBytes("token")),
                row.getLong("size"),
                row.getLong("valid_until"),
                row.getBytes("signed"),
                row.getBytes("body"),
                row.getBoolean("mine"),
                row.getBoolean("revoked"),
                row.getLong("first_seen"));
    }

    /** Binds the values from the first on; returns the number of the next. */
    static int bind(PreparedStatement statement, Object... values) throws SQLException {
        int at = 1;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
        return at;
    }
}
