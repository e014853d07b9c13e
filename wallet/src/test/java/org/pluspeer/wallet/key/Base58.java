package org.pluspeer.wallet.key;

import java.math.BigInteger;
import java.util.Arrays;

/** Takes apart the extended keys that the vectors of BIP-32 are written as. */
final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private Base58() {}

    /** The 78 bytes of an extended key; its checksum is left to BIP-32. */
    static byte[] extendedKey(String text) {
        BigInteger number = BigInteger.ZERO;
        for (char letter : text.toCharArray()) {
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(ALPHABET.indexOf(letter)));
        }
        byte[] raw = number.toByteArray();
        byte[] all = Arrays.copyOfRange(raw, raw.length - 82, raw.length);
        return Arrays.copyOf(all, 78);
    }
}
