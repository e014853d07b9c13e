package org.pluspeer.market.content;

import java.security.MessageDigest;
import java.util.Arrays;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The secret s that two parties share in masked mode, so that the chain sees {@code z = K xor keccak256(s | offerId)}
 * and not K. Random, and never the same for two buyers.
 */
public final class Mask {
    private final byte[] secret;

    private Mask(byte[] secret) {
        this.secret = secret;
    }

    /**
     * @param secret exactly 32 bytes
     * @throws MalformedException if there are more or fewer
     */
    public static Mask of(byte[] secret) {
        if (secret.length != Hash32.LENGTH) {
            throw new MalformedException("a mask has 32 bytes, not " + secret.length);
        }
        return new Mask(secret.clone());
    }

    /** The secret itself: for the buyer, a complaint, and sealed storage. */
    public byte[] bytes() {
        return secret.clone();
    }

    /** keccak256 of the secret, as the offer commits to it. */
    public Hash32 maskHash() {
        return Keccak.hash(secret);
    }

    /** What is revealed on the chain: z. */
    public Hash32 cover(ContentKey key, Hash32 offerId) {
        return Hash32.of(xor(key.bytes(), offerId));
    }

    /** K out of what was revealed; the caller compares its keyHash with the offer's. */
    public ContentKey uncover(Hash32 revealed, Hash32 offerId) {
        return ContentKey.of(xor(revealed.bytes(), offerId));
    }

    private byte[] xor(byte[] word, Hash32 offerId) {
        byte[] pad = Keccak.hash(secret, offerId.bytes()).bytes();
        for (int i = 0; i < word.length; i++) {
            word[i] ^= pad[i];
        }
        return word;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && MessageDigest.isEqual(secret, mask.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "Mask[hidden]";
    }
}
