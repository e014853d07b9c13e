package org.pluspeer.node.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The catalogue's SQL. */
final class CatalogRows {
    static final String COLUMNS = "id, seller, listing_key, sequence, title, description, tags, price, token, size,"
            + " valid_until, signed, body, mine, revoked, first_seen";

    /** What a row takes up, about: the listing as it came, and its body again. */
    static final String WEIGHT = "OCTET_LENGTH(signed) + OCTET_LENGTH(body)";

    private CatalogRows() {}

    static CatalogStore.Put put(CatalogEntry entry, long change, Connection in) throws SQLException {
        Standing heard = entry.standing();
        Optional<Standing> before = standing(heard.slot(), in);
        if (before.isPresent() && !heard.replaces(before.get())) {
            if (entry.mine()) {
                claim(entry, change, in);
            }
            return before.get().revoked() ? CatalogStore.Put.REVOKED : CatalogStore.Put.KNOWN;
        }
        Sql.update("DELETE FROM evicted WHERE slot = ?", in, heard.slot().bytes());
        if (before.isPresent()) {
            Sql.update("DELETE FROM tombstone WHERE slot = ?", in, heard.slot().bytes());
            if (replace(entry, change, in)) {
                return CatalogStore.Put.REPLACED;
            }
        }
        insert(entry, change, in);
        return CatalogStore.Put.NEW;
    }

    private static void insert(CatalogEntry entry, long change, Connection in) throws SQLException {
        Sql.update(
                "INSERT INTO listing (id, sequence, title, description, tags, price, token, size, valid_until, signed,"
                        + " body, mine, revoked, heard_at, change_no, slot, first_seen, seller, listing_key)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, ?, ?, ?, ?, ?)",
                in,
                entry.id().bytes(),
                entry.sequence(),
                entry.words().title(),
                entry.words().description(),
                tags(entry),
                new BigDecimal(entry.price().units()),
                entry.token().bytes(),
                entry.size(),
                entry.validUntil(),
                entry.signed(),
                entry.body(),
                entry.mine(),
                entry.firstSeen(),
                change,
                entry.slot().bytes(),
                entry.firstSeen(),
                entry.seller().bytes(),
                entry.listingKey().bytes());
    }

    private static boolean replace(CatalogEntry entry, long change, Connection in) throws SQLException {
        int updated = Sql.update(
                "UPDATE listing SET id = ?, sequence = ?, title = ?, description = ?, tags = ?, price = ?, token = ?,"
                        + " size = ?, valid_until = ?, signed = ?, body = ?, mine = ?, revoked = FALSE, heard_at = ?,"
                        + " change_no = ? WHERE slot = ?",
                in,
                entry.id().bytes(),
                entry.sequence(),
                entry.words().title(),
                entry.words().description(),
                tags(entry),
                new BigDecimal(entry.price().units()),
                entry.token().bytes(),
                entry.size(),
                entry.validUntil(),
                entry.signed(),
                entry.body(),
                entry.mine(),
                entry.firstSeen(),
                change,
                entry.slot().bytes());
        return updated > 0;
    }

    private static String tags(CatalogEntry entry) {
        return String.join("\n", entry.words().tags());
    }

    private static void claim(CatalogEntry entry, long change, Connection in) throws SQLException {
        Sql.update(
                "UPDATE listing SET mine = TRUE, change_no = ? WHERE id = ? AND NOT mine",
                in,
                change,
                entry.id().bytes());
    }

    static boolean revoke(Tombstone tombstone, long change, Connection in) throws SQLException {
        Standing heard = tombstone.standing();
        byte[] slot = heard.slot().bytes();
        Optional<Standing> before = standing(heard.slot(), in);
        if (before.isPresent() && !heard.replaces(before.get())) {
            return false;
        }
        Sql.update("DELETE FROM tombstone WHERE slot = ?", in, slot);
        Sql.update("DELETE FROM evicted WHERE slot = ?", in, slot);
        Sql.update(
                "INSERT INTO tombstone (slot, id, seller, listing_key, sequence, signed, mine, heard_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                in,
                slot,
                tombstone.id().bytes(),
                tombstone.seller().bytes(),
                tombstone.listingKey().bytes(),
                tombstone.sequence(),
                tombstone.signed(),
                tombstone.mine(),
                tombstone.heardAt());
        Sql.update("UPDATE listing SET revoked = TRUE, change_no = ? WHERE slot = ?", in, change, slot);
        return true;
    }

