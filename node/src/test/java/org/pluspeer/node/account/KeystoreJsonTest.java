package org.pluspeer.node.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Checkout;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Passphrase;

class KeystoreJsonTest {
    private static final String READS = "import { Wallet } from 'ethers'; import { readFileSync } from 'node:fs';"
            + "console.log(Wallet.fromEncryptedJsonSync(readFileSync(process.argv[1], 'utf8'), 'päss').address);";

    private static Keystore sealed(LocalSigner signer) {
        byte[] entropy = new byte[Keystore.SEAL_ENTROPY];
        new SecureRandom().nextBytes(entropy);
        try (Passphrase passphrase = Passphrase.of("päss".toCharArray())) {
            return signer.seal(passphrase, Keystore.Cost.LIGHT, entropy);
        }
    }

    private static LocalSigner signer() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return LocalSigner.taking(key);
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        try (LocalSigner signer = signer()) {
            Keystore written = sealed(signer);
            Keystore read = KeystoreJson.read(KeystoreJson.write(written));
            assertEquals(written.id(), read.id());
            assertEquals(Optional.of(signer.address()), read.address());
            assertArrayEquals(written.ciphertext(), read.ciphertext());
            assertArrayEquals(KeystoreJson.write(written), KeystoreJson.write(read));
        }
    }

    @Test
    void ethersOpensWhatIsWritten(@TempDir Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("key.json");
        try (LocalSigner signer = signer()) {
            Files.write(file, KeystoreJson.write(sealed(signer)));
            Process node = new ProcessBuilder("node", "--input-type=module", "-e", READS, file.toString())
                    .directory(Checkout.root().resolve("contracts").toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(signer.address().checksummed(), said.strip());
                assertEquals(0, node.waitFor(30, TimeUnit.SECONDS) ? node.exitValue() : -1);
            } finally {
                node.destroyForcibly();
            }
        }
    }
}
