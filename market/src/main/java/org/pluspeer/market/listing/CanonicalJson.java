package org.pluspeer.market.listing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.pluspeer.wallet.eth.MalformedException;

/** The JSON canonicalization scheme (RFC 8785) for values without fractions. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** @throws MalformedException for text with half of a surrogate pair */
    static byte[] bytes(Json value) {
        StringBuilder out = new StringBuilder(1024);
        write(value, out);
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(out));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new MalformedException("text with half of a surrogate pair");
        }
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Text text -> writeText(text.value(), out);
            case Json.Whole whole -> out.append(whole.value());
            case Json.Flag flag -> out.append(flag.value());
            case Json.Array array -> writeArray(array.values(), out);
            case Json.Members members -> writeMembers(Json.sorted(members), out);
        }
    }

    private static void writeArray(List<Json> values, StringBuilder out) {
        String before = "[";
        for (Json value : values) {
            out.append(before);
            write(value, out);
            before = ",";
        }
        out.append(values.isEmpty() ? "[]" : "]");
    }

    private static void writeMembers(Map<String, Json> members, StringBuilder out) {
        String before = "{";
        for (Map.Entry<String, Json> member : members.entrySet()) {
            out.append(before);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            before = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
