package org.pluspeer.market.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Encrypts and decrypts blocks in place: word j of block i is {@code SHA-256(K | uint64(128 i + j))}, and 128 words
 * are a block of the largest size, so the words of two blocks never meet. An instance belongs to one thread at a time.
 */
public final class Keystream {
    /** Indexes from here would run over the 64-bit counter. */
    public static final long MAX_INDEX = 1L << 56;

    private static final int WORDS = ContentShape.MAX_BLOCK / Hash32.LENGTH;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Sha256 sha = new Sha256();
    private final byte[] input = new byte[Hash32.LENGTH + Long.BYTES];
    private final byte[] words = new byte[ContentShape.MAX_BLOCK];

    public Keystream(ContentKey key) {
        System.arraycopy(key.bytes(), 0, input, 0, Hash32.LENGTH);
    }

    /**
     * Turns one block to ciphertext, or back.
     *
     * @param index of the block, below 2^56
     * @param length of the block in bytes, at most 4096
     * @throws MalformedException if either is out of bounds
     */
    public void apply(long index, byte[] bytes, int from, int length) {
        if (index < 0 || index >= MAX_INDEX || length < 0 || length > ContentShape.MAX_BLOCK) {
            throw new MalformedException("no keystream for " + length + " bytes of block " + index);
        }
        long counter = index * WORDS;
        for (int at = 0; at < length; at += Hash32.LENGTH) {
            LONGS.set(input, Hash32.LENGTH, counter++);
            sha.add(input, 0, input.length).into(words, at);
        }
        for (int i = 0; i < length; i++) {
            bytes[from + i] ^= words[i];
        }
    }

    /**
     * The same for a run of whole blocks lying one after the other.
     *
     * @param first index of the first block
     * @throws MalformedException if the run leaves the content or has another length
     */
    public void applyRun(ContentShape shape, long first, byte[] bytes, int from, int length) {
        long count = Math.ceilDiv(length, shape.blockSize());
        if (shape.runLength(first, count) != length) {
            throw new MalformedException(length + " bytes are no run of blocks from " + first);
        }
        int at = from;
        for (long index = first; index < first + count; index++) {
            int part = shape.blockLength(index);
            apply(index, bytes, at, part);
            at += part;
        }
    }
}
