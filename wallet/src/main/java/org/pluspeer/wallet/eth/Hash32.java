package org.pluspeer.wallet.eth;

import java.util.Arrays;

/** Thirty-two bytes that name something: a hash, a Merkle root, a nonce, an id. */
public final class Hash32 implements Comparable<Hash32> {
    public static final int LENGTH = 32;
    public static final Hash32 ZERO = new Hash32(new byte[LENGTH]);

    private final byte[] bytes;

    private Hash32(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes exactly 32
     * @throws MalformedException if there are more or fewer
     */
    public static Hash32 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedException("expected 32 bytes, got " + bytes.length);
        }
        return new Hash32(bytes.clone());
    }

    /**
     * @param hex 64 hexadecimal digits, with or without {@code 0x}
     * @throws MalformedException if it is anything else
     */
    public static Hash32 parse(String hex) {
        return of(Bytes.parseHex(hex));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Lower-case hexadecimal with {@code 0x}. */
    public String hex() {
        return Bytes.hex(bytes);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public int compareTo(Hash32 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash32 hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
