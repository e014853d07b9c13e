package org.pluspeer.node.vault;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.KeyProblems;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.run.Alarms;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.HdPath;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.Passphrase;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Approved;

/**
 * Holds the owner's keys while they are unlocked, and gives signers. Locked, it gives none but the operations account's;
 * the node's secrets stay open from the first unlock, or from the standby file, to the end of the run.
 */
public final class Vault implements Signers, AutoCloseable {
    /** Of a wallet that a person unlocked and that nobody said otherwise of. */
    public static final Duration DEFAULT_LOCK = Duration.ofHours(12);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Ground ground;
    private final AccountBook book;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Standby standby;
    private @Nullable Unlocked unlocked;

    /**
     * What it stands on.
     *
     * @param standbyFile where the owner lets standby keys lie in clear
     * @param cost of sealing a new wallet
     * @param random a secure one
     */
    public record Ground(
            WalletFile file,
            UnlockGate gate,
            Path standbyFile,
            Keystore.Cost cost,
            Journal journal,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random,
            Alarms alarms) {}

    public Vault(Ground ground) {
        this.ground = ground;
        this.book = new AccountBook(ground.journal(), ground.clock());
        this.standby = new Standby(ground.standbyFile());
    }

    /** Told after each lock, unlock and change of accounts. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Whether there is a wallet at all. */
    public boolean exists() {
        return ground.file().exists();
    }

    // ---- opening and closing

    /**
     * Makes a wallet and unlocks it.
     *
     * @param count 12 or 24
     * @return its words, for the owner alone
     * @throws ProblemException CONFLICT if there is one, or other accounts' affairs lie here; WORD_COUNT
     */
    public synchronized List<String> create(int count, Passphrase passphrase, Optional<Duration> lockAfter) {
        if (book.main().isPresent()) {
            throw foreign(book.main().get());
        }
        try (Mnemonic made = ground.file().create(count, passphrase, ground.cost())) {
            List<String> shown = made.words();
            open(made, lockAfter);
            return shown;
        }
    }

    /**
     * Takes up a wallet by its words and unlocks it.
     *
     * @throws ProblemException CONFLICT if there is a wallet already, or what lies here is another one's
     */
    public synchronized void restore(Mnemonic typed, Passphrase passphrase, Optional<Duration> lockAfter) {
        requireOurs(typed);
        ground.file().keep(typed, passphrase, ground.cost());
        open(typed, lockAfter);
        book.backedUp();
    }

    /**
     * Takes up what a backup holds, before the wallet itself: so a restore that is cut off is no wallet.
     *
     * @param nodeKey where the network key goes
     * @throws ProblemException BACKUP_INVALID, CONFLICT, DISK_FULL
     */
    synchronized void takeUp(Restore backup, Mnemonic typed, Path nodeKey) {
        try (KeyRing fresh = KeyRing.of(typed);
                NodeSecrets secrets = fresh.secrets()) {
            backup.requireOf(fresh.signer().address());
            backup.into(ground.journal(), nodeKey, secrets, ground.clock());
            book.recall();
        }
    }

    /**
     * @param lockAfter never, where it is empty
     * @throws ProblemException WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS, BUSY, NOT_FOUND, KEYSTORE_CORRUPT, CONFLICT
     */
    public void unlock(Passphrase passphrase, Optional<Duration> lockAfter) {
        lockAfter.ifPresent(Deadline::require);
        try (Mnemonic opened = ground.gate().attempt(() -> ground.file().open(passphrase))) {
            open(opened, lockAfter);
        }
        changed();
    }

    /** Makes sure that it is the owner who asks; the words are the caller's to close. */
    Mnemonic ask(Passphrase passphrase) {
        return ground.gate().attempt(() -> ground.file().open(passphrase));
    }

    private synchronized void open(Mnemonic opened, Optional<Duration> lockAfter) {
        requireOurs(opened);
        wipe();
        Deadline deadline = lockAfter
                .map(time -> Deadline.in(time, ground.clock(), ground.nanoTime()))
                .orElse(null);
        Unlocked fresh = new Unlocked(opened, deadline);
        unlocked = fresh;
        standby.open(fresh.ring());
        if (book.main().isEmpty()) {
            Address first = fresh.ring().signer().address();
            book.add(new WalletRecord.Added(
                    first, "Main", Account.Kind.WORDS, HdPath.account(0).toString(), null));
        }
        if (deadline != null) {
            watch(deadline);
        }
    }

    /** A data directory belongs to one wallet: its sales and listings are signed by that one. */
    private void requireOurs(Mnemonic opened) {
        try (KeyRing fresh = KeyRing.of(opened)) {
            Address first = fresh.signer().address();
            book.main().filter(main -> !main.equals(first)).ifPresent(main -> {
                throw foreign(main);
            });
        }
    }

    private static ProblemException foreign(Address main) {
        return new ProblemException(
                Problem.Code.CONFLICT,
                "what lies in this data directory belongs to account " + main
                        + "; use its words, or another directory");
    }

