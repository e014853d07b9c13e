package org.pluspeer.node.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A few connections, lent in the order of asking. */
final class Connections implements AutoCloseable {
    private static final int MOST = 8;

    private final DatabaseUrl url;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    Connections(DatabaseUrl url) {
        this.url = url;
    }

    Connection take() throws SQLException {
        free.acquireUninterruptibly();
        try {
            Connection connection = pollIdle();
            if (connection == null) {
                connection = DriverManager.getConnection(url.url(), url.user(), url.password());
                connection.setAutoCommit(false);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e;
        }
    }

    /** Takes it back; one that failed is closed, whatever state it is in. */
    void giveBack(Connection connection, boolean healthy) throws SQLException {
        try {
            if (!healthy || !keep(connection)) {
                connection.close();
            }
        } finally {
            free.release();
        }
    }

    private @Nullable Connection pollIdle() throws SQLException {
        lock.lock();
        try {
            if (closed) {
                throw new SQLException("the database is closed");
            }
            return idle.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private boolean keep(Connection connection) {
        lock.lock();
        try {
            if (!closed) {
                idle.addFirst(connection);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for those that are lent, then closes them all. */
    @Override
    public void close() throws SQLException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        free.acquireUninterruptibly(MOST);
        try {
            for (Connection connection : idle) {
                connection.close();
            }
            idle.clear();
        } finally {
            free.release(MOST);
        }
    }
}
