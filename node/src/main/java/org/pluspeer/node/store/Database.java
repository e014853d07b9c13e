package org.pluspeer.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions on the database: many readers, one writer at a time. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int H2_IN_USE = 90020;
    private static final int H2_NO_DISK_SPACE = 90100;

    private final DatabaseUrl url;
    private final Connections connections;
    private final ReentrantLock writing = new ReentrantLock(true);

    private Database(DatabaseUrl url) {
        this.url = url;
        this.connections = new Connections(url);
    }

    /** Something to do in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /**
     * Opens the database and brings its tables up to date. An embedded one that can't be opened is put aside, not
     * deleted, and a new one begun.
     *
     * @throws ProblemException ALREADY_RUNNING, DISK_FULL, STORAGE_FAILED
     */
    public static Database open(DatabaseUrl url) {
        try {
            if (url.directory() != null) {
                Files.createDirectories(url.directory());
            }
            return openOrReplace(url);
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.Code.STORAGE_FAILED, "The database's directory cannot be used: " + e.getMessage(), e);
        }
    }

    private static Database openOrReplace(DatabaseUrl url) throws IOException {
        Path file = url.file().filter(Files::exists).orElse(null);
        try {
            if (file != null) {
                ClosedFile.requireUnchanged(file);
            }
            return migrated(url);
        } catch (SQLException e) {
            if (file == null || isInUse(e)) {
                throw problem(e);
            }
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            log.warn(
                    "The database cannot be opened ({}); it is kept as {} and built anew from the journal",
                    e.getMessage(),
                    aside);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            return migrated(url);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private static Database migrated(DatabaseUrl url) throws SQLException {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(url.url(), url.user(), url.password())
                    .loggers("slf4j")
                    .load()
                    .migrate();
            return new Database(url);
        } catch (FlywayException e) {
            abandon(url);
            throw sqlCause(e);
        }
    }

    /** Lets go of a file that did not turn out well, so that it can be moved. */
    private static void abandon(DatabaseUrl url) {
        if (url.isH2()) {
            try (Connection connection =
                            DriverManager.getConnection(url.url() + ";IFEXISTS=TRUE", url.user(), url.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            } catch (SQLException e) {
                log.debug("Nothing to shut down: {}", e.getMessage());
            }
        }
    }

    private static SQLException sqlCause(FlywayException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return new SQLException(e.getMessage(), e);
    }

    /** @throws ProblemException DISK_FULL, STORAGE_FAILED */
    public <T> T read(Work<T> work) {
        try {
            return transact(work);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    /** Commits if the work returns, and rolls back if it throws. */
    public <T> T write(Work<T> work) {
        writing.lock();
        try {
            return read(work);
        } finally {
            writing.unlock();
        }
    }

    /** Returns once what was committed is on the disk: a commit of H2's is not. */
    void checkpoint() {
        if (url.isH2()) {
            write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("CHECKPOINT SYNC");
                }
            });
        }
    }

    private <T> T transact(Work<T> work) throws SQLException {
        Connection connection = connections.take();
        boolean healthy = false;
        try {
            T result = work.in(connection);
            connection.commit();
            healthy = true;
            return result;
        } finally {
            if (!healthy) {
                rollBack(connection);
            }
            connections.giveBack(connection, healthy);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            log.debug("Not rolled back, because the connection is gone: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            if (url.isH2()) {
                Connection connection = connections.take();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SHUTDOWN");
                } finally {
                    connections.giveBack(connection, false);
                }
            }
            connections.close();
            noteClosed();
        } catch (SQLException e) {
            throw problem(e);
        } finally {
            writing.unlock();
        }
    }

    private void noteClosed() {
        Path file = url.file().filter(Files::exists).orElse(null);
        try {
            if (file != null) {
                ClosedFile.note(file);
            }
        } catch (IOException e) {
            log.warn("The next start will not see whether the database changed meanwhile: {}", e.getMessage());
        }
    }

    private static boolean isInUse(SQLException e) {
        return e.getErrorCode() == H2_IN_USE;
    }

    static ProblemException problem(SQLException e) {
        Problem.Code code =
                switch (e.getErrorCode()) {
                    case H2_IN_USE -> Problem.Code.ALREADY_RUNNING;
                    case H2_NO_DISK_SPACE -> Problem.Code.DISK_FULL;
                    default ->
                        String.valueOf(e.getMessage()).contains("No space left")
                                ? Problem.Code.DISK_FULL
                                : Problem.Code.STORAGE_FAILED;
                };
        return new ProblemException(code, "The database failed: " + e.getMessage(), e);
    }
}