    /**
     * Opens what a node needs without its owner, if the owner left that.
     *
     * @return whether it was left
     * @throws ProblemException KEYSTORE_CORRUPT; CONFLICT if no wallet was ever opened here
     */
    public boolean standBy() {
        if (!standby.open()) {
            return false;
        }
        if (book.main().isEmpty()) {
            throw new ProblemException(Problem.Code.CONFLICT, "standby keys are here, but no account is known");
        }
        return true;
    }

    /**
     * Writes the standby keys in clear, or takes that back.
     *
     * @throws ProblemException as {@link #unlock}
     */
    public void leaveStandby(Passphrase passphrase, boolean leave) {
        ask(passphrase).close();
        if (leave) {
            standby.leave();
        } else {
            standby.takeBack();
        }
        changed();
    }

    /** Whether the node can start without its owner. */
    public boolean standsBy() {
        return standby.isLeft();
    }

    /** Wipes the accounts' keys. What is being signed is signed; nothing after it. */
    public void lock() {
        synchronized (this) {
            wipe();
        }
        changed();
    }

    private void wipe() {
        Unlocked held = unlocked;
        unlocked = null;
        if (held != null) {
            held.close();
        }
    }

    /** Looks again at the clocks in a minute at the latest: the machine may have slept. */
    private void watch(Deadline set) {
        Duration left = set.left(ground.clock(), ground.nanoTime());
        ground.alarms().after(left.compareTo(LOOK) < 0 ? left : LOOK, () -> look(set));
    }

    private void look(Deadline set) {
        synchronized (this) {
            if (unlocked == null || !set.equals(unlocked.deadline())) {
                return;
            }
            if (!set.isOver(ground.clock(), ground.nanoTime())) {
                watch(set);
                return;
            }
            wipe();
        }
        changed();
    }

    // ---- what is asked of it

    public synchronized boolean isLocked() {
        lockIfDue();
        return unlocked == null;
    }

    private void lockIfDue() {
        Deadline set = unlocked == null ? null : unlocked.deadline();
        if (set != null && set.isOver(ground.clock(), ground.nanoTime())) {
            wipe();
        }
    }

    /** When it will lock by itself. */
    public synchronized Optional<Instant> locksAt() {
        lockIfDue();
        return Optional.ofNullable(unlocked).map(Unlocked::deadline).map(Deadline::at);
    }

    /** When the next passphrase can be tried; empty if at once. */
    public Optional<Instant> retryAt() {
        return ground.gate().retryAt();
    }

    /** The node's secrets, to be closed by whoever took them. */
    public NodeSecrets secrets() {
        return standby.secrets();
    }

    /** The account of protective calls. */
    public Address operations() {
        return standby.address();
    }

    /** The account's last word for a network key. */
    public Optional<NodeWord> nodeWord() {
        return book.bound();
    }

    public void nodeWord(NodeWord word) {
        book.bound(word);
    }

    @Override
    public Address main() {
        return book.main().orElseThrow(Vault::locked);
    }

    /** The accounts that this wallet can sign for, and between which nothing is spent. */
    public synchronized Set<Address> own() {
        Set<Address> own = book.all().stream()
                .filter(account -> !account.is(Account.Kind.WATCHED))
                .map(Account::address)
                .collect(Collectors.toSet());
        if (standby.isOpen()) {
            own.add(operations());
        }
        return Set.copyOf(own);
    }

    @Override
    public synchronized Signer of(Address account) {
        lockIfDue();
        if (standby.isOpen() && account.equals(operations())) {
            return new Guarded(standby.signer(main()));
        }
        WalletRecord.Added added = book.find(account)
                .orElseThrow(
                        () -> new ProblemException(Problem.Code.NOT_FOUND, account + " is no account of this wallet"));
        return new Guarded(
                switch (added.kind()) {
                    case WORDS -> requireUnlocked().derived(added);
                    case IMPORTED -> requireUnlocked().imported(added);
                    case WATCHED ->
                        throw new ProblemException(
                                Problem.Code.NOT_FOUND, "the key of " + account + " is not here; it is only watched");
                });
    }

    private Unlocked requireUnlocked() {
        lockIfDue();
        Unlocked open = unlocked;
        if (open == null) {
            throw locked();
        }
        return open;
    }

    /** @throws ProblemException LOCKED */
    synchronized KeyRing requireRing() {
        return requireUnlocked().ring();
    }

    /** @throws ProblemException LOCKED */
    synchronized List<String> spelled() {
        return requireUnlocked().words();
    }

    AccountBook book() {
        return book;
    }

    Ground ground() {
        return ground;
    }

    static ProblemException locked() {
        return new ProblemException(Problem.Code.LOCKED, "the wallet is locked; unlock it for this");
    }

    /** A key that was wiped in the meantime is one that is locked. */
    private record Guarded(Signer signer) implements Signer {
        @Override
        public Address address() {
            return signer.address();
        }

        @Override
        public Signature sign(Approved approved) {
            try {
                return signer.sign(approved);
            } catch (KeyException e) {
                throw KeyProblems.of(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        wipe();
        standby.close();
    }
}
