package org.pluspeer.node.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The history of money, written by projections. */
public final class MovementStore {
    private static final String COLUMNS = "seq, at, account, place, kind, token, amount, incoming, counted, filled,"
            + " balance, other, transaction_hash, gas_fee, deal, state, reason, block, id";
    private static final int LONGEST_REASON = 500;

    private final Database database;

    public MovementStore(Database database) {
        this.database = database;
    }

    /** Of which account and token; those that are null are not asked for. */
    public record Filter(
            @Nullable Address account, @Nullable Address token) {
        public static final Filter NONE = new Filter(null, null);
    }

    /** What an account holds by its movements, in base units. */
    public record Holding(Address account, String place, Address token, BigInteger amount) {}

    /** Writes the movement, in place of one with its id; within a projection's transaction. */
    public static void put(Movement movement, Connection in) throws SQLException {
        try (PreparedStatement update = in.prepareStatement("UPDATE movement SET seq = ?, at = ?, account = ?,"
                + " place = ?, kind = ?, token = ?, amount = ?, incoming = ?, counted = ?, filled = ?, balance = ?,"
                + " other = ?, transaction_hash = ?, gas_fee = ?, deal = ?, state = ?, reason = ?, block = ?"
                + " WHERE id = ?")) {
            bind(update, movement);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = in.prepareStatement("INSERT INTO movement (" + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, movement);
            insert.executeUpdate();
        }
    }

    /** Deletes all, for a projection that begins again. */
    public static void clear(Connection in) throws SQLException {
        Sql.update("DELETE FROM movement", in);
        Sql.update("DELETE FROM movement_version", in);
        Sql.update("DELETE FROM holding", in);
    }

    static long next(Connection in) throws SQLException {
        return Sql.number("SELECT COALESCE(MAX(seq), 0) + 1 FROM movement", in);
    }

    static Optional<Movement> find(String id, Connection in) throws SQLException {
        return Sql.rows("SELECT " + COLUMNS + " FROM movement WHERE id = ?", in, MovementStore::movement, id).stream()
                .findFirst();
    }

    static Optional<Movement> ofVersion(Hash32 hash, Connection in) throws SQLException {
        return Sql.rows(
                        "SELECT " + COLUMNS + " FROM movement WHERE id ="
                                + " (SELECT v.id FROM movement_version v WHERE v.hash = ?)",
                        in,
                        MovementStore::movement,
                        hash.bytes())
                .stream()
                .findFirst();
    }

    static List<Movement> from(long block, Connection in) throws SQLException {
        return Sql.rows("SELECT " + COLUMNS + " FROM movement WHERE block >= ?", in, MovementStore::movement, block);
    }

    static void version(Hash32 hash, String id, Connection in) throws SQLException {
        if (Sql.update("UPDATE movement_version SET id = ? WHERE hash = ?", in, id, hash.bytes()) == 0) {
            Sql.update("INSERT INTO movement_version (id, hash) VALUES (?, ?)", in, id, hash.bytes());
        }
    }

    static BigInteger holding(Address account, String place, Address token, Connection in) throws SQLException {
        return Sql.rows(
                        "SELECT amount FROM holding WHERE account = ? AND place = ? AND token = ?",
                        in,
                        row -> row.getBigDecimal(1).toBigIntegerExact(),
                        account.bytes(),
                        place,
                        token.bytes())
                .stream()
                .findFirst()
                .orElse(BigInteger.ZERO);
    }

    static void hold(Address account, String place, Address token, BigInteger amount, Connection in)
            throws SQLException {
        BigDecimal units = new BigDecimal(amount);
        int there = Sql.update(
                "UPDATE holding SET amount = ? WHERE account = ? AND place = ? AND token = ?",
                in,
                units,
                account.bytes(),
                place,
                token.bytes());
        if (there == 0) {
            Sql.update(
                    "INSERT INTO holding (amount, account, place, token) VALUES (?, ?, ?, ?)",
                    in,
                    units,
                    account.bytes(),
                    place,
                    token.bytes());
        }
    }

    public Optional<Movement> get(String id) {
        return database.read(in -> find(id, in));
    }

    public List<Holding> holdings() {
        return database.read(in -> Sql.rows(
                "SELECT account, place, token, amount FROM holding ORDER BY account, place, token",
                in,
                row -> new Holding(
                        Address.of(row.getBytes(1)),
                        row.getString(2),
                        Address.of(row.getBytes(3)),
                        row.getBigDecimal(4).toBigIntegerExact())));
    }

    /** Base units that deals brought to an account's ledger; below nothing where they took more. */
    public BigInteger byDeals(Address account, Address token) {
        return database.read(in -> Sql.rows(
                        "SELECT COALESCE(SUM(CASE WHEN incoming THEN amount ELSE -amount END), 0) FROM movement"
                                + " WHERE counted AND kind = 'deal' AND place = 'ledger' AND account = ? AND token = ?",
                        in,
                        row -> row.getBigDecimal(1).toBigIntegerExact(),
                        account.bytes(),
                        token.bytes())
                .getFirst());
    }

