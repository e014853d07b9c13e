package org.pluspeer.node.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;

/**
 * Lets one attempt at the passphrase through at a time, and after the second wrong one each only after a pause: a
 * second, and twice as long each time, up to five minutes. A try is written down before it is made, so that ending the
 * program saves nobody a pause. Within a run the pause is the monotonic clock's; across runs a clock that was moved
 * back begins it anew.
 */
public final class UnlockGate {
    private static final int FREE = 2;
    private static final int MAX_DOUBLINGS = 20;
    private static final long LONGEST_SECONDS = 300;

    private final Path file;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Tries known;
    private long openAt;

    /**
     * @param file where wrong attempts are counted
     * @param nanoTime monotonic
     */
    public UnlockGate(Path file, InstantSource clock, LongSupplier nanoTime) {
        this.file = file;
        this.clock = clock;
        this.nanoTime = nanoTime;
        pause();
    }

    /** @param at of the last wrong one, and {@code until} when the next may be made: unix milliseconds */
    record Tries(int wrong, long at, long until) {
        static final Tries NONE = new Tries(0, 0, 0);

        Tries another(long now) {
            int more = wrong + 1;
            long seconds = more <= FREE ? 0 : Math.min(LONGEST_SECONDS, 1L << Math.min(more - FREE - 1, MAX_DOUBLINGS));
            return new Tries(more, now, now + 1000 * seconds);
        }
    }

    /**
     * Makes an attempt.
     *
     * @param open throws WRONG_PASSPHRASE if it was one; anything else does not count
     * @throws ProblemException BUSY while another is being made; TOO_MANY_ATTEMPTS with the seconds to wait
     */
    public <T> T attempt(Supplier<T> open) {
        if (!turn.tryLock()) {
            throw busy();
        }
        try (FileChannel channel = FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock _ = lock(channel)) {
            return counted(open);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.STORAGE_FAILED, "attempts to unlock cannot be counted", e);
        } finally {
            turn.unlock();
        }
    }

    private <T> T counted(Supplier<T> open) {
        Duration pause = pause();
        if (!pause.isZero()) {
            long seconds = Math.max(1, (pause.toMillis() + 999) / 1000);
            throw new ProblemException(
                    Problem.Code.TOO_MANY_ATTEMPTS,
                    "there were wrong passphrases; the next can be tried in " + seconds + " s");
        }
        Tries before = read();
        write(before.another(clock.millis()));
        try {
            T opened = open.get();
            write(Tries.NONE);
            return opened;
        } catch (ProblemException e) {
            boolean wrong = e.problem().code() == Problem.Code.WRONG_PASSPHRASE;
            write(wrong ? before.another(clock.millis()) : before);
            throw e;
        }
    }

    /** When the next attempt can be made; empty if at once. */
    public synchronized Optional<Instant> retryAt() {
        Duration pause = pause();
        return pause.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(pause));
    }

    /** What is left of the pause. */
    private synchronized Duration pause() {
        Tries tries = read();
        if (!tries.equals(known)) {
            long now = clock.millis();
            long whole = tries.until() - tries.at();
            long left = now < tries.at() ? whole : Math.max(0, Math.min(whole, tries.until() - now));
            openAt = nanoTime.getAsLong() + 1_000_000 * left;
            known = tries;
        }
        return Duration.ofNanos(Math.max(0, openAt - nanoTime.getAsLong()));
    }

    private Tries read() {
        return DataDirectory.read(file)
                .map(bytes -> Json.read(bytes, Tries.class))
                .orElse(Tries.NONE);
    }

    private synchronized void write(Tries tries) {
        DataDirectory.replace(file, Json.write(tries));
        openAt = nanoTime.getAsLong() + 1_000_000 * (tries.until() - tries.at());
        known = tries;
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Another attempt of this process.
        }
        throw busy();
    }

    private static ProblemException busy() {
        return new ProblemException(Problem.Code.BUSY, "another attempt to unlock is being made");
    }
}
