package org.pluspeer.node.store;

import static org.pluspeer.node.store.CatalogRows.COLUMNS;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The listings that this node knows, its own and those it heard of: per seller and key the newest version, whatever
 * the order in which versions and revocations came. All are taken as checked.
 */
public final class CatalogStore implements CatalogChanges {
    private static final String CHANGE = "catalogue.change";
    private static final String EXPIRED = "catalogue.expired";
    private static final String GENERATION = "catalogue.generation";

    private final Database database;

    public CatalogStore(Database database) {
        this.database = database;
        database.write(in -> {
            if (Progress.of(GENERATION, in).isEmpty()) {
                renew(in);
            }
            return true;
        });
    }

    /** What became of a listing that was put. */
    public enum Put {
        NEW,
        REPLACED,
        /** This version or a newer one was here. */
        KNOWN,
        /** Its seller took it back. */
        REVOKED
    }

    /** The bare facts of a listing, for telling another node what is here. */
    public record Summary(Address seller, Hash32 listingKey, long sequence, Hash32 id) {}

    public Put put(CatalogEntry entry) {
        return putAll(List.of(entry)).getFirst();
    }

    /** All of them in one transaction. */
    public List<Put> putAll(List<CatalogEntry> entries) {
        return database.write(in -> putAll(entries, in));
    }

    /** Within a projection's transaction. */
    public static List<Put> putAll(List<CatalogEntry> entries, Connection in) throws SQLException {
        long change = nextChanges(entries.size(), in);
        List<Put> results = new ArrayList<>(entries.size());
        for (CatalogEntry entry : entries) {
            results.add(CatalogRows.put(entry, change++, in));
        }
        return results;
    }

    /** False if a revocation of this or a higher sequence was here. */
    public boolean revoke(Revocation revocation) {
        return database.write(in -> revoke(revocation, in));
    }

    /** Within a projection's transaction. */
    public static boolean revoke(Revocation revocation, Connection in) throws SQLException {
        return CatalogRows.revoke(revocation, nextChanges(1, in), in);
    }

    /** Deletes the owner's listings and revocations, for a projection that begins again. */
    public static void clearMine(Connection in) throws SQLException {
        try (Statement statement = in.createStatement()) {
            statement.executeUpdate("DELETE FROM listing WHERE mine");
            statement.executeUpdate("DELETE FROM revocation WHERE mine");
        }
        renew(in);
    }

    /** By the id of the version; also one that was revoked or has run out. */
    public Optional<CatalogEntry> get(Hash32 id) {
        return first("SELECT " + COLUMNS + " FROM listing WHERE id = ?", id.bytes());
    }

    /** The newest version known. */
    public Optional<CatalogEntry> find(Address seller, Hash32 listingKey) {
        return first(
                "SELECT " + COLUMNS + " FROM listing WHERE seller = ? AND listing_key = ?",
                seller.bytes(),
                listingKey.bytes());
    }

    public Optional<Revocation> revocation(Address seller, Hash32 listingKey) {
        return database.read(in -> CatalogRows.revocation(seller, listingKey, in));
    }

    /**
     * Those that are neither revoked nor run out, newest first.
     *
     * @param mine the owner's only
     * @param now unix seconds
     * @param limit from 1
     */
    public Page<CatalogEntry> newest(boolean mine, long now, int limit, Optional<String> cursor) {
        PageKey from = PageKey.parse(cursor);
        byte[] fromId = id(from);
        String sql = "SELECT " + COLUMNS + " FROM listing WHERE first_seen <= ? AND (first_seen < ? OR id < ?)"
                + " AND NOT revoked AND valid_until > ?" + (mine ? " AND mine" : "")
                + " ORDER BY first_seen DESC, id DESC LIMIT ?";
        List<CatalogEntry> found =
                database.read(in -> CatalogRows.select(sql, in, from.at(), from.at(), fromId, now, limit));
        boolean more = found.size() == limit;
        return new Page<>(
                found,
                more
                        ? Optional.of(new PageKey(
                                        found.getLast().firstSeen(),
                                        found.getLast().id().hex())
                                .text())
                        : Optional.empty());
    }

