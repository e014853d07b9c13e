package org.pluspeer.wallet.eth;

import java.nio.charset.StandardCharsets;

/**
 * Messages that are no transaction and no structure (EIP-191, version 0x45, {@code personal_sign}). The prefix keeps
 * such a signature from ever being one of those. Verify with {@link Secp256k1#verify}.
 */
public final class Eip191 {
    private Eip191() {}

    /** What is signed: keccak256 of 0x19, {@code "Ethereum Signed Message:\n"}, the length in decimal, the message. */
    public static Hash32 digest(byte[] message) {
        String prefix = "\u0019Ethereum Signed Message:\n" + message.length;
        return Keccak.hash(prefix.getBytes(StandardCharsets.UTF_8), message);
    }

    /** As {@link #digest(byte[])}, of the text in UTF-8. */
    public static Hash32 digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
