package org.pluspeer.wallet.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class KeystoreTest {
    private static final Passphrase SESAME = Passphrase.of("open sesame".toCharArray());

    @TestFactory
    Stream<DynamicTest> published_files_open() {
        return Vectors.each(Vectors.read("web3-secret-storage.json").get("vectors"), "name", vector -> {
            Keystore sealed = read(vector.get("json"));
            try (Passphrase passphrase = passphrase(vector)) {
                byte[] opened = sealed.open(passphrase);
                assertEquals(vector.get("secret").asText(), HexFormat.of().formatHex(opened));
                LocalSigner.open(sealed, passphrase).close();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> files_of_ethers_open_and_are_the_same_when_sealed_here() {
        return Vectors.each(Vectors.read("accounts.json").get("keystores"), "name", vector -> {
            Keystore sealed = read(vector.get("json"));
            try (Passphrase passphrase = passphrase(vector);
                    LocalSigner signer = LocalSigner.open(sealed, passphrase)) {
                assertEquals(vector.get("address").asText(), signer.address().checksummed());
                Keystore again = signer.lend(key ->
                        Keystore.seal(key, signer.address(), passphrase, Keystore.Cost.LIGHT, entropyOf(sealed)));
                assertArrayEquals(sealed.ciphertext(), again.ciphertext());
                assertEquals(sealed.mac(), again.mac());
                assertEquals(sealed.address(), again.address());
            }
        });
    }

    /** Salt and iv of another file; the id is random. */
    private static byte[] entropyOf(Keystore sealed) {
        byte[] entropy = new byte[Keystore.SEAL_ENTROPY];
        System.arraycopy(sealed.kdf().salt(), 0, entropy, 0, 32);
        System.arraycopy(sealed.iv(), 0, entropy, 32, 16);
        return entropy;
    }

    private static Passphrase passphrase(JsonNode vector) {
        return Passphrase.of(vector.get("password").asText().toCharArray());
    }

    private static Keystore read(JsonNode json) {
        JsonNode crypto = json.has("crypto") ? json.get("crypto") : json.get("Crypto");
        JsonNode numbers = crypto.get("kdfparams");
        byte[] salt = hex(numbers.get("salt"));
        Kdf kdf = crypto.get("kdf").asText().equals("scrypt")
                ? new Kdf.Scrypt(
                        numbers.get("n").asInt(),
                        numbers.get("r").asInt(),
                        numbers.get("p").asInt(),
                        salt)
                : new Kdf.Pbkdf2(numbers.get("c").asInt(), salt);
        return new Keystore(
                UUID.fromString(json.get("id").asText()),
                json.has("address") ? Optional.of(Address.of(hex(json.get("address")))) : Optional.empty(),
                kdf,
                hex(crypto.get("cipherparams").get("iv")),
                hex(crypto.get("ciphertext")),
                Hash32.of(hex(crypto.get("mac"))));
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.asText());
    }

    @Provide
    Arbitrary<byte[]> secrets() {
        return Arbitraries.strings(1, 100);
    }

    @Property(tries = 10)
    void what_was_sealed_opens(@ForAll("secrets") byte[] secret, @ForAll long seed) {
        Keystore sealed = Keystore.seal(secret, null, SESAME, Keystore.Cost.LIGHT, Arbitraries.bytes(64, seed));
        assertArrayEquals(secret, sealed.open(SESAME));
        assertEquals(4, sealed.id().version());
        assertEquals(2, sealed.id().variant());
    }

    @Test
    void any_changed_bit_is_found_out() {
        Keystore sealed = Keystore.seal(new byte[32], null, SESAME, Keystore.Cost.LIGHT, new byte[64]);
        byte[] ciphertext = sealed.ciphertext();
        ciphertext[31] ^= 1;
        byte[] mac = sealed.mac().bytes();
        mac[0] ^= (byte) 0x80;
        assertWrong(new Keystore(sealed.id(), sealed.address(), sealed.kdf(), sealed.iv(), ciphertext, sealed.mac()));
        assertWrong(new Keystore(
                sealed.id(), sealed.address(), sealed.kdf(), sealed.iv(), sealed.ciphertext(), Hash32.of(mac)));
        assertWrong(new Keystore(
                sealed.id(),
                sealed.address(),
                Keystore.Cost.LIGHT.kdf(new byte[] {1}),
                sealed.iv(),
                sealed.ciphertext(),
                sealed.mac()));
    }

    private static void assertWrong(Keystore sealed) {
        KeyException refusal = assertThrows(KeyException.class, () -> sealed.open(SESAME));
        assertEquals(KeyException.Code.WRONG_PASSPHRASE, refusal.code());
    }

    @Test
    void a_file_that_names_another_account_is_damaged() {
        Keystore sealed =
                Keystore.seal(Arbitraries.bytes(32, 1), Address.ZERO, SESAME, Keystore.Cost.LIGHT, new byte[64]);
        KeyException refusal = assertThrows(KeyException.class, () -> LocalSigner.open(sealed, SESAME));
        assertEquals(KeyException.Code.DAMAGED, refusal.code());
    }

    @Test
    void a_file_of_another_kind_is_damaged() {
        Keystore words = Keystore.seal(new byte[33], null, SESAME, Keystore.Cost.LIGHT, new byte[64]);
        assertEquals(
                KeyException.Code.DAMAGED,
                assertThrows(KeyException.class, () -> LocalSigner.open(words, SESAME))
                        .code());
        assertEquals(
                KeyException.Code.DAMAGED,
                assertThrows(KeyException.class, () -> Mnemonic.open(words, SESAME))
                        .code());
    }

    @Test
    void other_sizes_are_refused_before_anything_is_computed() {
        Kdf kdf = Keystore.Cost.STANDARD.kdf(new byte[32]);
        UUID id = UUID.fromString("3198bc9c-6672-5ab3-d995-4942343ae5b6");
        for (int size : new int[] {0, 4097}) {
            assertThrows(
                    MalformedException.class,
                    () -> new Keystore(id, Optional.empty(), kdf, new byte[16], new byte[size], Hash32.ZERO));
        }
        for (int size : new int[] {0, 15, 17}) {
            assertThrows(
                    MalformedException.class,
                    () -> new Keystore(id, Optional.empty(), kdf, new byte[size], new byte[32], Hash32.ZERO));
        }
    }

    @Test
    void two_files_of_one_key_have_nothing_in_common() {
        Keystore one = Keystore.seal(new byte[32], null, SESAME, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
        Keystore two = Keystore.seal(new byte[32], null, SESAME, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 2));
        assertNotEquals(
                HexFormat.of().formatHex(one.ciphertext()), HexFormat.of().formatHex(two.ciphertext()));
        assertNotEquals(one.id(), two.id());
        assertNotEquals(one.mac(), two.mac());
    }

    @Test
    void passphrases_show_nothing_and_are_wiped() {
        Passphrase passphrase = Passphrase.of("hunter2".toCharArray());
        assertFalse(passphrase.toString().contains("hunter2"));
        passphrase.close();
        assertArrayEquals(new byte[7], passphrase.utf8());
        assertTrue(Passphrase.none().isEmpty());
    }

    @Test
    void pbkdf2_is_written_too() {
        LocalSigner signer = LocalSigner.taking(Arbitraries.bytes(32, 3));
        Keystore sealed = signer.seal(SESAME, Keystore.Cost.PBKDF2, Arbitraries.bytes(64, 4));
        assertEquals("pbkdf2", sealed.kdf().name());
        assertEquals(signer.address(), LocalSigner.open(sealed, SESAME).address());
    }
}
