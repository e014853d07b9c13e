package org.pluspeer.node.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.KeyProblems;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** What stands between an empty data directory, or a locked one, and a node that runs. */
public final class SetupDesk {
    private static final int SHORTEST = 8;
    private static final long LARGEST = 4L << 30;

    private final Vault vault;
    private final DataDirectory directory;
    private final Runnable recalled;
    private final Optional<Duration> lockAfter;
    private final ReentrantLock turn = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Phase phase = Phase.WAITING;
    private @Nullable String problem;

    private enum Phase {
        WAITING,
        STARTING,
        RUNNING,
        STOPPED
    }

    /**
     * @param lockAfter for a wallet that is unlocked here; never, where it is empty
     * @param recalled told when the journal has got what a backup held
     */
    public SetupDesk(Vault vault, DataDirectory directory, Optional<Duration> lockAfter, Runnable recalled) {
        this.vault = vault;
        this.directory = directory;
        this.lockAfter = lockAfter;
        this.recalled = recalled;
    }

    /**
     * How far it is.
     *
     * @param state {@code none} without a wallet, {@code locked}, {@code starting} or {@code running}
     * @param problem why the last start failed, in a sentence
     * @param retryAt unix seconds, when the next passphrase can be tried
     * @param backup whether a backup file waits for its words
     */
    public record State(
            String state,
            @Nullable String problem,
            @Nullable Long retryAt,
            boolean backup) {}

    /** @param madeAt unix seconds */
    public record Received(long madeAt, Address account) {}

    /** @param words for the owner alone, this once */
    public record Created(List<String> words, Address account) {}

    public State state() {
        lock.lock();
        try {
            String name =
                    switch (phase) {
                        case WAITING -> vault.exists() ? "locked" : "none";
                        case STARTING, STOPPED -> "starting";
                        case RUNNING -> "running";
                    };
            return new State(
                    name,
                    problem,
                    vault.retryAt().map(Instant::getEpochSecond).orElse(null),
                    Files.exists(directory.incoming()));
        } finally {
            lock.unlock();
        }
    }

    /** @throws ProblemException CONFLICT, BAD_REQUEST for a short passphrase, WORD_COUNT */
    public Created create(Passphrase passphrase, int words) {
        requireLong(passphrase);
        return begin(() -> {
            List<String> shown = vault.create(words, passphrase, lockAfter);
            return new Created(shown, vault.main());
        });
    }

    /**
     * @param phrase as it was typed
     * @param added the passphrase that belongs to the words; mostly empty
     * @throws ProblemException UNKNOWN_WORD with the nearest, WORD_COUNT, WORD_CHECKSUM, CONFLICT, BACKUP_INVALID
     */
    public Address restore(String phrase, Passphrase added, Passphrase passphrase) {
        requireLong(passphrase);
        return begin(() -> {
            try (Mnemonic typed = Mnemonic.parse(phrase);
                    Mnemonic whole = typed.with(added)) {
                requireNone();
                takeUp(whole);
                vault.restore(whole, passphrase, lockAfter);
                return vault.main();
            } catch (KeyException e) {
                throw KeyProblems.of(e);
            } catch (MalformedException e) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** A backup that came before its words is used with them, and then let go. */
    private void takeUp(Mnemonic words) {
        if (Files.exists(directory.incoming())) {
            vault.takeUp(Restore.of(directory.incoming()), words, directory.nodeKeyFile());
            recalled.run();
            DataDirectory.remove(directory.incoming());
        }
    }

    private void requireNone() {
        if (vault.exists()) {
            throw new ProblemException(Problem.Code.CONFLICT, "there is a wallet here already");
        }
    }

    /**
     * Keeps a backup until its words come; another one takes its place.
     *
     * @throws ProblemException BACKUP_INVALID if it is none, TOO_LARGE, CONFLICT if there is a wallet, DISK_FULL
     */
    public Received receive(InputStream body) throws IOException {
        if (!turn.tryLock()) {
            throw new ProblemException(Problem.Code.BUSY, "another attempt is being made");
        }
        Path part = directory.incoming().resolveSibling("restore.part");
        try {
            requireWaiting();
            requireNone();
            keep(body, part);
            Restore backup = Restore.of(part);
            Files.move(part, directory.incoming(), StandardCopyOption.REPLACE_EXISTING);
            return new Received(backup.madeAt(), backup.account());
        } finally {
            Files.deleteIfExists(part);
            turn.unlock();
        }
    }

    private static void keep(InputStream body, Path part) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                size += count;
                if (size > LARGEST) {
                    throw new ProblemException(Problem.Code.TOO_LARGE, "no backup is larger than 4 GiB");
                }
                out.write(buffer, 0, count);
            }
        }
    }

    /** @throws ProblemException as {@link Vault#unlock} */
    public void unlock(Passphrase passphrase) {
        begin(() -> {
            vault.unlock(passphrase, lockAfter);
            return vault.main();
        });
    }

    private static void requireLong(Passphrase passphrase) {
        if (passphrase.length() < SHORTEST) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "choose a passphrase of at least " + SHORTEST + " characters");
        }
    }

    /** One at a time, and only while the node waits. */
    private <T> T begin(java.util.function.Supplier<T> action) {
        if (!turn.tryLock()) {
            throw new ProblemException(Problem.Code.BUSY, "another attempt is being made");
        }
        try {
            requireWaiting();
            T done = action.get();
            to(Phase.STARTING, null);
            return done;
        } finally {
            turn.unlock();
        }
    }

    private void requireWaiting() {
        lock.lock();
        try {
            if (phase != Phase.WAITING) {
                throw new ProblemException(
                        Problem.Code.CONFLICT, "the node is " + phase.name().toLowerCase(Locale.ROOT) + " already");
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the node's side

    /**
     * Waits until the keys are there.
     *
     * @return false if the node is to stop instead
     */
    public boolean awaitKeys() throws InterruptedException {
        lock.lock();
        try {
            while (phase == Phase.WAITING) {
                moved.await();
            }
            return phase == Phase.STARTING;
        } finally {
            lock.unlock();
        }
    }

    /** The keys came another way. */
    public void starting() {
        to(Phase.STARTING, null);
    }

    public void running() {
        to(Phase.RUNNING, null);
    }

    /** It did not start; whoever unlocks may try again. */
    public void failed(Problem why) {
        vault.lock();
        to(Phase.WAITING, why.detail());
    }

    public void stop() {
        to(Phase.STOPPED, null);
    }

    private void to(Phase next, @Nullable String why) {
        lock.lock();
        try {
            phase = phase == Phase.STOPPED ? phase : next;
            problem = why;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
