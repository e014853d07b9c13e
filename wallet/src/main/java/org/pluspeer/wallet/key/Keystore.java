package org.pluspeer.wallet.key;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A secret sealed under a passphrase (Web3 Secret Storage, version 3): AES-128-CTR under the first half of the derived
 * key, and a Keccak-256 MAC under the second. The JSON around it is read and written in {@code node}.
 *
 * @param id names the file
 * @param address the account, where the file says
 * @param iv 16 bytes
 * @param ciphertext 1 to 4096 bytes
 * @param mac keccak256(second half of the derived key, ciphertext)
 */
public record Keystore(UUID id, Optional<Address> address, Kdf kdf, byte[] iv, byte[] ciphertext, Hash32 mac) {
    /** Bytes of entropy that sealing takes: salt, initialisation vector and id. */
    public static final int SEAL_ENTROPY = 64;

    private static final int MAX_CIPHERTEXT = 4096;

    /** How much work opening is. */
    public enum Cost {
        /** scrypt n = 2^18, r = 8: what geth writes; 256 MiB and about a second. */
        STANDARD,
        /** scrypt n = 2^12, p = 6: geth's light one; 4 MiB. For keys that hold play money, and for tests. */
        LIGHT,
        /** PBKDF2 with 262144 rounds, for programs that have no scrypt; little memory, so easier to guess at. */
        PBKDF2;

        Kdf kdf(byte[] salt) {
            return switch (this) {
                case STANDARD -> new Kdf.Scrypt(1 << 18, 8, 1, salt);
                case LIGHT -> new Kdf.Scrypt(1 << 12, 8, 6, salt);
                case PBKDF2 -> new Kdf.Pbkdf2(262_144, salt);
            };
        }
    }

    /** @throws MalformedException for another length of iv or ciphertext */
    public Keystore {
        if (iv.length != 16 || ciphertext.length < 1 || ciphertext.length > MAX_CIPHERTEXT) {
            throw new MalformedException(
                    "not a sealed key: iv of " + iv.length + " bytes, ciphertext of " + ciphertext.length + " bytes");
        }
        iv = iv.clone();
        ciphertext = ciphertext.clone();
    }

    @Override
    public byte[] iv() {
        return iv.clone();
    }

    @Override
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    static Keystore seal(byte[] secret, @Nullable Address address, Passphrase passphrase, Cost cost, byte[] entropy) {
        if (entropy.length != SEAL_ENTROPY) {
            throw new IllegalArgumentException("sealing takes " + SEAL_ENTROPY + " random bytes");
        }
        ByteBuffer random = ByteBuffer.wrap(entropy);
        byte[] salt = take(random, 32);
        byte[] iv = take(random, 16);
        byte[] derived = derive(cost.kdf(salt), passphrase.utf8(Normalizer.Form.NFKC));
        try {
            byte[] ciphertext = crypt(derived, iv, secret);
            return new Keystore(
                    randomId(random),
                    Optional.ofNullable(address),
                    cost.kdf(salt),
                    iv,
                    ciphertext,
                    mac(derived, ciphertext));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /**
     * The secret. The passphrase is tried in Unicode normal form KC, as ethers does, and then as typed, as geth does.
     *
     * @throws KeyException WRONG_PASSPHRASE where the MAC does not hold
     */
    byte[] open(Passphrase passphrase) {
        byte[] normal = passphrase.utf8(Normalizer.Form.NFKC);
        byte[] typed = passphrase.utf8();
        boolean same = Arrays.equals(normal, typed);
        byte[] opened = tryOpen(normal);
        if (opened == null && !same) {
            opened = tryOpen(typed);
        }
        Arrays.fill(typed, (byte) 0);
        if (opened == null) {
            throw new KeyException(
                    KeyException.Code.WRONG_PASSPHRASE, "the passphrase is wrong, or the sealed file is damaged");
        }
        return opened;
    }

    /** Wipes the passphrase's bytes. */
    private byte @Nullable [] tryOpen(byte[] passphrase) {
        byte[] derived = derive(kdf, passphrase);
        try {
            boolean holds = MessageDigest.isEqual(mac(derived, ciphertext).bytes(), mac.bytes());
            return holds ? crypt(derived, iv, ciphertext) : null;
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    private static byte[] derive(Kdf kdf, byte[] passphrase) {
        try {
            return kdf.derive(passphrase);
        } finally {
            Arrays.fill(passphrase, (byte) 0);
        }
    }

    private static Hash32 mac(byte[] derived, byte[] ciphertext) {
        return Keccak.hash(Arrays.copyOfRange(derived, 16, 32), ciphertext);
    }

    /** AES-128-CTR; the same both ways. */
    private static byte[] crypt(byte[] derived, byte[] iv, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, 0, 16, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-CTR", e);
        }
    }

    private static byte[] take(ByteBuffer random, int length) {
        byte[] bytes = new byte[length];
        random.get(bytes);
        return bytes;
    }

    /** A version 4 UUID (RFC 9562) of the next 16 bytes. */
    private static UUID randomId(ByteBuffer random) {
        long high = (random.getLong() & ~0xf000L) | 0x4000L;
        long low = (random.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Names the file; nothing of what is in it. */
    @Override
    public String toString() {
        return "Keystore[" + id + "]";
    }
}
