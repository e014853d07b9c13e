package org.pluspeer.node.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The history of money, written by projections. */
public final class MovementStore {
    private static final String COLUMNS =
            "id, at, kind, title, token, amount, incoming, transaction_hash, gas_fee," + " sale_id, listing_id, state";
    private static final int SECONDS_A_DAY = 86_400;

    private final Database database;

    public MovementStore(Database database) {
        this.database = database;
    }

    /**
     * What moved in one day (UTC), of one token and kind, one way.
     *
     * @param day days since 1970-01-01
     */
    public record Daily(long day, Address token, String kind, boolean incoming, Amount amount) {}

    /** Writes the movement, in place of one with its id; within a projection's transaction. */
    public static void put(Movement movement, Connection in) throws SQLException {
        try (PreparedStatement update = in.prepareStatement("UPDATE movement SET at = ?, kind = ?, title = ?,"
                + " token = ?, amount = ?, incoming = ?, transaction_hash = ?, gas_fee = ?, sale_id = ?,"
                + " listing_id = ?, state = ? WHERE id = ?")) {
            bind(update, movement);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = in.prepareStatement("INSERT INTO movement (at, kind, title, token, amount,"
                + " incoming, transaction_hash, gas_fee, sale_id, listing_id, state, id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, movement);
            insert.executeUpdate();
        }
    }

    /** Deletes all, for a projection that begins again. */
    public static void clear(Connection in) throws SQLException {
        Sql.update("DELETE FROM movement", in);
    }

    public Optional<Movement> get(String id) {
        return select("SELECT " + COLUMNS + " FROM movement WHERE id = ?", id).stream()
                .findFirst();
    }

    /**
     * Newest first.
     *
     * @param limit from 1
     */
    public Page<Movement> newest(int limit, Optional<String> cursor) {
        PageKey from = PageKey.parse(cursor);
        List<Movement> found = select(
                "SELECT " + COLUMNS + " FROM movement WHERE at <= ? AND (at < ? OR id < ?)"
                        + " ORDER BY at DESC, id DESC LIMIT ?",
                from.at(),
                from.at(),
                from.id(),
                limit);
        boolean more = found.size() == limit;
        return new Page<>(
                found,
                more
                        ? Optional.of(new PageKey(
                                        found.getLast().at(), found.getLast().id())
                                .text())
                        : Optional.empty());
    }

    /**
     * What is done, summed by day, from the day of a time on.
     *
     * @param since unix seconds
     */
    public List<Daily> daily(long since) {
        String sql = "SELECT at / " + SECONDS_A_DAY + " AS days, token, kind, incoming, SUM(amount) FROM movement"
                + " WHERE state = 'DONE' AND at >= ?"
                + " GROUP BY at / " + SECONDS_A_DAY + ", token, kind, incoming ORDER BY 1, 2, 3, 4";
        return database.read(in -> Sql.rows(
                sql,
                in,
                row -> new Daily(
                        row.getLong(1),
                        Address.of(row.getBytes(2)),
                        row.getString(3),
                        row.getBoolean(4),
                        new Amount(row.getBigDecimal(5).toBigIntegerExact())),
                Math.floorDiv(since, SECONDS_A_DAY) * SECONDS_A_DAY));
    }

    private List<Movement> select(String sql, Object... values) {
        return database.read(in -> Sql.rows(sql, in, MovementStore::movement, values));
    }

    private static void bind(PreparedStatement statement, Movement movement) throws SQLException {
        statement.setLong(1, movement.at());
        statement.setString(2, movement.kind());
        statement.setString(3, cut(movement.title()));
        statement.setBytes(4, movement.token().bytes());
        statement.setBigDecimal(5, new BigDecimal(movement.amount().units()));
        statement.setBoolean(6, movement.incoming());
        statement.setBytes(7, bytes(movement.transaction()));
        statement.setBigDecimal(
                8, movement.gasFee().map(fee -> new BigDecimal(fee.units())).orElse(null));
        statement.setString(9, movement.saleId().orElse(null));
        statement.setBytes(10, bytes(movement.listingId()));
        statement.setString(11, movement.state().name());
        statement.setString(12, movement.id());
    }

    private static String cut(String title) {
        return title.length() <= 1000 ? title : title.substring(0, 1000);
    }

    private static byte @Nullable [] bytes(Optional<Hash32> hash) {
        return hash.map(Hash32::bytes).orElse(null);
    }

    private static Movement movement(ResultSet row) throws SQLException {
        return new Movement(
                row.getString("id"),
                row.getLong("at"),
                row.getString("kind"),
                row.getString("title"),
                Address.of(row.getBytes("token")),
                new Amount(row.getBigDecimal("amount").toBigIntegerExact()),
                row.getBoolean("incoming"),
                Optional.ofNullable(row.getBytes("transaction_hash")).map(Hash32::of),
                Optional.ofNullable(row.getBigDecimal("gas_fee")).map(fee -> new Amount(fee.toBigIntegerExact())),
                Optional.ofNullable(row.getString("sale_id")),
                Optional.ofNullable(row.getBytes("listing_id")).map(Hash32::of),
                Movement.State.valueOf(row.getString("state")));
    }
}
