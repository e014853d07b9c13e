package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A recoverable secp256k1 signature with a low s (EIP-2).
 *
 * @param r 32 bytes, big-endian
 * @param s 32 bytes, big-endian, at most half of the group order
 * @param yParity 0 or 1
 */
public record Signature(Hash32 r, Hash32 s, int yParity) {
    public static final int LENGTH = 65;
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    /** @throws MalformedException for a high s, an r or s of zero or past the order, or another parity */
    public Signature {
        BigInteger rNumber = new BigInteger(1, r.bytes());
        BigInteger sNumber = new BigInteger(1, s.bytes());
        boolean inRange = rNumber.signum() > 0 && rNumber.compareTo(ORDER) < 0 && sNumber.signum() > 0;
        if (!inRange || sNumber.compareTo(HALF_ORDER) > 0 || yParity < 0 || yParity > 1) {
            throw new MalformedException("not a canonical secp256k1 signature");
        }
    }

    /**
     * @param bytes r, s and v (27 or 28), 65 in all
     * @throws MalformedException if they are anything else
     */
    public static Signature of(byte[] bytes) {
        if (bytes.length != LENGTH || bytes[64] < 27 || bytes[64] > 28) {
            throw new MalformedException("expected a signature of 65 bytes ending in 27 or 28");
        }
        return new Signature(
                Hash32.of(Arrays.copyOfRange(bytes, 0, 32)),
                Hash32.of(Arrays.copyOfRange(bytes, 32, 64)),
                bytes[64] - 27);
    }

    /**
     * As other programs write it: the last byte may also be 0 or 1, or there are 64 bytes with the parity in the top bit
     * of s (EIP-2098). What goes over our own wire is read by {@link #of}.
     *
     * @throws MalformedException if they are anything else
     */
    public static Signature ofForeign(byte[] bytes) {
        if (bytes.length == LENGTH - 1) {
            byte[] s = Arrays.copyOfRange(bytes, 32, 64);
            int parity = (s[0] & 0x80) >> 7;
            s[0] &= 0x7f;
            return new Signature(Hash32.of(Arrays.copyOf(bytes, 32)), Hash32.of(s), parity);
        }
        byte[] full = bytes.clone();
        if (full.length == LENGTH && (full[64] == 0 || full[64] == 1)) {
            full[64] = (byte) (full[64] + 27);
        }
        return of(full);
    }

    /** 27 or 28. */
    public int v() {
        return 27 + yParity;
    }

    /** r, s and v, 65 bytes. */
    public byte[] bytes() {
        return Bytes.concat(r.bytes(), s.bytes(), new byte[] {(byte) v()});
    }
}
