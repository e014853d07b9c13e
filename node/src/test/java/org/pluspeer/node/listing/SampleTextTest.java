package org.pluspeer.node.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTextTest {
    private static final String TEXT = "Größe\t4 €\r\n😀 Æsir\n";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A block begins and ends anywhere, also inside a character. */
    @Test
    void textIsTextWhereverTheBlocksEdgesCutIt() {
        byte[] all = utf8(TEXT);
        for (int from = 0; from < all.length; from++) {
            for (int to = from + 8; to <= all.length; to++) {
                String found =
                        SampleText.text(Arrays.copyOfRange(all, from, to)).orElseThrow();
                assertTrue(TEXT.contains(found), found);
                assertTrue(utf8(found).length > to - from - 7, "only the cut characters are left out");
            }
        }
        assertEquals(Optional.of(TEXT), SampleText.text(all));
    }

    @Test
    void whatIsNoTextIsNotShownAsText() {
        assertEquals(Optional.empty(), SampleText.text(new byte[] {'a', 0, 'b'}));
        assertEquals(Optional.empty(), SampleText.text(utf8("a\u001b[31mred")));
        assertEquals(Optional.empty(), SampleText.text(new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b', 'c', 'd', 'e'}));
        byte[] latin1 = "Größe und Übermaß, ohne Ende".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(Optional.empty(), SampleText.text(latin1));
        assertEquals(Optional.empty(), SampleText.text(utf8("abc\u0085def")));
    }
}
