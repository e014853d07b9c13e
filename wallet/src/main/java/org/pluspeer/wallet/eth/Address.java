package org.pluspeer.wallet.eth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A twenty-byte Ethereum address. The zero address stands for the chain's own coin where a token is named. */
public final class Address implements Comparable<Address> {
    public static final int LENGTH = 20;
    public static final Address ZERO = new Address(new byte[LENGTH]);

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes exactly 20
     * @throws MalformedException if there are more or fewer
     */
    public static Address of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedException("expected 20 bytes, got " + bytes.length);
        }
        return new Address(bytes.clone());
    }

    /** The address of an uncompressed public key, 64 bytes, without the leading 4. */
    public static Address ofPublicKey(byte[] publicKey64) {
        if (publicKey64.length != 64) {
            throw new MalformedException("expected a public key of 64 bytes, got " + publicKey64.length);
        }
        return new Address(Arrays.copyOfRange(Keccak.hash(publicKey64).bytes(), 12, 32));
    }

    /**
     * Reads {@code 0x} and 40 digits. Mixed case must carry a right EIP-55 checksum; one case alone carries none.
     *
     * @throws MalformedException for any other text
     */
    public static Address parse(String text) {
        if (text.length() != 42 || !text.startsWith("0x")) {
            throw new MalformedException("not an address: " + Bytes.abbreviated(text));
        }
        Address address = of(Bytes.parseHex(text));
        String digits = text.substring(2);
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !address.checksummed().equals(text)) {
            throw new MalformedException("the address has a typing error (EIP-55 checksum): " + text);
        }
        return address;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** As the last 20 of 32 bytes, the way the ABI and EIP-712 hold it. */
    public Hash32 padded() {
        byte[] word = new byte[Hash32.LENGTH];
        System.arraycopy(bytes, 0, word, 12, LENGTH);
        return Hash32.of(word);
    }

    /** Lower-case hexadecimal with {@code 0x}: for keys and comparison. */
    public String hex() {
        return Bytes.hex(bytes);
    }

    /** EIP-55 mixed case: for people. */
    public String checksummed() {
        char[] digits = hex().substring(2).toCharArray();
        byte[] hash = Keccak.hash(new String(digits).getBytes(StandardCharsets.US_ASCII))
                .bytes();
        for (int i = 0; i < digits.length; i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            if (nibble >= 8) {
                digits[i] = Character.toUpperCase(digits[i]);
            }
        }
        return "0x" + new String(digits);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return checksummed();
    }
}
