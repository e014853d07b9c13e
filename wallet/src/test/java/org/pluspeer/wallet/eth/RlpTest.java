package org.pluspeer.wallet.eth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.Arbitraries;

class RlpTest {
    @Test
    void examples_of_the_yellow_papers_wiki_hold() {
        assertEquals("0x83646f67", hex("dog".getBytes(US_ASCII)));
        assertEquals("0xc88363617483646f67", hex(List.of("cat".getBytes(US_ASCII), "dog".getBytes(US_ASCII))));
        assertEquals("0x80", hex(new byte[0]));
        assertEquals("0xc0", hex(List.of()));
        assertEquals("0x80", hex(BigInteger.ZERO));
        assertEquals("0x00", hex(new byte[] {0}));
        assertEquals("0x0f", hex(BigInteger.valueOf(15)));
        assertEquals("0x820400", hex(BigInteger.valueOf(1024)));
        assertEquals(
                "0xc7c0c1c0c3c0c1c0",
                hex(List.of(List.of(), List.of(List.of()), List.of(List.of(), List.of(List.of())))));
        assertEquals(
                "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963"
                        + "696e6720656c6974",
                hex("Lorem ipsum dolor sit amet, consectetur adipisicing elit".getBytes(US_ASCII)));
    }

    @Provide
    Arbitrary<List<byte[]>> strings() {
        return net.jqwik.api.Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, Arbitraries.strings(0, 3)),
                        net.jqwik.api.Tuple.of(5, Arbitraries.strings(50, 60)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.strings(250, 70_000)))
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 300)
    void a_list_of_strings_reads_back(@ForAll("strings") List<byte[]> strings) {
        List<byte[]> back = decode(ByteBuffer.wrap(Rlp.encode(strings)));
        assertEquals(strings.size(), back.size());
        for (int i = 0; i < back.size(); i++) {
            assertArrayEquals(strings.get(i), back.get(i));
        }
    }

    @Test
    void nothing_else_is_encoded() {
        assertThrows(IllegalArgumentException.class, () -> Rlp.encode("text"));
    }

    private static String hex(Object item) {
        return Bytes.hex(Rlp.encode(item));
    }

    /** Written from the definition, for lists of strings alone. */
    private static List<byte[]> decode(ByteBuffer in) {
        byte[] body = read(in, 0xc0);
        assertEquals(0, in.remaining());
        ByteBuffer items = ByteBuffer.wrap(body);
        List<byte[]> strings = new ArrayList<>();
        while (items.hasRemaining()) {
            strings.add(read(items, 0x80));
        }
        return strings;
    }

    private static byte[] read(ByteBuffer in, int offset) {
        int first = in.get() & 0xff;
        if (offset == 0x80 && first < 0x80) {
            return new byte[] {(byte) first};
        }
        int length = first - offset;
        if (length > 55) {
            byte[] lengthBytes = new byte[length - 55];
            in.get(lengthBytes);
            length = new BigInteger(1, lengthBytes).intValueExact();
            assertEquals(true, lengthBytes[0] != 0 && length > 55, "not the shortest form");
        }
        byte[] body = new byte[length];
        in.get(body);
        assertEquals(false, offset == 0x80 && length == 1 && body[0] >= 0, "not the shortest form");
        return body;
    }
}
