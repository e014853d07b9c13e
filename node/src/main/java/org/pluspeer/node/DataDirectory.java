package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.json.Json;

/** The one folder that holds all of a node: what is in it, who may read it, and how files in it are replaced. */
public record DataDirectory(Path root) {
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    /** How to reach the node that runs here. */
    public record Running(long pid, String http, String p2p) {}

    /** Where it is when nobody says otherwise: the place that the operating system has for it. */
    public static Path standard(Map<String, String> environment, String operatingSystem) {
        String home = environment.getOrDefault("HOME", ".");
        if (operatingSystem.toLowerCase(Locale.ROOT).contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Peer");
        }
        String data = environment.get("XDG_DATA_HOME");
        return data == null || data.isBlank() ? Path.of(home, ".local", "share", "peer") : Path.of(data, "peer");
    }

    /**
     * Makes the folder, readable by its owner alone.
     *
     * @throws ProblemException FILE_UNREADABLE if it can't be written or others can read it
     */
    public DataDirectory create() {
        try {
            Files.createDirectories(root);
            if (posix()) {
                if (isEmpty()) {
                    Files.setPosixFilePermissions(root, OWNER_FOLDER);
                } else if (!Files.getPosixFilePermissions(root).equals(OWNER_FOLDER)) {
                    throw new ProblemException(
                            Problem.Code.FILE_UNREADABLE,
                            "others can read " + root + "; run: chmod 700 '" + root + "'");
                }
            }
            if (!Files.isWritable(root)) {
                throw new ProblemException(Problem.Code.FILE_UNREADABLE, root + " cannot be written");
            }
            return this;
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, root + " cannot be used: " + reason(e), e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.findAny().isEmpty();
        }
    }

    public Path walletFile() {
        return root.resolve("wallet.json");
    }

    public Path nodeKeyFile() {
        return root.resolve("node.key");
    }

    /** Standby keys in clear, where the owner wants the node to start without anybody. */
    public Path standbyFile() {
        return root.resolve("standby.key");
    }

    /** How many passphrases were wrong. */
    public Path attempts() {
        return root.resolve("unlock.json");
    }

    /** A backup that waits for its words. */
    public Path incoming() {
        return root.resolve("restore.backup");
    }

    public Path backups() {
        return root.resolve("backups");
    }

    public Path journal() {
        return root.resolve("journal");
    }

    public Path store() {
        return root.resolve("store");
    }

    public Path index() {
        return root.resolve("index");
    }

    public Path blobs() {
        return root.resolve("blobs");
    }

    /** What is kept for others. */
    public Path replicas() {
        return root.resolve("replicas");
    }

    public Path downloads() {
        return root.resolve("downloads");
    }

    /** Other nodes, to be dialled at the next start. */
    public Path peers() {
        return root.resolve("peers");
    }

    public Path chain() {
        return root.resolve("chain");
    }

    /** What {@code peer contracts deploy} wrote down: a file a chain, and the journal of its decisions. */
    public Path deployments() {
        return root.resolve("contracts");
    }

    private Path tokenFile() {
        return root.resolve("api.token");
    }

    private Path runningFile() {
        return root.resolve("node.json");
    }

    /** @throws ProblemException NOT_RUNNING if no node was ever started here */
    public String token() {
        return readText(tokenFile())
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_RUNNING, "there is no node in " + root))
                .strip();
    }

    public void writeToken(String token) {
        replace(tokenFile(), token.getBytes(StandardCharsets.UTF_8));
    }

    public Optional<String> existingToken() {
        return readText(tokenFile()).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The node that says it runs here; whether it still does, only a call tells. */
    public Optional<Running> running() {
        return readText(runningFile()).map(text -> {
            JsonNode node = Json.tree(text.getBytes(StandardCharsets.UTF_8));
            return new Running(
                    node.path("pid").asLong(),
                    node.path("http").asText(),
                    node.path("p2p").asText());
        });
    }

    public void writeRunning(Running running) {
        replace(runningFile(), Json.write(running));
    }

    public void clearRunning() {
        remove(runningFile());
    }

    /** The file's bytes, if it is there. */
    public static Optional<byte[]> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, file + " cannot be read: " + reason(e), e);
        }
    }

    /** Replaces a small file whole: old or new after a crash, never neither, never half. */
    public static void replace(Path file, byte[] bytes) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (var channel = Files.newByteChannel(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC))) {
                var buffer = java.nio.ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, OWNER_FILE);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.DISK_FULL, file + " cannot be written: " + reason(e), e);
        }
    }

    /** Removes a small file, if it is there. */
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, file + " cannot be removed: " + reason(e), e);
        }
    }

    private static Optional<String> readText(Path file) {
        return read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private boolean posix() throws IOException {
        FileStore files = Files.getFileStore(root);
        return files.supportsFileAttributeView("posix");
    }

    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
