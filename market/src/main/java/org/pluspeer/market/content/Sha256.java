package org.pluspeer.market.content;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.pluspeer.wallet.eth.Hash32;

/** SHA-256 of the JDK, reused from hash to hash. An instance belongs to one thread at a time. */
public final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The hash of the parts, one after the other. */
    public static Hash32 hash(byte[]... parts) {
        Sha256 sha = new Sha256();
        for (byte[] part : parts) {
            sha.digest.update(part);
        }
        return Hash32.of(sha.digest.digest());
    }

    Sha256 tag(byte tag) {
        digest.update(tag);
        return this;
    }

    Sha256 add(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
        return this;
    }

    /** Writes 32 bytes and starts over. */
    void into(byte[] out, int at) {
        try {
            digest.digest(out, at, Hash32.LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("no room for a hash at " + at + " of " + out.length, e);
        }
    }
}
