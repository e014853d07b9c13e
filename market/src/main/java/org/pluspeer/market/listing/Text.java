package org.pluspeer.market.listing;

import java.text.Normalizer;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What words from another peer may hold, so that they show what they say: Unicode in normal form C, without control
 * characters, bidirectional controls, zero-width and other invisible characters, private use, or halves of a pair.
 */
public final class Text {
    private Text() {}

    /** Whether it is fit for one line. */
    public static boolean isLine(String text) {
        return text.codePoints().noneMatch(point -> point == '\n' || isHidden(point)) && isNormal(text);
    }

    /** Whether it is fit for several lines; a line ends in U+000A alone. */
    public static boolean isProse(String text) {
        return text.codePoints().noneMatch(point -> point != '\n' && isHidden(point)) && isNormal(text);
    }

    /** Length as limits count it: code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * A line within its limits.
     *
     * @param most code points
     * @throws MalformedException naming the field if it is not
     */
    public static String requireLine(String text, String field, int least, int most) {
        int length = length(text);
        if (length < least || length > most || !isLine(text)) {
            throw new MalformedException(field + " must be " + least + " to " + most + " plain characters on one line");
        }
        return text;
    }

    private static boolean isNormal(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            // Format covers bidirectional controls, zero-width characters, the byte order mark and tags.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isBlank(point) || isSelector(point) || isNoCharacter(point);
        };
    }

    /** Letters and marks that show nothing: the grapheme joiner, Hangul fillers, Khmer inherent vowels, blank Braille. */
    private static boolean isBlank(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }

    /** Variation selectors but for the two that choose between text and emoji. */
    private static boolean isSelector(int point) {
        return within(point, 0xFE00, 0xFE0D) || within(point, 0x180B, 0x180F);
    }

    /** Noncharacters, and the code points that are invisible by default whether or not they are assigned yet. */
    private static boolean isNoCharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE
                || within(point, 0xFDD0, 0xFDEF)
                || point == 0x2065
                || within(point, 0xFFF0, 0xFFF8)
                || within(point, 0xE0000, 0xE0FFF);
    }

    private static boolean within(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
