package org.pluspeer.wallet.eth;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recursive length prefix encoding (Ethereum yellow paper, appendix B): byte strings, numbers and lists of them. */
final class Rlp {
    private static final int STRING = 0x80;
    private static final int LIST = 0xc0;
    /** The longest body whose length is in the first byte. */
    private static final int SHORT = 55;

    private static final int MAX_DEPTH = 8;

    private Rlp() {}

    static byte[] encode(Object item) {
        return switch (item) {
            case byte[] bytes -> string(bytes);
            case BigInteger number -> string(minimal(number));
            case List<?> list -> list(list);
            default -> throw new IllegalArgumentException("RLP knows no " + item.getClass());
        };
    }

    /**
     * Reads one item, of byte strings and lists; there is one way to write each, and no other is taken.
     *
     * @throws MalformedException if it is cut short, is followed by anything, is not in the shortest form, or holds lists
     *     more than 8 deep
     */
    static Object decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        Object item = item(in, 0);
        if (in.hasRemaining()) {
            throw malformed();
        }
        return item;
    }

    private static Object item(ByteBuffer in, int depth) {
        if (!in.hasRemaining() || depth > MAX_DEPTH) {
            throw malformed();
        }
        int first = in.get() & 0xff;
        if (first < STRING) {
            return new byte[] {(byte) first};
        }
        boolean isList = first >= LIST;
        byte[] body = body(in, first - (isList ? LIST : STRING));
        if (!isList) {
            if (body.length == 1 && body[0] >= 0) {
                throw malformed();
            }
            return body;
        }
        ByteBuffer inside = ByteBuffer.wrap(body);
        List<Object> items = new ArrayList<>();
        while (inside.hasRemaining()) {
            items.add(item(inside, depth + 1));
        }
        return items;
    }

    private static byte[] body(ByteBuffer in, int prefix) {
        long length = prefix <= SHORT ? prefix : longLength(in, prefix - SHORT);
        if (length > in.remaining()) {
            throw malformed();
        }
        byte[] body = new byte[(int) length];
        in.get(body);
        return body;
    }

    private static long longLength(ByteBuffer in, int size) {
        if (size > Integer.BYTES || size > in.remaining() || in.get(in.position()) == 0) {
            throw malformed();
        }
        long length = 0;
        for (int i = 0; i < size; i++) {
            length = (length << 8) | (in.get() & 0xff);
        }
        if (length <= SHORT) {
            throw malformed();
        }
        return length;
    }

    private static byte[] list(List<?> items) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        items.forEach(item -> body.writeBytes(encode(item)));
        return prefixed(LIST, body.toByteArray());
    }

    private static byte[] string(byte[] bytes) {
        return bytes.length == 1 && bytes[0] >= 0 ? bytes : prefixed(STRING, bytes);
    }

    private static byte[] prefixed(int offset, byte[] body) {
        if (body.length <= SHORT) {
            return Bytes.concat(new byte[] {(byte) (offset + body.length)}, body);
        }
        byte[] length = minimal(BigInteger.valueOf(body.length));
        return Bytes.concat(new byte[] {(byte) (offset + SHORT + length.length)}, length, body);
    }

    private static byte[] minimal(BigInteger number) {
        if (number.signum() == 0) {
            return new byte[0];
        }
        byte[] raw = number.toByteArray();
        return raw[0] == 0 ? Arrays.copyOfRange(raw, 1, raw.length) : raw;
    }

    private static MalformedException malformed() {
        return new MalformedException("not RLP: cut short, too deep, or not in its shortest form");
    }
}
