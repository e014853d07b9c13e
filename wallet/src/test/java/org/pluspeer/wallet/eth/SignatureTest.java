package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;

class SignatureTest {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final Hash32 ONE = number(BigInteger.ONE);

    private static Hash32 number(BigInteger number) {
        return Hash32.of(Arbitraries.word(number));
    }

    @Test
    void bytes_read_back() {
        Signature signature = new Signature(ONE, ONE, 1);
        assertEquals(28, signature.v());
        assertEquals(signature, Signature.of(signature.bytes()));
        assertArrayEquals(signature.bytes(), Signature.of(signature.bytes()).bytes());
    }

    @Test
    void the_other_half_of_the_numbers_is_refused() {
        Hash32 half = number(ORDER.shiftRight(1));
        Hash32 above = number(ORDER.shiftRight(1).add(BigInteger.ONE));
        assertDoesNotThrow(() -> new Signature(ONE, half, 0));
        assertThrows(MalformedException.class, () -> new Signature(ONE, above, 0));
    }

    @Test
    void zero_and_the_order_are_refused() {
        assertThrows(MalformedException.class, () -> new Signature(Hash32.ZERO, ONE, 0));
        assertThrows(MalformedException.class, () -> new Signature(ONE, Hash32.ZERO, 0));
        assertThrows(MalformedException.class, () -> new Signature(number(ORDER), ONE, 0));
        assertDoesNotThrow(() -> new Signature(number(ORDER.subtract(BigInteger.ONE)), ONE, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 26, 29, 37, 127, 128, 255})
    void only_27_and_28_are_its_last_byte(int v) {
        byte[] bytes = new Signature(ONE, ONE, 0).bytes();
        bytes[64] = (byte) v;
        assertThrows(MalformedException.class, () -> Signature.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 66})
    void another_length_is_refused(int length) {
        byte[] bytes = Arrays.copyOf(new Signature(ONE, ONE, 0).bytes(), length);
        assertThrows(MalformedException.class, () -> Signature.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void another_parity_is_refused(int parity) {
        assertThrows(MalformedException.class, () -> new Signature(ONE, ONE, parity));
    }

    @Test
    void what_others_write_reads_the_same() {
        for (int parity = 0; parity < 2; parity++) {
            Signature signature = new Signature(ONE, number(ORDER.shiftRight(1)), parity);
            byte[] bytes = signature.bytes();
            assertEquals(signature, Signature.ofForeign(bytes));
            bytes[64] = (byte) parity;
            assertEquals(signature, Signature.ofForeign(bytes));
            byte[] compact = Arrays.copyOf(bytes, 64);
            compact[32] |= (byte) (parity << 7);
            assertEquals(signature, Signature.ofForeign(compact));
        }
        byte[] bytes = new Signature(ONE, ONE, 0).bytes();
        bytes[64] = 2;
        assertThrows(MalformedException.class, () -> Signature.ofForeign(bytes));
        assertThrows(MalformedException.class, () -> Signature.ofForeign(new byte[63]));
    }
}
