package org.pluspeer.market.deal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Makes a replica out of clear content and back, piece by piece: AES-256-GCM, the piece's index being the nonce, the
 * content's size bound to each. The key is for one replica alone, so no nonce is ever used twice, each provider gets
 * other bytes, and a piece that was changed, moved or cut is found when it is opened, without the rest.
 */
public final class ReplicaCipher {
    private static final int TAG = 16;
    /** Clear bytes in a whole piece. */
    public static final int CLEAR = PieceTree.PIECE - TAG;

    private final SecretKeySpec key;
    private final long clearSize;

    /**
     * @param key 32 bytes, for this replica alone
     * @param clearSize bytes of the content, 1 or more
     */
    public ReplicaCipher(byte[] key, long clearSize) {
        if (key.length != 32 || clearSize < 1) {
            throw new MalformedException("a replica takes a key of 32 bytes and content");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.clearSize = clearSize;
    }

    public int pieces() {
        return Math.toIntExact(Math.ceilDiv(clearSize, (long) CLEAR));
    }

    /** Bytes of the replica. */
    public long size() {
        return sizeOf(clearSize);
    }

    /** Bytes of a replica of so much content. */
    public static long sizeOf(long clearSize) {
        return clearSize + TAG * Math.ceilDiv(clearSize, (long) CLEAR);
    }

    /** Where a piece's content begins. */
    public long offset(int piece) {
        return (long) piece * CLEAR;
    }

    /** Clear bytes of a piece. */
    public int clearLength(int piece) {
        return (int) Math.min(CLEAR, clearSize - offset(piece));
    }

    /** Bytes of a piece as it is kept. */
    public int length(int piece) {
        return clearLength(piece) + TAG;
    }

    public byte[] seal(int piece, byte[] clear) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, piece).doFinal(clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /** @throws MalformedException if it is not that piece as it was sealed */
    public byte[] open(int piece, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, piece).doFinal(sealed);
        } catch (AEADBadTagException e) {
            throw new MalformedException("piece " + piece + " of the replica is not what was handed over");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, int piece) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(12).putInt(8, piece).array();
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(0, clearSize).array());
        return cipher;
    }
}
