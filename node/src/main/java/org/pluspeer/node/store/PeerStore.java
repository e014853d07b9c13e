package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;

/** The other nodes that this one has talked to, so that it finds them again after a restart. */
public final class PeerStore {
    private static final String COLUMNS = "node_id, account, address, agent, first_seen, last_seen";

    private final Database database;

    public PeerStore(Database database) {
        this.database = database;
    }

    /**
     * @param account whom the node proved to act for
     * @param address where it answered, at most 300 characters
     * @param agent what it says it runs, cut at 200 characters
     * @param firstSeen unix seconds
     * @param lastSeen unix seconds
     */
    public record Peer(
            Address nodeId, Optional<Address> account, String address, String agent, long firstSeen, long lastSeen) {}

    /** Notes the peer; when it was first seen stays. */
    public void put(Peer peer) {
        database.write(in -> put(peer, in));
    }

    private static int put(Peer peer, Connection in) throws SQLException {
        try (PreparedStatement update = in.prepareStatement("UPDATE peer SET account = COALESCE(?, account),"
                + " address = ?, agent = ?, last_seen = ? WHERE node_id = ?")) {
            bind(update, peer);
            int updated = update.executeUpdate();
            if (updated > 0) {
                return updated;
            }
        }
        try (PreparedStatement insert = in.prepareStatement("INSERT INTO peer (account, address, agent, last_seen,"
                + " node_id, first_seen) VALUES (?, ?, ?, ?, ?, ?)")) {
            bind(insert, peer);
            insert.setLong(6, peer.firstSeen());
            return insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Peer peer) throws SQLException {
        statement.setBytes(1, peer.account().map(Address::bytes).orElse(null));
        statement.setString(2, peer.address());
        statement.setString(3, cut(peer.agent()));
        statement.setLong(4, peer.lastSeen());
        statement.setBytes(5, peer.nodeId().bytes());
    }

    private static String cut(String agent) {
        return agent.length() <= 200 ? agent : agent.substring(0, 200);
    }

    public Optional<Peer> get(Address nodeId) {
        return select("WHERE node_id = ?", nodeId.bytes()).stream().findFirst();
    }

    /** The nodes that act for an account, the last seen first. */
    public List<Peer> byAccount(Address account) {
        return select("WHERE account = ? ORDER BY last_seen DESC", account.bytes());
    }

    /** The last seen first. */
    public List<Peer> recent(int limit) {
        return select("ORDER BY last_seen DESC LIMIT ?", limit);
    }

    /**
     * Deletes those not seen since a time.
     *
     * @param before unix seconds
     * @return how many
     */
    public int forget(long before) {
        return database.write(in -> Sql.update("DELETE FROM peer WHERE last_seen < ?", in, before));
    }

    private List<Peer> select(String rest, Object value) {
        return database.read(in -> Sql.rows("SELECT " + COLUMNS + " FROM peer " + rest, in, PeerStore::peer, value));
    }

    private static Peer peer(ResultSet row) throws SQLException {
        return new Peer(
                Address.of(row.getBytes(1)),
                Optional.ofNullable(row.getBytes(2)).map(Address::of),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6));
    }
}