    /** Base units of a token that came into accounts, by the transactions that brought them. */
    public Map<Hash32, BigInteger> incoming(Address token) {
        Map<Hash32, BigInteger> sums = new HashMap<>();
        database.read(in -> Sql.rows(
                        "SELECT transaction_hash, SUM(amount) FROM movement WHERE counted AND incoming AND place = 'wallet'"
                                + " AND token = ? AND transaction_hash IS NOT NULL GROUP BY transaction_hash",
                        in,
                        row -> Map.entry(
                                Hash32.of(row.getBytes(1)), row.getBigDecimal(2).toBigIntegerExact()),
                        token.bytes()))
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        return sums;
    }

    /**
     * Gas of one day.
     *
     * @param day days since 1970-01-01, UTC
     * @param fees wei
     */
    public record DayFees(long day, BigInteger fees) {}

    /** What gas cost, all accounts together. */
    public List<DayFees> fees() {
        return database.read(in -> Sql.rows(
                "SELECT at / 86400, SUM(gas_fee) FROM movement WHERE gas_fee IS NOT NULL AND block IS NOT NULL"
                        + " GROUP BY at / 86400",
                in,
                row -> new DayFees(row.getLong(1), row.getBigDecimal(2).toBigIntegerExact())));
    }

    /**
     * Newest first, by key: no page costs more than another.
     *
     * @param limit from 1
     * @throws org.pluspeer.node.ProblemException BAD_REQUEST for a cursor that was never given out
     */
    public Page<Movement> newest(int limit, Optional<String> cursor, Filter filter) {
        List<Movement> found = database.read(in -> newest(limit, before(cursor), filter, in));
        boolean more = found.size() == limit;
        return new Page<>(
                found, more ? Optional.of(String.valueOf(found.getLast().seq())) : Optional.empty());
    }

    private static List<Movement> newest(int limit, long before, Filter filter, Connection in) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM movement WHERE seq < ?");
        // Named in the order too, though they are all the same, so that the database reads it off an index.
        StringBuilder order = new StringBuilder();
        List<Object> values = new ArrayList<>();
        values.add(before);
        Address account = filter.account();
        if (account != null) {
            sql.append(" AND account = ?");
            order.append("account DESC, ");
            values.add(account.bytes());
        }
        Address token = filter.token();
        if (token != null) {
            sql.append(" AND token = ?");
            order.append("token DESC, ");
            values.add(token.bytes());
        }
        sql.append(" ORDER BY ").append(order).append("seq DESC LIMIT ?");
        values.add(limit);
        return Sql.rows(sql.toString(), in, MovementStore::movement, values.toArray());
    }

    private static long before(Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseUnsignedLong(cursor.get());
        } catch (NumberFormatException e) {
            throw PageKey.malformed();
        }
    }

    private static void bind(PreparedStatement statement, Movement movement) throws SQLException {
        statement.setLong(1, movement.seq());
        statement.setLong(2, movement.at());
        statement.setBytes(3, movement.account().bytes());
        statement.setString(4, movement.place());
        statement.setString(5, movement.kind());
        statement.setBytes(6, movement.token().bytes());
        statement.setBigDecimal(7, new BigDecimal(movement.amount().units()));
        statement.setBoolean(8, movement.incoming());
        statement.setBoolean(9, movement.counted());
        statement.setBoolean(10, movement.filled());
        BigInteger balance = movement.balance();
        statement.setBigDecimal(11, balance == null ? null : new BigDecimal(balance));
        Address other = movement.other();
        statement.setBytes(12, other == null ? null : other.bytes());
        statement.setBytes(13, bytes(movement.transaction()));
        Amount fee = movement.gasFee();
        statement.setBigDecimal(14, fee == null ? null : new BigDecimal(fee.units()));
        statement.setBytes(15, bytes(movement.deal()));
        statement.setString(16, movement.state().name());
        statement.setString(17, cut(movement.reason()));
        Long block = movement.block();
        if (block == null) {
            statement.setNull(18, Types.BIGINT);
        } else {
            statement.setLong(18, block);
        }
        statement.setString(19, movement.id());
    }

    private static @Nullable String cut(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private static byte @Nullable [] bytes(@Nullable Hash32 hash) {
        return hash == null ? null : hash.bytes();
    }

    private static @Nullable Hash32 hash(byte @Nullable [] bytes) {
        return bytes == null ? null : Hash32.of(bytes);
    }

    private static Movement movement(ResultSet row) throws SQLException {
        BigDecimal balance = row.getBigDecimal("balance");
        BigDecimal fee = row.getBigDecimal("gas_fee");
        byte[] other = row.getBytes("other");
        long block = row.getLong("block");
        Long inBlock = row.wasNull() ? null : block;
        return new Movement(
                row.getString("id"),
                row.getLong("seq"),
                row.getLong("at"),
                Address.of(row.getBytes("account")),
                row.getString("place"),
                row.getString("kind"),
                Address.of(row.getBytes("token")),
                new Amount(row.getBigDecimal("amount").toBigIntegerExact()),
                row.getBoolean("incoming"),
                row.getBoolean("counted"),
                row.getBoolean("filled"),
                balance == null ? null : balance.toBigIntegerExact(),
                other == null ? null : Address.of(other),
                hash(row.getBytes("transaction_hash")),
                fee == null ? null : new Amount(fee.toBigIntegerExact()),
                hash(row.getBytes("deal")),
                Movement.State.valueOf(row.getString("state")),
                row.getString("reason"),
                inBlock);
    }
}
