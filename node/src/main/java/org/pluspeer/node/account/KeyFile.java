package org.pluspeer.node.account;

import java.nio.file.Path;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Passphrase;

/** A file with one account's key (Web3 Secret Storage, version 3), as geth, ethers and MetaMask write them. */
public final class KeyFile {
    private KeyFile() {}

    /** @throws ProblemException NOT_FOUND, WRONG_PASSPHRASE, KEYSTORE_CORRUPT, KEYSTORE_TOO_COSTLY */
    public static LocalSigner open(Path file, Passphrase passphrase) {
        byte[] bytes = DataDirectory.read(file)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no " + file));
        try {
            return LocalSigner.open(KeystoreJson.read(bytes), passphrase);
        } catch (KeyException e) {
            throw KeyProblems.of(e);
        }
    }
}
