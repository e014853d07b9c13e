package org.pluspeer.node.account;

import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** The wallet's words, sealed under the passphrase in one file. The words themselves are never on disk. */
public final class WalletFile {
    private static final int WORDS_12 = 16;

    private final Path file;
    private final RandomGenerator random;

    /** @param random a secure one */
    public WalletFile(Path file, RandomGenerator random) {
        this.file = file;
        this.random = random;
    }

    public boolean exists() {
        return DataDirectory.read(file).isPresent();
    }

    /**
     * Makes a new wallet of twelve words and seals it.
     *
     * @throws ProblemException CONFLICT if there is one already
     */
    public Mnemonic create(Passphrase passphrase, Keystore.Cost cost) {
        if (exists()) {
            throw new ProblemException(Problem.Code.CONFLICT, "there is a wallet already: " + file);
        }
        Mnemonic mnemonic = Mnemonic.taking(entropy(WORDS_12));
        DataDirectory.replace(
                file, KeystoreJson.write(mnemonic.seal(passphrase, cost, entropy(Keystore.SEAL_ENTROPY))));
        return mnemonic;
    }

    /** @throws ProblemException NOT_FOUND, WRONG_PASSPHRASE, KEYSTORE_CORRUPT, KEYSTORE_TOO_COSTLY */
    public Mnemonic open(Passphrase passphrase) {
        Optional<byte[]> bytes = DataDirectory.read(file);
        if (bytes.isEmpty()) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no wallet in " + file.getParent());
        }
        try {
            return Mnemonic.open(KeystoreJson.read(bytes.get()), passphrase);
        } catch (KeyException e) {
            throw KeyProblems.of(e);
        }
    }

    private byte[] entropy(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
