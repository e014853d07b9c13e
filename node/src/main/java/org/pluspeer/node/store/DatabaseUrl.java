package org.pluspeer.node.store;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is.
 *
 * @param url of JDBC
 * @param directory of an embedded database; null for a server's
 */
public record DatabaseUrl(
        String url, String user, String password, @Nullable Path directory) {
    private static final String FILE = "peer";

    /**
     * An H2 database in a directory of its own. {@code retry:} opens the file again when the interrupt of a thread
     * that was reading it has closed it.
     */
    public static DatabaseUrl embedded(Path directory) {
        String url = "jdbc:h2:retry:" + directory.toAbsolutePath().resolve(FILE)
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
        return new DatabaseUrl(url, "sa", "", directory);
    }

    /** A database server, such as {@code jdbc:postgresql://host/peer}. */
    public static DatabaseUrl server(String url, String user, String password) {
        return new DatabaseUrl(url, user, password, null);
    }

    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** The file of an embedded database. */
    Optional<Path> file() {
        return Optional.ofNullable(directory).map(path -> path.resolve(FILE + ".mv.db"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
