package org.pluspeer.node.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "words",
        mixinStandardHelpOptions = true,
        description = "Show the twelve words, to write them down. Whoever has them has the money.")
final class WordsCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
    private @Nullable Path passphraseFile;

    @Override
    public Integer call() {
        WalletFile file = new WalletFile(session.directory().walletFile(), new SecureRandom());
        try (Passphrase passphrase = Passphrases.read(passphraseFile, false);
                Mnemonic mnemonic = file.open(passphrase)) {
            session.output().note("Write these down on paper, in order. Nobody can give them back to you.");
            session.output().say(String.join(" ", mnemonic.words()));
            session.output().document(Map.of("words", mnemonic.words()));
        }
        return 0;
    }
}
