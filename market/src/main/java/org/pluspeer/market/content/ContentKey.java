package org.pluspeer.market.content;

import java.security.MessageDigest;
import java.util.Arrays;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/** The 32 bytes that open one sale's ciphertext: K. It never shows itself in text. */
public final class ContentKey {
    private final byte[] bytes;

    private ContentKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes exactly 32
     * @throws MalformedException if there are more or fewer
     */
    public static ContentKey of(byte[] bytes) {
        if (bytes.length != Hash32.LENGTH) {
            throw new MalformedException("a content key has 32 bytes, not " + bytes.length);
        }
        return new ContentKey(bytes.clone());
    }

    /** The secret itself: for the contract, the peer who paid, and sealed storage. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** keccak256 of the key, as the offer commits to it. */
    public Hash32 keyHash() {
        return Keccak.hash(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ContentKey[hidden]";
    }
}
