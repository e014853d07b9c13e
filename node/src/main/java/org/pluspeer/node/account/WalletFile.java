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

    /** A new wallet of twelve words. */
    public Mnemonic create(Passphrase passphrase, Keystore.Cost cost) {
        return create(12, passphrase, cost);
    }

    /**
     * Makes a new wallet and seals it.
     *
     * @param words 12 or 24
     * @throws ProblemException CONFLICT if there is one already; WORD_COUNT
     */
    public Mnemonic create(int words, Passphrase passphrase, Keystore.Cost cost) {
        if (words != 12 && words != 24) {
            throw new ProblemException(Problem.Code.WORD_COUNT, "a new wallet has 12 or 24 words");
        }
        Mnemonic mnemonic = Mnemonic.taking(entropy(words * 4 / 3));
        keep(mnemonic, passphrase, cost);
        return mnemonic;
    }

    /**
     * Seals words that there are.
     *
     * @throws ProblemException CONFLICT if there is a wallet already
     */
    public void keep(Mnemonic mnemonic, Passphrase passphrase, Keystore.Cost cost) {
        if (exists()) {
            throw new ProblemException(Problem.Code.CONFLICT, "there is a wallet already: " + file);
        }
        DataDirectory.replace(
                file, KeystoreJson.write(mnemonic.seal(passphrase, cost, entropy(Keystore.SEAL_ENTROPY))));
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
