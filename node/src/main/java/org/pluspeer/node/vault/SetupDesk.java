package org.pluspeer.node.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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

    private final Vault vault;
    private final Path incoming;
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
     * @param incoming where a backup lies until its words come
     * @param lockAfter for a wallet that is unlocked here; never, where it is empty
     */
    public SetupDesk(Vault vault, Path incoming, Optional<Duration> lockAfter) {
        this.vault = vault;
        this.incoming = incoming;
        this.lockAfter = lockAfter;
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
                    name, problem, vault.retryAt().map(Instant::getEpochSecond).orElse(null), Files.exists(incoming));
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
                vault.restore(whole, passphrase, lockAfter);
                return vault.main();
            } catch (KeyException e) {
                throw KeyProblems.of(e);
            } catch (MalformedException e) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
            }
        });
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