    private static byte[] id(PageKey key) {
        try {
            return key.id().isEmpty() ? new byte[0] : Bytes.parseHex(key.id());
        } catch (MalformedException e) {
            throw PageKey.malformed();
        }
    }

    /** Every listing of the seller that is neither revoked nor run out. */
    public List<CatalogEntry> bySeller(Address seller, long now, int limit) {
        String sql = "SELECT " + COLUMNS
                + " FROM listing WHERE seller = ? AND NOT revoked AND valid_until > ? ORDER BY listing_key LIMIT ?";
        return database.read(in -> CatalogRows.select(sql, in, seller.bytes(), now, limit));
    }

    /** How many are neither revoked nor run out. */
    public long count(long now) {
        return number("SELECT COUNT(*) FROM listing WHERE NOT revoked AND valid_until > ?", now);
    }

    /** How many of one seller's are kept, dead or alive: what a quota counts. */
    public long countOf(Address seller) {
        return number("SELECT COUNT(*) FROM listing WHERE seller = ?", seller.bytes());
    }

    /** The live ones in the order of seller and key, after the one given: for reconciling with another node. */
    public List<Summary> inventory(Optional<Summary> after, long now, int limit) {
        byte[] seller = after.map(s -> s.seller().bytes()).orElse(new byte[0]);
        byte[] key = after.map(s -> s.listingKey().bytes()).orElse(new byte[0]);
        String sql = "SELECT seller, listing_key, sequence, id FROM listing WHERE seller >= ?"
                + " AND (seller > ? OR listing_key > ?) AND NOT revoked AND valid_until > ?"
                + " ORDER BY seller, listing_key LIMIT ?";
        return database.read(in -> CatalogRows.summaries(sql, in, seller, seller, key, now, limit));
    }

    /** In the order of seller and key, after the one given. */
    public List<Revocation> revocations(Optional<Revocation> after, int limit) {
        byte[] seller = after.map(r -> r.seller().bytes()).orElse(new byte[0]);
        byte[] key = after.map(r -> r.listingKey().bytes()).orElse(new byte[0]);
        return database.read(in -> CatalogRows.revocations(seller, key, limit, in));
    }

    /**
     * Deletes those of others that have run out.
     *
     * @param now unix seconds
     * @return how many
     */
    public int expire(long now) {
        return database.write(in -> {
            long before = Progress.position(EXPIRED, in);
            Progress.save(EXPIRED, new Progress(1, Math.max(before, now)), in);
            try (PreparedStatement delete =
                    in.prepareStatement("DELETE FROM listing WHERE valid_until <= ? AND NOT mine")) {
                delete.setLong(1, now);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public State state() {
        return database.read(in -> new State(
                Progress.position(GENERATION, in), Progress.position(CHANGE, in), Progress.position(EXPIRED, in)));
    }

    @Override
    public List<Change> changesAfter(long change, int limit) {
        String sql = "SELECT " + COLUMNS + ", change_no FROM listing WHERE change_no > ? ORDER BY change_no LIMIT ?";
        return database.read(in -> CatalogRows.changes(sql, in, change, limit));
    }

    /** Only one transaction writes at a time, so that a higher number is always seen later. */
    private static long nextChanges(int count, Connection in) throws SQLException {
        long last = Progress.position(CHANGE, in);
        Progress.save(CHANGE, new Progress(1, last + count), in);
        return last + 1;
    }

    private static void renew(Connection in) throws SQLException {
        Progress.save(GENERATION, new Progress(1, new SecureRandom().nextLong()), in);
    }

    private Optional<CatalogEntry> first(String sql, Object... values) {
        return database.read(in -> CatalogRows.select(sql, in, values).stream().findFirst());
    }

    private long number(String sql, Object value) {
        return database.read(in -> {
            try (PreparedStatement select = in.prepareStatement(sql)) {
                select.setObject(1, value);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }
}