    static int evict(Hash32 slot, long change, Connection in) throws SQLException {
        byte[] bytes = slot.bytes();
        int cleared = Sql.update("DELETE FROM listing WHERE slot = ?", in, bytes)
                + Sql.update("DELETE FROM tombstone WHERE slot = ?", in, bytes);
        Sql.update("DELETE FROM evicted WHERE slot = ?", in, bytes);
        Sql.update("INSERT INTO evicted (slot, change_no) VALUES (?, ?)", in, bytes, change);
        return cleared;
    }

    /** What wins in the slot. */
    static Optional<Standing> standing(Hash32 slot, Connection in) throws SQLException {
        byte[] bytes = slot.bytes();
        return standings(
                        "SELECT slot, sequence, FALSE, id FROM listing WHERE slot = ?"
                                + " UNION ALL SELECT slot, sequence, TRUE, id FROM tombstone WHERE slot = ?",
                        in,
                        bytes,
                        bytes)
                .stream()
                .max(Standing.WINS);
    }

    static List<Standing> standings(String sql, Connection in, Object... values) throws SQLException {
        return Sql.rows(
                sql,
                in,
                row -> new Standing(
                        Hash32.of(row.getBytes(1)), row.getLong(2), row.getBoolean(3), Hash32.of(row.getBytes(4))),
                values);
    }

    /** @param column slot or id */
    static Optional<Tombstone> tombstone(String column, Hash32 value, Connection in) throws SQLException {
        return Sql.rows(
                        "SELECT id, seller, listing_key, sequence, signed, mine, heard_at FROM tombstone WHERE "
                                + column + " = ?",
                        in,
                        row -> new Tombstone(
                                Hash32.of(row.getBytes(1)),
                                Address.of(row.getBytes(2)),
                                Hash32.of(row.getBytes(3)),
                                row.getLong(4),
                                row.getBytes(5),
                                row.getBoolean(6),
                                row.getLong(7)),
                        value.bytes())
                .stream()
                .findFirst();
    }

    /** @param table listing or tombstone */
    static Optional<Hash32> highestSlot(String table, Address seller, Connection in) throws SQLException {
        return Sql.rows(
                        "SELECT slot FROM " + table + " WHERE seller = ? ORDER BY slot DESC LIMIT 1",
                        in,
                        row -> Hash32.of(row.getBytes(1)),
                        seller.bytes())
                .stream()
                .findFirst();
    }

    static List<CatalogChanges.Change> stands(long after, int limit, Connection in) throws SQLException {
        return Sql.rows(
                "SELECT " + COLUMNS + ", slot, change_no FROM listing WHERE change_no > ? ORDER BY change_no LIMIT ?",
                in,
                row -> new CatalogChanges.Change.Stands(
                        row.getLong("change_no"), Hash32.of(row.getBytes("slot")), entry(row)),
                after,
                limit);
    }

    static List<CatalogChanges.Change> cleared(long after, int limit, Connection in) throws SQLException {
        return Sql.rows(
                "SELECT change_no, slot FROM evicted WHERE change_no > ? ORDER BY change_no LIMIT ?",
                in,
                row -> new CatalogChanges.Change.Cleared(row.getLong(1), Hash32.of(row.getBytes(2))),
                after,
                limit);
    }

    static CatalogEntry entry(ResultSet row) throws SQLException {
        String tags = row.getString("tags");
        return new CatalogEntry(
                Hash32.of(row.getBytes("id")),
                Address.of(row.getBytes("seller")),
                Hash32.of(row.getBytes("listing_key")),
                row.getLong("sequence"),
                new Words(
                        row.getString("title"),
                        row.getString("description"),
                        tags.isEmpty() ? List.of() : tags.lines().toList()),
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
}
