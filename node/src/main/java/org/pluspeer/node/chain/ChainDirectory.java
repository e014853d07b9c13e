package org.pluspeer.node.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What one local chain keeps: its id ({@code chain.json}), the faucet's seed ({@code faucet.key}, for the owner's eyes
 * only), and the state as the chain wrote it ({@code state.json}, and {@code state.last.json} from the start before).
 * Held by one process at a time.
 */
final class ChainDirectory implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ids that no public chain has, and that a JavaScript number and every wallet can hold. */
    private static final long LOWEST_ID = 1_000_000_000_000L;

    private static final long HIGHEST_ID = 4_000_000_000_000_000L;
    private static final int SEED_BYTES = 32;

    private final Path path;
    private final FileChannel lock;

    private ChainDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws ProblemException {@code ALREADY_RUNNING} where another process holds it */
    static ChainDirectory open(Path directory) {
        try {
            Files.createDirectories(directory);
            Path real = directory.toRealPath();
            FileChannel channel =
                    FileChannel.open(real.resolve("chain.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new ProblemException(
                        Code.ALREADY_RUNNING, "Another process runs the chain in " + directory + ".");
            }
            return new ChainDirectory(real, channel);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path state() {
        return path.resolve("state.json");
    }

    /**
     * The chain's id: kept, else as wanted, else random.
     *
     * @throws ProblemException {@code CHAIN_MISMATCH} where another id is wanted than the kept one
     */
    long chainId(OptionalLong wanted, RandomGenerator random) {
        Path file = path.resolve("chain.json");
        try {
            if (Files.exists(file)) {
                return kept(file, wanted);
            }
            long id = wanted.orElseGet(() -> random.nextLong(LOWEST_ID, HIGHEST_ID));
            writeWhole(file, JSON.writeValueAsBytes(JSON.createObjectNode().put("chainId", id)));
            return id;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static long kept(Path file, OptionalLong wanted) throws IOException {
        JsonNode id = JSON.readTree(file.toFile()).path("chainId");
        if (!id.isIntegralNumber() || !id.canConvertToLong() || id.asLong() <= 0) {
            throw new ProblemException(Code.STORAGE_CORRUPT, file + " names no chain.");
        }
        if (wanted.isPresent() && wanted.getAsLong() != id.asLong()) {
            throw new ProblemException(
                    Code.CHAIN_MISMATCH, "The chain kept here is " + id.asLong() + ", not " + wanted.getAsLong() + ".");
        }
        return id.asLong();
    }

    /** Secret bytes of this chain's faucet, made at its first start. */
    byte[] faucetSeed(RandomGenerator random) {
        Path file = path.resolve("faucet.key");
        try {
            if (!Files.exists(file)) {
                byte[] seed = new byte[SEED_BYTES];
                random.nextBytes(seed);
                writeWhole(file, Bytes.hex(seed).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            byte[] seed = Bytes.parseHex(Files.readString(file).strip());
            if (seed.length != SEED_BYTES) {
                throw new MalformedException("not " + SEED_BYTES + " bytes");
            }
            return seed;
        } catch (MalformedException e) {
            throw new ProblemException(Code.STORAGE_CORRUPT, file + " is no key: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /**
     * Sees to it that the state can be read before a chain is started on it. One that was cut off while it was written
     * is put aside and the one of the start before is taken: the chain comes back shorter, which is a reorganisation.
     *
     * @return whether an older state had to be taken
     * @throws ProblemException {@code STORAGE_CORRUPT} where there is no older one
     */
    boolean mendState() {
        Path last = path.resolve("state.last.json");
        try {
            if (!Files.exists(state())) {
                return false;
            }
            if (isWhole(state())) {
                Files.copy(state(), last, StandardCopyOption.REPLACE_EXISTING);
                return false;
            }
            if (!Files.exists(last) || !isWhole(last)) {
                throw new ProblemException(
                        Code.STORAGE_CORRUPT, "The local chain's state cannot be read: " + state() + ".");
            }
            Files.move(state(), path.resolve("state.broken.json"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(last, state());
            return true;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return false;
        }
    }

    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ProblemException unusable(Path directory, IOException e) {
        return new ProblemException(Code.FILE_UNREADABLE, "The chain's directory cannot be used: " + directory, e);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
