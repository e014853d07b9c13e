package org.pluspeer.wallet.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.eth.MalformedException;

class KdfTest {
    private static final byte[] SALT = new byte[32];

    @ParameterizedTest
    @CsvSource({
        "'', '', 16, 1, 1, 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
        "password, NaCl, 1024, 8, 16, fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        "pleaseletmein, SodiumChloride, 16384, 8, 1, 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    })
    void vectors_of_rfc_7914_hold(String passphrase, String salt, int n, int r, int p, String key) {
        byte[] derived = new ScryptMixer(n, r, p).derive(passphrase.getBytes(US_ASCII), salt.getBytes(US_ASCII), 64);
        assertEquals(key, HexFormat.of().formatHex(derived));
    }

    @Provide
    Arbitrary<byte[]> strings() {
        return Arbitraries.strings(0, 70);
    }

    @Property(tries = 60)
    void scrypt_is_the_one_of_bouncy_castle(
            @ForAll("strings") byte[] passphrase,
            @ForAll("strings") byte[] salt,
            @ForAll @IntRange(min = 1, max = 9) int logN,
            @ForAll @IntRange(min = 1, max = 9) int r,
            @ForAll @IntRange(min = 1, max = 4) int p) {
        assertArrayEquals(
                SCrypt.generate(passphrase, salt, 1 << logN, r, p, 32),
                new ScryptMixer(1 << logN, r, p).derive(passphrase, salt, 32));
    }

    /** None of these may take memory or time: each would need gigabytes or minutes. */
    @ParameterizedTest
    @CsvSource({
        "1073741824, 8, 1",
        "1073741824, 1, 1",
        "1073741824, 2147483647, 2147483647",
        "8388608, 1, 1",
        "1048576, 8, 1",
        "262144, 17, 1",
        "262144, 8, 5",
        "2, 2147483647, 1",
        "2, 1, 2147483647",
        "2, 262144, 2",
        "16, 1, 1048576"
    })
    void scrypt_that_costs_too_much_is_refused(int n, int r, int p) {
        KeyException refusal = assertThrows(KeyException.class, () -> new Kdf.Scrypt(n, r, p, SALT));
        assertEquals(KeyException.Code.TOO_COSTLY, refusal.code());
    }

    @ParameterizedTest
    @CsvSource({"262144, 8, 1", "262144, 1, 8", "4096, 8, 6", "2, 8, 1", "524288, 8, 1", "262144, 8, 4", "1024, 8, 1"})
    void scrypt_that_wallets_write_is_not(int n, int r, int p) {
        assertDoesNotThrow(() -> new Kdf.Scrypt(n, r, p, SALT));
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 1", "1, 8, 1", "3, 8, 1", "-2147483648, 8, 1", "16, 0, 1", "16, 8, 0", "16, -8, 1", "16, 8, -1"})
    void numbers_that_scrypt_does_not_know_are_malformed(int n, int r, int p) {
        assertThrows(MalformedException.class, () -> new Kdf.Scrypt(n, r, p, SALT));
    }

    @Test
    void pbkdf2_is_bounded_too() {
        assertDoesNotThrow(() -> new Kdf.Pbkdf2(1, SALT));
        assertThrows(MalformedException.class, () -> new Kdf.Pbkdf2(0, SALT));
        KeyException refusal = assertThrows(KeyException.class, () -> new Kdf.Pbkdf2(10_000_001, SALT));
        assertEquals(KeyException.Code.TOO_COSTLY, refusal.code());
    }

    @Test
    void salts_are_bounded() {
        assertThrows(MalformedException.class, () -> new Kdf.Pbkdf2(1, new byte[0]));
        assertThrows(MalformedException.class, () -> new Kdf.Scrypt(16, 8, 1, new byte[1025]));
        assertDoesNotThrow(() -> new Kdf.Scrypt(16, 8, 1, new byte[1024]));
    }
}
