package org.pluspeer.node.vault;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeSecrets;

/**
 * Makes backups: all of the journal and the network key, sealed under the words; and tries them. Works while the
 * accounts are locked.
 */
public final class Backups {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String SUFFIX = ".peer-backup";
    private static final int KEPT = 10;

    private final Vault vault;
    private final DataDirectory directory;

    public Backups(Vault vault, DataDirectory directory) {
        this.vault = vault;
        this.directory = directory;
    }

    /**
     * A backup that was made.
     *
     * @param file its name
     * @param size bytes
     * @param at unix seconds
     */
    public record Made(String file, Path path, long size, long at) {}

    /**
     * What a trial found.
     *
     * @param at unix seconds, when the backup was made
     * @param words whether it was opened with words that were typed, and not with what the node remembers of them
     */
    public record Drilled(boolean ok, String file, long at, boolean words, Restore.Found found) {}

    /** @throws ProblemException DISK_FULL */
    public synchronized Made make() {
        Instant now = vault.ground().clock().instant();
        Path folder = directory.backups();
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(NAME.format(now) + SUFFIX);
            Path fresh = folder.resolve("new.part");
            Files.deleteIfExists(fresh);
            byte[] salt = new byte[BackupHead.SALT];
            vault.ground().random().nextBytes(salt);
            write(fresh, new BackupHead(now.getEpochSecond(), vault.main(), salt));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            dropOld(folder);
            return new Made(file.getFileName().toString(), file, Files.size(file), now.getEpochSecond());
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(Problem.Code.DISK_FULL, "the backup cannot be written to " + folder, e);
        }
    }

    private void write(Path file, BackupHead head) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC), 1 << 20);
                NodeSecrets secrets = vault.secrets();
                BackupWriter writer = new BackupWriter(
                        out, secrets.box(Restore.LABEL), head, vault.ground().random())) {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Optional<byte[]> nodeKey = DataDirectory.read(directory.nodeKeyFile());
            if (nodeKey.isPresent()) {
                writer.put(BackupWriter.NODE_KEY, nodeKey.get());
            }
            vault.ground().journal().replay(record -> {
                try {
                    writer.put(record.kind().code(), record.payload());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.finish();
        }
    }

    private static void dropOld(Path folder) throws IOException {
        for (Path old : made(folder).stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /** The newest first. */
    private static List<Path> made(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        }
    }

    /**
     * Restores a backup into a folder of its own, opens what came of it as a node would, and throws it away. The running
     * node is not touched.
     *
     * @param file the newest that was made here, where it is empty
     * @param words to open it with; with the node's own secrets, where they are empty
     * @throws ProblemException NOT_FOUND; BACKUP_INVALID, with the reason
     */
    public synchronized Drilled drill(Optional<Path> file, Optional<Mnemonic> words) {
        Path scratch = directory.root().resolve("drill");
        try {
            Path tried = file.isPresent()
                    ? file.get()
                    : made(directory.backups()).stream()
                            .findFirst()
                            .orElseThrow(() -> new ProblemException(
                                    Problem.Code.NOT_FOUND, "no backup was made here; make one, or name a file"));
            Restore restore = Restore.of(tried);
            try (NodeSecrets secrets = secrets(words)) {
                Restore.Found found = restore.tryIn(
                        scratch, secrets, words.map(Backups::account).orElse(vault.main()));
                return new Drilled(true, tried.toString(), restore.madeAt(), words.isPresent(), found);
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "the trial could not be made in " + scratch, e);
        }
    }

    private NodeSecrets secrets(Optional<Mnemonic> words) {
        if (words.isEmpty()) {
            return vault.secrets();
        }
        try (KeyRing ring = KeyRing.of(words.get())) {
            return ring.secrets();
        }
    }

    static org.pluspeer.wallet.eth.Address account(Mnemonic words) {
        try (KeyRing ring = KeyRing.of(words)) {
            return ring.signer().address();
        }
    }
}
