package org.pluspeer.wallet.key;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;

/**
 * scrypt (RFC 7914) over Bouncy Castle's Salsa20 and PBKDF2. Bouncy Castle's own refuses n of 65536 and more at r = 1,
 * which is what eth-keyfile, and so every Python wallet, writes by default. The table lies outside the heap: it can be
 * larger than all of that, and is gone when the key is there.
 */
final class ScryptMixer {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SALSA_WORDS = 16;

    private final int n;
    private final int p;
    private final int laneWords;

    ScryptMixer(int n, int r, int p) {
        this.n = n;
        this.p = p;
        this.laneWords = 32 * r;
    }

    byte[] derive(byte[] passphrase, byte[] salt, int length) {
        byte[] lanes = Kdf.pbkdf2(passphrase, salt, 1, p * laneWords * Integer.BYTES);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment table = arena.allocate((long) n * laneWords * Integer.BYTES, Integer.BYTES);
            for (int lane = 0; lane < p; lane++) {
                int[] words = read(lanes, lane * laneWords * Integer.BYTES);
                mix(words, table);
                write(words, lanes, lane * laneWords * Integer.BYTES);
            }
            table.fill((byte) 0);
        }
        byte[] key = Kdf.pbkdf2(passphrase, lanes, 1, length);
        Arrays.fill(lanes, (byte) 0);
        return key;
    }

    /** scryptROMix, section 5. */
    private void mix(int[] x, MemorySegment table) {
        int[] scratch = new int[laneWords];
        int[] block = new int[SALSA_WORDS];
        for (int i = 0; i < n; i++) {
            MemorySegment.copy(x, 0, table, ValueLayout.JAVA_INT, row(i), laneWords);
            blockMix(x, scratch, block);
        }
        for (int i = 0; i < n; i++) {
            int chosen = x[laneWords - SALSA_WORDS] & (n - 1);
            MemorySegment.copy(table, ValueLayout.JAVA_INT, row(chosen), scratch, 0, laneWords);
            for (int word = 0; word < laneWords; word++) {
                x[word] ^= scratch[word];
            }
            blockMix(x, scratch, block);
        }
    }

    /** Where it begins in the table, in bytes. */
    private long row(int index) {
        return (long) index * laneWords * Integer.BYTES;
    }

    /** scryptBlockMix, section 4: even blocks to the front, odd ones behind. */
    private void blockMix(int[] x, int[] scratch, int[] block) {
        System.arraycopy(x, laneWords - SALSA_WORDS, block, 0, SALSA_WORDS);
        int half = laneWords / 2;
        for (int at = 0; at < laneWords; at += SALSA_WORDS) {
            for (int word = 0; word < SALSA_WORDS; word++) {
                block[word] ^= x[at + word];
            }
            Salsa20Engine.salsaCore(8, block, block);
            int index = at / SALSA_WORDS;
            System.arraycopy(block, 0, scratch, (index / 2) * SALSA_WORDS + (index % 2) * half, SALSA_WORDS);
        }
        System.arraycopy(scratch, 0, x, 0, laneWords);
    }

    private int[] read(byte[] bytes, int offset) {
        int[] words = new int[laneWords];
        for (int i = 0; i < laneWords; i++) {
            words[i] = (int) LITTLE_ENDIAN.get(bytes, offset + 4 * i);
        }
        return words;
    }

    private void write(int[] words, byte[] bytes, int offset) {
        for (int i = 0; i < laneWords; i++) {
            LITTLE_ENDIAN.set(bytes, offset + 4 * i, words[i]);
        }
    }
}
