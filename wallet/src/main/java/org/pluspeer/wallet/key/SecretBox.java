package org.pluspeer.wallet.key;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pluspeer.wallet.eth.Bytes;

/**
 * Seals bytes for this wallet alone (AES-256-GCM). A sealed box is one byte of version (1), 12 bytes of nonce, the
 * ciphertext, and 16 bytes of tag.
 */
public final class SecretBox implements AutoCloseable {
    public static final int NONCE = 12;

    private static final byte VERSION = 1;
    private static final int TAG = 16;

    private final Secret key;

    SecretBox(Secret key) {
        this.key = key;
    }

    /**
     * @param nonce 12 random bytes, never used twice
     * @param about bound to the box but not in it: opening takes the same
     */
    public byte[] seal(byte[] plain, byte[] about, byte[] nonce) {
        if (nonce.length != NONCE) {
            throw new IllegalArgumentException("sealing takes " + NONCE + " random bytes");
        }
        byte[] body = key.use(bytes -> {
            try {
                return cipher(Cipher.ENCRYPT_MODE, bytes, nonce, about).doFinal(plain);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no AES-GCM", e);
            }
        });
        return Bytes.concat(new byte[] {VERSION}, nonce, body);
    }

    /** @throws KeyException DAMAGED if it was sealed by another wallet, about something else, or was changed */
    public byte[] open(byte[] sealed, byte[] about) {
        if (sealed.length < 1 + NONCE + TAG || sealed[0] != VERSION) {
            throw damaged();
        }
        byte[] nonce = new byte[NONCE];
        ByteBuffer.wrap(sealed).get(1, nonce);
        return key.use(bytes -> {
            try {
                return cipher(Cipher.DECRYPT_MODE, bytes, nonce, about)
                        .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
            } catch (AEADBadTagException e) {
                throw damaged();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no AES-GCM", e);
            }
        });
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(about);
        return cipher;
    }

    private static KeyException damaged() {
        return new KeyException(KeyException.Code.DAMAGED, "sealed for another wallet, or damaged");
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "SecretBox[hidden]";
    }
}
