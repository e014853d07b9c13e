package org.pluspeer.wallet.eth;

import java.util.HexFormat;

/** Hex at the edge: the one place where {@code 0x…} text becomes bytes and back. */
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    private Bytes() {}

    /**
     * @param text hexadecimal, with or without {@code 0x}, an even number of digits in either case
     * @throws MalformedException if it is anything else
     */
    public static byte[] parseHex(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            return HEX.parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("not hexadecimal: " + abbreviated(text));
        }
    }

    /** Lower-case hexadecimal with {@code 0x}. */
    public static String hex(byte[] bytes) {
        return "0x" + HEX.formatHex(bytes);
    }

    /** One array after the other. */
    public static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Its beginning, to be shown in a sentence about what is wrong with it. */
    public static String abbreviated(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
