package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;

class BytesTest {
    @Provide
    Arbitrary<byte[]> strings() {
        return Arbitraries.strings(0, 100);
    }

    @Property
    void hex_reads_back(@ForAll("strings") byte[] bytes) {
        assertArrayEquals(bytes, Bytes.parseHex(Bytes.hex(bytes)));
        assertArrayEquals(bytes, Bytes.parseHex(Bytes.hex(bytes).substring(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0", "0", "0xgg", "0x0x00", " 00", "00 ", "0x0 "})
    void nothing_else_is_hex(String text) {
        assertThrows(MalformedException.class, () -> Bytes.parseHex(text));
    }

    @Test
    void a_long_wrong_text_is_quoted_in_part() {
        MalformedException refusal =
                assertThrows(MalformedException.class, () -> Bytes.parseHex("z".repeat(1_000_001)));
        assertTrue(String.valueOf(refusal.getMessage()).length() < 200);
    }

    @Test
    void keccak_is_the_one_of_ethereum() {
        assertEquals(
                "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
                Keccak.hash().hex());
        assertEquals(
                "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
                Keccak.hash(new byte[] {'a'}, new byte[] {'b', 'c'}).hex());
    }

    @Test
    void a_hash_has_32_bytes() {
        assertThrows(MalformedException.class, () -> Hash32.of(new byte[31]));
        assertThrows(MalformedException.class, () -> Hash32.parse("0x00"));
    }
}
