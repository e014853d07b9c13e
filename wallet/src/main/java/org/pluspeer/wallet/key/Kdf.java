package org.pluspeer.wallet.key;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * How a sealed file turns a passphrase into 32 bytes of key (Web3 Secret Storage, version 3). A value that exists is
 * within the bounds that this machine is willing to compute: the check comes before any memory is taken.
 */
public sealed interface Kdf {
    /** Bytes of memory that one opening may take. */
    long MAX_MEMORY = 512L << 20;

    /** Blocks of 128 bytes mixed: four times what geth writes, some four seconds. */
    long MAX_SCRYPT_WORK = 1L << 23;

    /** Blocks of 128 bytes that all lanes begin with: 32 MiB. */
    long MAX_LANES = 1L << 18;

    int MAX_ITERATIONS = 10_000_000;
    int MAX_SALT = 1024;

    byte[] salt();

    /** The name in the file: {@code scrypt} or {@code pbkdf2}. */
    String name();

    /** 32 bytes. */
    byte[] derive(byte[] passphrase);

    /**
     * RFC 7914.
     *
     * @param n a power of two above 1
     * @param r block size, in units of 128 bytes
     * @param p lanes
     */
    record Scrypt(int n, int r, int p, byte[] salt) implements Kdf {
        /**
         * @throws MalformedException for numbers that scrypt does not know
         * @throws KeyException TOO_COSTLY beyond {@link #MAX_MEMORY} or {@link #MAX_SCRYPT_WORK}
         */
        public Scrypt {
            if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || p < 1) {
                throw new MalformedException("not scrypt parameters: n=" + n + " r=" + r + " p=" + p);
            }
            boolean tooLarge = (long) n * r > MAX_MEMORY / 128 || (long) r * p > MAX_LANES;
            if (tooLarge || (long) r * p > MAX_SCRYPT_WORK / n) {
                throw new KeyException(
                        KeyException.Code.TOO_COSTLY,
                        "opening this file would take more memory or time than any honest one: scrypt n=" + n + " r="
                                + r + " p=" + p);
            }
            salt = checkedSalt(salt);
        }

        @Override
        public byte[] salt() {
            return salt.clone();
        }

        @Override
        public String name() {
            return "scrypt";
        }

        @Override
        public byte[] derive(byte[] passphrase) {
            return new ScryptMixer(n, r, p).derive(passphrase, salt, 32);
        }
    }

    /** PBKDF2 with HMAC-SHA-256 (RFC 8018). */
    record Pbkdf2(int iterations, byte[] salt) implements Kdf {
        /**
         * @throws MalformedException for fewer than one iteration
         * @throws KeyException TOO_COSTLY beyond {@link #MAX_ITERATIONS}
         */
        public Pbkdf2 {
            if (iterations < 1) {
                throw new MalformedException("not PBKDF2 parameters: " + iterations + " iterations");
            }
            if (iterations > MAX_ITERATIONS) {
                throw new KeyException(
                        KeyException.Code.TOO_COSTLY,
                        "opening this file would take more time than any honest one: " + iterations
                                + " PBKDF2 iterations");
            }
            salt = checkedSalt(salt);
        }

        @Override
        public byte[] salt() {
            return salt.clone();
        }

        @Override
        public String name() {
            return "pbkdf2";
        }

        @Override
        public byte[] derive(byte[] passphrase) {
            return pbkdf2(passphrase, salt, iterations, 32);
        }
    }

    private static byte[] checkedSalt(byte[] salt) {
        if (salt.length == 0 || salt.length > MAX_SALT) {
            throw new MalformedException("a salt has 1 to " + MAX_SALT + " bytes, not " + salt.length);
        }
        return Arrays.copyOf(salt, salt.length);
    }

    /** Shared with scrypt, which begins and ends with one round of it. */
    static byte[] pbkdf2(byte[] passphrase, byte[] salt, int iterations, int length) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(passphrase, salt, iterations);
        return ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey();
    }
}
