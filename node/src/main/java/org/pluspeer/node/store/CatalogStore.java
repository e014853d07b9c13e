package org.pluspeer.node.store;

import static org.pluspeer.node.store.CatalogRows.COLUMNS;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.CatalogIndex;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The shelves: the listings that this node knows, its own and those it heard of. Per slot it keeps what wins by {@link
 * Standing}, whatever the order in which versions and revocations came. All are taken as checked; quotas are for
 * {@link org.pluspeer.market.catalog.Catalog} to keep.
 */
public final class CatalogStore implements CatalogChanges, CatalogIndex {
    private static final String CHANGE = "catalogue.change";
    private static final String EXPIRED = "catalogue.expired";
    private static final String GENERATION = "catalogue.generation";
    private static final String LIVE = " NOT revoked AND valid_until >= ?";

    static final String COUNT = "SELECT COUNT(*) FROM listing WHERE" + LIVE;

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
        /** This version or one that wins over it was here. */
        KNOWN,
        /** Its seller took it back. */
        REVOKED
    }

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

    /** False if this or something that wins over it was here. */
    public boolean revoke(Tombstone tombstone) {
        return database.write(in -> revoke(tombstone, in));
    }

    /** Within a projection's transaction. */
    public static boolean revoke(Tombstone tombstone, Connection in) throws SQLException {
        return CatalogRows.revoke(tombstone, nextChanges(1, in), in);
    }

    /** Clears a slot, as {@link org.pluspeer.market.catalog.Merge.Take#evicted} says. */
    public void evict(Hash32 slot) {
        database.write(in -> CatalogRows.evict(slot, nextChanges(1, in), in));
    }

    /** Deletes the owner's listings and revocations, for a projection that begins again. */
    public static void clearMine(Connection in) throws SQLException {
        Sql.update("DELETE FROM listing WHERE mine", in);
        Sql.update("DELETE FROM tombstone WHERE mine", in);
        renew(in);
    }

    /** By the id of the version; also one that was revoked or has run out. */
    public Optional<CatalogEntry> get(Hash32 id) {
        return getAll(List.of(id)).stream().findFirst();
    }

    /** Those of the ids that are known, in the order asked, from one moment. */
    public List<CatalogEntry> getAll(List<Hash32> ids) {
        return database.read(in -> {
            List<CatalogEntry> found = new ArrayList<>();
            for (Hash32 id : ids) {
                found.addAll(entries("SELECT " + COLUMNS + " FROM listing WHERE id = ?", in, id.bytes()));
            }
            return found;
        });
    }

    /** The listing in the slot; also one that was revoked or has run out. */
    public Optional<CatalogEntry> inSlot(Hash32 slot) {
        return database
                .read(in -> entries("SELECT " + COLUMNS + " FROM listing WHERE slot = ?", in, slot.bytes()))
                .stream()
                .findFirst();
    }

    /** The revocation in the slot. */
    public Optional<Tombstone> tombstone(Hash32 slot) {
        return database.read(in -> CatalogRows.tombstone("slot", slot, in));
    }

    /** The revocation with the id, while it stands in its slot. */
    public Optional<Tombstone> tombstoneOf(Hash32 id) {
        return database.read(in -> CatalogRows.tombstone("id", id, in));
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
        String sql = newest(mine);
        List<CatalogEntry> found = database.read(in -> entries(sql, in, from.at(), from.at(), fromId, now, limit));
        if (found.size() < limit) {
            return new Page<>(found, Optional.empty());
        }
        CatalogEntry last = found.getLast();
        return new Page<>(
                found, Optional.of(new PageKey(last.firstSeen(), last.id().hex()).text()));
    }

    static String newest(boolean mine) {
        return "SELECT " + COLUMNS + " FROM listing WHERE " + (mine ? "mine = TRUE AND " : "")
                + "first_seen <= ? AND (first_seen < ? OR id < ?) AND" + LIVE
                + " ORDER BY " + (mine ? "mine DESC, " : "") + "first_seen DESC, id DESC LIMIT ?";
    }

    private static byte[] id(PageKey key) {
        try {
            return key.id().isEmpty() ? new byte[0] : Bytes.parseHex(key.id());
        } catch (MalformedException e) {
            throw PageKey.malformed();
        }
    }

    /** The seller's that are neither revoked nor run out, newest first. */
    public List<CatalogEntry> bySeller(Address seller, long now, int limit) {
        String sql = "SELECT " + COLUMNS + " FROM listing WHERE seller = ? AND" + LIVE
                + " ORDER BY first_seen DESC, id DESC LIMIT ?";
        return database.read(in -> entries(sql, in, seller.bytes(), now, limit));
    }

    /** How many are neither revoked nor run out. */
    public long count(long now) {
        return database.read(in -> Sql.number(COUNT, in, now));
    }

    /**
     * What stands in the slots after one, in their order, tombstones too: all that there is to reconcile with another
     * node. What has run out is left out.
     */
    public List<Standing> inventory(Optional<Hash32> after, long now, int limit) {
        byte[] from = after.map(Hash32::bytes).orElse(new byte[0]);
        return database.read(in -> Stream.concat(
                        CatalogRows.standings(
                                "SELECT slot, sequence, FALSE, id FROM listing WHERE slot > ? AND" + LIVE
                                        + " ORDER BY slot LIMIT ?",
                                in,
                                from,
                                now,
                                limit)
                                .stream(),
                        CatalogRows.standings(
                                "SELECT slot, sequence, TRUE, id FROM tombstone WHERE slot > ? ORDER BY slot LIMIT ?",
                                in,
                                from,
                                limit)
                                .stream())
                .sorted(Comparator.comparing(Standing::slot))
                .limit(limit)
                .toList());
    }

    @Override
    public @Nullable Standing standing(Hash32 slot) {
        return database.read(in -> CatalogRows.standing(slot, in)).orElse(null);
    }

    @Override
    public int slotsOf(Address seller) {
        byte[] bytes = seller.bytes();
        return database.read(in -> (int) Sql.number(
                "SELECT COUNT(*) FROM (SELECT slot FROM listing WHERE seller = ?"
                        + " UNION SELECT slot FROM tombstone WHERE seller = ?) AS slots",
                in,
                bytes,
                bytes));
    }

    @Override
    public @Nullable Hash32 highestSlotOf(Address seller) {
        return database.read(in -> Stream.of(
                                CatalogRows.highestSlot("listing", seller, in),
                                CatalogRows.highestSlot("tombstone", seller, in))
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Bytes that others' listings take up, by seller; tombstones, a few hundred bytes each, are not counted. */
    public Map<Address, Long> weights() {
        return database.read(in -> {
            Map<Address, Long> weights = new HashMap<>();
            Sql.rows(
                            "SELECT seller, SUM(" + CatalogRows.WEIGHT
                                    + ") FROM listing WHERE NOT mine GROUP BY seller",
                            in,
                            row -> Map.entry(Address.of(row.getBytes(1)), row.getLong(2)))
                    .forEach(each -> weights.put(each.getKey(), each.getValue()));
            return weights;
        });
    }

    /** Bytes that a seller's listings take up; 0 if they are the owner's. */
    public long weightOf(Address seller) {
        String sql = "SELECT COALESCE(SUM(" + CatalogRows.WEIGHT + "), 0) FROM listing WHERE seller = ? AND NOT mine";
        return database.read(in -> Sql.number(sql, in, seller.bytes()));
    }

    /** One of others' listings, and the bytes that it takes up. */
    public record Weighed(Standing standing, long bytes) {}

    /** A seller's, unless they are the owner's: those that were taken back or run out first come first. */
    public List<Weighed> weighed(Address seller) {
        return database.read(in -> Sql.rows(
                "SELECT slot, sequence, id, " + CatalogRows.WEIGHT + " FROM listing WHERE seller = ? AND NOT mine"
                        + " ORDER BY revoked DESC, valid_until, slot",
                in,
                row -> new Weighed(
                        new Standing(Hash32.of(row.getBytes(1)), row.getLong(2), false, Hash32.of(row.getBytes(3))),
                        row.getLong(4)),
                seller.bytes()));
    }

    /**
     * Takes what has run out from the search index, and deletes what came so long ago that forgetting it lets no older
     * version come back. The owner's own stay.
     *
     * @param now unix seconds
     * @return how many listings were deleted
     */
    public int expire(long now) {
        long longAgo = now - SignedListing.MAX_VALIDITY;
        return database.write(in -> {
            long before = Progress.position(EXPIRED, in);
            Progress.save(EXPIRED, new Progress(1, Math.max(before, now)), in);
            Sql.update("DELETE FROM tombstone WHERE heard_at < ? AND NOT mine", in, longAgo);
            return Sql.update(
                    "DELETE FROM listing WHERE heard_at < ? AND valid_until < ? AND NOT mine", in, longAgo, now);
        });
    }

    @Override
    public State state() {
        return database.read(in -> {
            Map<String, Long> named = Progress.named("catalogue.%", in);
            return new State(
                    named.getOrDefault(GENERATION, 0L),
                    named.getOrDefault(CHANGE, 0L),
                    named.getOrDefault(EXPIRED, 0L));
        });
    }

    @Override
    public List<Change> changesAfter(long change, int limit) {
        return database.read(in -> Stream.concat(
                        CatalogRows.stands(change, limit, in).stream(), CatalogRows.cleared(change, limit, in).stream())
                .sorted(Comparator.comparingLong(Change::number))
                .limit(limit)
                .toList());
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

    private static List<CatalogEntry> entries(String sql, Connection in, Object... values) throws SQLException {
        return Sql.rows(sql, in, CatalogRows::entry, values);
    }
}
