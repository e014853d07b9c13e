package org.pluspeer.wallet.eth;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;

/** Recursive length prefix encoding (Ethereum yellow paper, appendix B): byte strings, numbers and lists of them. */
final class Rlp {
    private Rlp() {}

    static byte[] encode(Object item) {
        return switch (item) {
            case byte[] bytes -> string(bytes);
            case BigInteger number -> string(minimal(number));
            case List<?> list -> list(list);
            default -> throw new IllegalArgumentException("RLP knows no " + item.getClass());
        };
    }

    private static byte[] list(List<?> items) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        items.forEach(item -> body.writeBytes(encode(item)));
        return prefixed(0xc0, body.toByteArray());
    }

    private static byte[] string(byte[] bytes) {
        return bytes.length == 1 && bytes[0] >= 0 ? bytes : prefixed(0x80, bytes);
    }

    private static byte[] prefixed(int offset, byte[] body) {
        if (body.length < 56) {
            return Bytes.concat(new byte[] {(byte) (offset + body.length)}, body);
        }
        byte[] length = minimal(BigInteger.valueOf(body.length));
        return Bytes.concat(new byte[] {(byte) (offset + 55 + length.length)}, length, body);
    }

    private static byte[] minimal(BigInteger number) {
        if (number.signum() == 0) {
            return new byte[0];
        }
        byte[] raw = number.toByteArray();
        return raw[0] == 0 ? java.util.Arrays.copyOfRange(raw, 1, raw.length) : raw;
    }
}
