package org.pluspeer.node.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.vault.UnlockGate;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** The sealed wallet file, opened by a command itself; attempts count as the node's own do. */
final class ColdWallet {
    private ColdWallet() {}

    static List<String> words(DataDirectory directory, @Nullable Path passphraseFile) {
        WalletFile file = new WalletFile(directory.walletFile(), new SecureRandom());
        if (!file.exists()) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no wallet in " + directory.root());
        }
        UnlockGate gate = new UnlockGate(directory.attempts(), InstantSource.system(), System::nanoTime);
        try (Passphrase passphrase = Passphrases.read(passphraseFile, false);
                Mnemonic mnemonic = gate.attempt(() -> file.open(passphrase))) {
            return mnemonic.words();
        }
    }
}
