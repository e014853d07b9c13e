package org.pluspeer.node.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

class WalletFileTest {
    private final Path path;
    private final WalletFile file;

    WalletFileTest(@TempDir Path directory) {
        path = directory.resolve("wallet.json");
        file = new WalletFile(path, new SecureRandom());
    }

    private static Passphrase passphrase(String text) {
        return Passphrase.of(text.toCharArray());
    }

    private List<String> created() {
        try (Passphrase right = passphrase("right");
                Mnemonic words = file.create(right, Keystore.Cost.LIGHT)) {
            return words.words();
        }
    }

    private Problem.Code refused(String passphrase) {
        try (Passphrase said = passphrase(passphrase)) {
            return assertThrows(ProblemException.class, () -> file.open(said))
                    .problem()
                    .code();
        }
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(path);
        assertTrue(text.contains(from), text);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void theWordsComeBackWithThePassphraseAndOnlyWithIt() throws IOException {
        List<String> words = created();
        assertEquals(12, words.size());
        try (Passphrase right = passphrase("right");
                Mnemonic opened = file.open(right)) {
            assertEquals(words, opened.words());
        }
        assertEquals(Problem.Code.WRONG_PASSPHRASE, refused("wrong"));
        assertEquals(Problem.Code.WRONG_PASSPHRASE, refused(""));
        String text = Files.readString(path);
        assertFalse(words.stream().anyMatch(word -> text.contains("\"" + word)), "no word is in the file");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void aWalletIsNeverMadeOverAnother() throws IOException {
        created();
        byte[] before = Files.readAllBytes(path);
        try (Passphrase other = passphrase("other")) {
            ProblemException refused =
                    assertThrows(ProblemException.class, () -> file.create(other, Keystore.Cost.LIGHT));
            assertEquals(Problem.Code.CONFLICT, refused.problem().code());
        }
        assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(path, StandardCharsets.UTF_8));
    }

    @Test
    void aFileThatAsksForAbsurdWorkIsRefusedAtOnce() throws IOException {
        created();
        edit("\"n\" : 4096", "\"n\" : 1073741824");
        assertEquals(Problem.Code.KEYSTORE_TOO_COSTLY, refused("right"));
        edit("\"n\" : 1073741824", "\"n\" : 1180591620717411303424");
        assertEquals(Problem.Code.KEYSTORE_TOO_COSTLY, refused("right"));
        edit("\"n\" : 1180591620717411303424", "\"n\" : 4096.5");
        assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused("right"));
        edit("\"n\" : 4096.5", "\"n\" : 4097");
        assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused("right"));
        edit("\"n\" : 4097", "\"n\" : -4096");
        assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused("right"));
    }

    @Test
    void whatIsNoKeystoreSaysSo() throws IOException {
        assertEquals(Problem.Code.NOT_FOUND, refused("right"));
        for (String text : List.of(
                "", "{}", "[]", "null", "not json", "{\"version\":3}", "{\"version\":3,\"crypto\":{}}", "\u0000")) {
            Files.writeString(path, text);
            assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused("right"), text);
        }
        Files.write(path, new byte[100_000]);
        assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused("right"));
    }

    @Test
    void everyFieldThatIsCutOutOrBentIsNoticed() throws IOException {
        created();
        String whole = Files.readString(path);
        for (String field :
                List.of("version", "id", "cipher", "iv", "ciphertext", "kdf", "dklen", "salt", "mac", "n", "r", "p")) {
            Files.writeString(path, whole.replaceFirst("\"" + field + "\"", "\"other\""));
            assertEquals(Problem.Code.KEYSTORE_CORRUPT, refused("right"), field);
        }
        int mac = whole.indexOf("\"mac\"") + 9;
        char digit = whole.charAt(mac) == '0' ? '1' : '0';
        Files.writeString(path, whole.substring(0, mac) + digit + whole.substring(mac + 1));
        assertEquals(Problem.Code.WRONG_PASSPHRASE, refused("right"), "a bent mac is as a wrong passphrase");
    }

    /** The file of the Web3 Secret Storage definition: both key derivations, one key. */
    @Test
    void thePublishedExamplesOpen() {
        String crypto =
                "{\"version\":3,\"id\":\"3198bc9c-6672-5ab3-d995-4942343ae5b6\",\"crypto\":{\"cipher\":\"aes-128-ctr\",";
        String pbkdf2 = crypto + "\"cipherparams\":{\"iv\":\"6087dab2f9fdbbfaddc31a909735c1e6\"},"
                + "\"ciphertext\":\"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46\","
                + "\"kdf\":\"pbkdf2\",\"kdfparams\":{\"c\":262144,\"dklen\":32,\"prf\":\"hmac-sha256\","
                + "\"salt\":\"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd\"},"
                + "\"mac\":\"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2\"}}";
        String scrypt = crypto + "\"cipherparams\":{\"iv\":\"83dbcc02d8ccb40e466191a123791e0e\"},"
                + "\"ciphertext\":\"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c\","
                + "\"kdf\":\"scrypt\",\"kdfparams\":{\"dklen\":32,\"n\":262144,\"p\":8,\"r\":1,"
                + "\"salt\":\"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19\"},"
                + "\"mac\":\"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097\"}}";
        for (String example : List.of(pbkdf2, scrypt)) {
            try (Passphrase passphrase = passphrase("testpassword");
                    LocalSigner signer =
                            LocalSigner.open(KeystoreJson.read(example.getBytes(StandardCharsets.UTF_8)), passphrase)) {
                assertEquals(
                        "0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b",
                        signer.address().hex());
            }
        }
    }
}
