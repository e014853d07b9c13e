package org.pluspeer.node.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** A vault on real files, with clocks that a test moves. */
final class VaultStand implements AutoCloseable {
    static final String PASSPHRASE = "only the owner knows";

    final DataDirectory directory;
    final Journal journal;
    final Vault vault;
    private final List<Runnable> alarms = new ArrayList<>();
    private Instant wall = Instant.ofEpochSecond(1_800_000_000);
    private long nanos = 5;

    VaultStand(Path folder) {
        directory = new DataDirectory(folder).create();
        journal = Journal.open(directory.journal(), _ -> {});
        vault = new Vault(new Vault.Ground(
                new WalletFile(directory.walletFile(), new SecureRandom()),
                new UnlockGate(directory.attempts(), clock(), () -> nanos),
                directory.standbyFile(),
                Keystore.Cost.LIGHT,
                journal,
                clock(),
                () -> nanos,
                new SecureRandom(),
                (_, action) -> {
                    alarms.add(action);
                    return () -> alarms.remove(action);
                }));
    }

    InstantSource clock() {
        return () -> wall;
    }

    long nanos() {
        return nanos;
    }

    void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    /** As when the machine slept, or somebody turned its clock. */
    void turnClock(Duration by) {
        wall = wall.plus(by);
    }

    void ring() {
        List<Runnable> due = List.copyOf(alarms);
        alarms.clear();
        due.forEach(Runnable::run);
    }

    List<String> create() {
        try (Passphrase passphrase = passphrase(PASSPHRASE)) {
            return vault.create(12, passphrase, Optional.empty());
        }
    }

    void unlock(String said, Optional<Duration> lockAfter) {
        try (Passphrase passphrase = passphrase(said)) {
            vault.unlock(passphrase, lockAfter);
        }
    }

    void restore(List<String> words) {
        try (Passphrase passphrase = passphrase(PASSPHRASE);
                Mnemonic typed = Mnemonic.parse(String.join(" ", words))) {
            vault.restore(typed, passphrase, Optional.empty());
        }
    }

    static Passphrase passphrase(String text) {
        return Passphrase.of(text.toCharArray());
    }

    @Override
    public void close() {
        vault.close();
        journal.close();
    }
}
