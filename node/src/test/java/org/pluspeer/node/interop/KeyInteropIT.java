package org.pluspeer.node.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.node.account.KeystoreJson;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.key.HdPath;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;
import org.pluspeer.wallet.key.WordList;

/** Key files of ethers and of the library that MetaMask imports with, and words of every list, both ways. */
@Timeout(600)
class KeyInteropIT {
    private static final long SEED = Long.getLong("interop.seed", new SecureRandom().nextLong());
    private static final Random NUMBERS = new Random(SEED);
    private static final RandomMessages RANDOM = new RandomMessages(NUMBERS, 1);
    private static final List<String> PASSWORDS = List.of("correct horse", "pässwörd ✓", "パスワード", " ");

    private static @Nullable Others others;

    @BeforeAll
    static void start() {
        System.out.println("interop.seed=" + SEED);
        others = Others.start();
    }

    @AfterAll
    static void stop() {
        others().close();
    }

    private static Others others() {
        if (others == null) {
            throw new IllegalStateException("not started");
        }
        return others;
    }

    @Test
    void theirFilesOpenHere() {
        for (String password : PASSWORDS) {
            byte[] key = RANDOM.bytes(32);
            List<String> files = others().texts("seal", Map.of("key", Bytes.hex(key), "password", password));
            assertEquals(3, files.size());
            for (String file : files) {
                Keystore sealed = KeystoreJson.read(file.getBytes(StandardCharsets.UTF_8));
                try (Passphrase passphrase = Passphrase.of(password.toCharArray());
                        LocalSigner signer = LocalSigner.open(sealed, passphrase)) {
                    assertEquals(Bytes.hex(key), String.valueOf(signer.hex()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Keystore.Cost.class,
            names = {"LIGHT", "PBKDF2"})
    void ourFilesOpenThere(Keystore.Cost cost) {
        for (String password : PASSWORDS) {
            byte[] key = RANDOM.bytes(32);
            try (LocalSigner signer = LocalSigner.ofHex(Bytes.hex(key).toCharArray());
                    Passphrase passphrase = Passphrase.of(password.toCharArray())) {
                byte[] file = KeystoreJson.write(signer.seal(passphrase, cost, RANDOM.bytes(Keystore.SEAL_ENTROPY)));
                assertEquals(
                        List.of(Bytes.hex(key), Bytes.hex(key)),
                        others().texts(
                                        "open",
                                        Map.of(
                                                "json",
                                                new String(file, StandardCharsets.UTF_8),
                                                "password",
                                                password)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsOfEveryListBothWays(WordList list) {
        for (int size = 16; size <= 32; size += 4) {
            byte[] entropy = RANDOM.bytes(size);
            String theirs = others().ask("words", Map.of("list", list.name(), "entropy", Bytes.hex(entropy)))
                    .asText();
            try (Mnemonic made = Mnemonic.taking(entropy.clone(), list);
                    Mnemonic read = Mnemonic.parse(theirs)) {
                assertEquals(Normalizer.normalize(theirs, Normalizer.Form.NFC), made.phrase());
                assertEquals(made.phrase(), read.phrase());
                assertEquals(
                        Bytes.hex(entropy),
                        others().ask("entropy", Map.of("list", list.name(), "phrase", made.phrase()))
                                .asText());
                assertSameAccounts(read, size % 8 == 0 ? "" : "zwölf ㍍");
            }
        }
    }

    private static void assertSameAccounts(Mnemonic mnemonic, String passphrase) {
        String path = "m/44'/60'/" + NUMBERS.nextInt(3) + "'/0/" + NUMBERS.nextInt(1000);
        try (Passphrase typed = Passphrase.of(passphrase.toCharArray());
                KeyRing ring = KeyRing.of(mnemonic, typed)) {
            String ours = ring.signer(HdPath.parseAccount(path)).address().checksummed();
            Map<String, String> asked = Map.of("phrase", mnemonic.phrase(), "passphrase", passphrase, "path", path);
            assertEquals(List.of(ours, ours), others().texts("wallets", asked));
            if (mnemonic.list() == WordList.ENGLISH) {
                List<String> direct = others().texts("englishWallets", asked);
                assertTrue(direct.stream().allMatch(ours::equals), () -> direct + " are not all " + ours);
            }
        }
    }
}
