package org.pluspeer.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * The digest of a database's file, noted beside it when it was closed. H2 keeps no checksum of its pages: a byte that
 * went bad while the node was off would be read as if it had been written. After a crash there is no note, and nothing
 * is compared.
 */
final class ClosedFile {
    private ClosedFile() {}

    static void note(Path file) throws IOException {
        Files.writeString(noteOf(file), digest(file));
    }

    /**
     * To be called before the file is opened; the note is gone afterwards.
     *
     * @throws SQLException if the file is another than was closed
     */
    static void requireUnchanged(Path file) throws IOException, SQLException {
        Path note = noteOf(file);
        if (Files.exists(note)) {
            boolean same = Files.readString(note).equals(digest(file));
            Files.delete(note);
            if (!same) {
                throw new SQLException("its file has changed since it was closed");
            }
        }
    }

    private static Path noteOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    private static String digest(Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
