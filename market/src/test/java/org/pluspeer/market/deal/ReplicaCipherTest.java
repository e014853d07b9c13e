package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.wallet.eth.MalformedException;

class ReplicaCipherTest {
    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return key;
    }

    @Test
    void every_piece_comes_back_and_the_sizes_add_up() {
        for (long size :
                new long[] {1, 100, ReplicaCipher.CLEAR - 1, ReplicaCipher.CLEAR, 3L * ReplicaCipher.CLEAR + 5}) {
            ReplicaCipher cipher = new ReplicaCipher(key(1), size);
            long sealed = 0;
            for (int piece = 0; piece < cipher.pieces(); piece++) {
                byte[] clear = new byte[cipher.clearLength(piece)];
                new Random(piece).nextBytes(clear);
                byte[] there = cipher.seal(piece, clear);
                assertEquals(new PieceTree(cipher.size()).length(piece), there.length);
                assertArrayEquals(clear, cipher.open(piece, there));
                sealed += there.length;
            }
            assertEquals(cipher.size(), sealed);
            assertEquals(new PieceTree(cipher.size()).pieces(), cipher.pieces());
        }
    }

    @Test
    void a_piece_that_was_changed_moved_cut_or_made_for_another_is_found() {
        long size = 2L * ReplicaCipher.CLEAR;
        ReplicaCipher cipher = new ReplicaCipher(key(1), size);
        byte[] sealed = cipher.seal(0, new byte[ReplicaCipher.CLEAR]);
        byte[] changed = sealed.clone();
        changed[9] ^= 1;
        assertThrows(MalformedException.class, () -> cipher.open(0, changed));
        assertThrows(MalformedException.class, () -> cipher.open(1, sealed));
        assertThrows(MalformedException.class, () -> cipher.open(0, Arrays.copyOf(sealed, sealed.length - 1)));
        assertThrows(MalformedException.class, () -> new ReplicaCipher(key(2), size).open(0, sealed));
        assertThrows(MalformedException.class, () -> new ReplicaCipher(key(1), size - 1).open(0, sealed));
        assertFalse(Arrays.equals(sealed, new ReplicaCipher(key(2), size).seal(0, new byte[ReplicaCipher.CLEAR])));
    }
}
