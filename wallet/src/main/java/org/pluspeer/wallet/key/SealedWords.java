package org.pluspeer.wallet.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes in which words are sealed; their mark tells them from an account's key. */
final class SealedWords {
    private static final byte[] MARK = "BIP39\u0002".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MARK.length + 2;

    private SealedWords() {}

    static boolean isMarked(byte[] opened) {
        return opened.length >= HEAD && Arrays.equals(MARK, Arrays.copyOf(opened, MARK.length));
    }

    static byte[] mark(WordList list, byte[] entropy, byte[] added) {
        return ByteBuffer.allocate(HEAD + entropy.length + added.length)
                .put(MARK)
                .put((byte) list.code())
                .put((byte) entropy.length)
                .put(entropy)
                .put(added)
                .array();
    }

    static WordList list(byte[] opened) {
        return WordList.ofCode(opened[MARK.length]).orElseThrow(SealedWords::damaged);
    }

    static byte[] entropy(byte[] opened) {
        return Arrays.copyOfRange(opened, HEAD, end(opened));
    }

    static byte[] added(byte[] opened) {
        return Arrays.copyOfRange(opened, end(opened), opened.length);
    }

    private static int end(byte[] opened) {
        int end = HEAD + Byte.toUnsignedInt(opened[HEAD - 1]);
        if (end > opened.length) {
            throw damaged();
        }
        return end;
    }

    static KeyException damaged() {
        return new KeyException(KeyException.Code.DAMAGED, "the sealed file holds no words");
    }
}
