package org.pluspeer.wallet.key;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/** What a person types to open something. It shows nothing of itself, and is wiped when closed. */
public final class Passphrase implements AutoCloseable {
    private final char[] letters;

    private Passphrase(char[] letters) {
        this.letters = letters;
    }

    /** @param letters are copied; the caller wipes its own */
    public static Passphrase of(char[] letters) {
        return new Passphrase(letters.clone());
    }

    public static Passphrase none() {
        return new Passphrase(new char[0]);
    }

    /** In UTF-16 code units. */
    public int length() {
        return letters.length;
    }

    public boolean isEmpty() {
        return letters.length == 0;
    }

    /** UTF-8 as typed. */
    byte[] utf8() {
        return encode(CharBuffer.wrap(letters));
    }

    /** UTF-8 of the normal form; ASCII, which has only one, never becomes a String. */
    byte[] utf8(Normalizer.Form form) {
        boolean ascii = CharBuffer.wrap(letters).chars().allMatch(c -> c < 128);
        return ascii ? utf8() : encode(CharBuffer.wrap(Normalizer.normalize(CharBuffer.wrap(letters), form)));
    }

    private static byte[] encode(CharBuffer text) {
        ByteBuffer encoded = ByteBuffer.allocate(4 * text.length());
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        utf8.encode(text, encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(letters, '\0');
    }

    @Override
    public String toString() {
        return "Passphrase[hidden]";
    }
}
