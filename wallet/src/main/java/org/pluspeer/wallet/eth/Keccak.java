package org.pluspeer.wallet.eth;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it (the padding of before FIPS 202). */
public final class Keccak {
    private Keccak() {}

    /** The hash of the parts, one after the other. */
    public static Hash32 hash(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[Hash32.LENGTH];
        digest.doFinal(out, 0);
        return Hash32.of(out);
    }
}
