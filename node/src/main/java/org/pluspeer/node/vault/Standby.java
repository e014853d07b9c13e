package org.pluspeer.node.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.key.StandbyKeys;

/** What stays open while the accounts are locked, and the file in which the owner may leave it. */
final class Standby implements AutoCloseable {
    private final Path file;
    private @Nullable StandbyKeys keys;

    Standby(Path file) {
        this.file = file;
    }

    /** Those of the wallet, from its first unlock on. */
    synchronized void open(KeyRing ring) {
        keys = keys == null ? ring.standby() : keys;
    }

    /**
     * Those that were left.
     *
     * @return whether there were any
     * @throws ProblemException KEYSTORE_CORRUPT
     */
    synchronized boolean open() {
        Optional<byte[]> clear = DataDirectory.read(file);
        try {
            clear.ifPresent(bytes -> keys = StandbyKeys.taking(bytes));
            return clear.isPresent();
        } catch (KeyException e) {
            throw new ProblemException(
                    Problem.Code.KEYSTORE_CORRUPT, file + " is damaged; remove it and unlock the wallet", e);
        }
    }

    synchronized void leave() {
        byte[] clear = require().inClear();
        DataDirectory.replace(file, clear);
        Arrays.fill(clear, (byte) 0);
    }

    void takeBack() {
        DataDirectory.remove(file);
    }

    boolean isLeft() {
        return Files.exists(file);
    }

    synchronized boolean isOpen() {
        return keys != null;
    }

    /** To be closed by whoever took them. */
    synchronized NodeSecrets secrets() {
        return require().secrets().duplicate();
    }

    synchronized Address address() {
        return require().operations().address();
    }

    /** @param owner the account that trades */
    synchronized Signer signer(Address owner) {
        return new ProtectiveSigner(require().operations(), owner);
    }

    private StandbyKeys require() {
        StandbyKeys open = keys;
        if (open == null) {
            throw Vault.locked();
        }
        return open;
    }

    @Override
    public synchronized void close() {
        StandbyKeys open = keys;
        keys = null;
        if (open != null) {
            open.close();
        }
    }
}
