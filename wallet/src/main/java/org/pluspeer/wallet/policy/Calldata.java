package org.pluspeer.wallet.policy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** What a contract would be told: four bytes that name the function, and words of 32 bytes (Solidity ABI). */
record Calldata(byte[] data) {
    private static final int SELECTOR = 4;

    /** The four bytes of a function such as {@code transfer(address,uint256)}, in hexadecimal. */
    static String selector(String function) {
        byte[] hash = Keccak.hash(function.getBytes(StandardCharsets.US_ASCII)).bytes();
        return Bytes.hex(Arrays.copyOf(hash, SELECTOR));
    }

    boolean isEmpty() {
        return data.length == 0;
    }

    /** Empty where there are fewer than four bytes. */
    String selector() {
        return data.length < SELECTOR ? "" : Bytes.hex(Arrays.copyOf(data, SELECTOR));
    }

    /** Empty where the data ends before it, or the word is no address. */
    Optional<Address> address(int word) {
        return word(word).flatMap(Calldata::address);
    }

    /** Empty where the data ends before it. */
    Optional<Amount> amount(int word) {
        return word(word).map(Calldata::amount);
    }

    static Optional<Address> address(Hash32 word) {
        Address address = Address.of(Arrays.copyOfRange(word.bytes(), 12, 32));
        return address.padded().equals(word) ? Optional.of(address) : Optional.empty();
    }

    static Amount amount(Hash32 word) {
        return new Amount(new BigInteger(1, word.bytes()));
    }

    private Optional<Hash32> word(int index) {
        int from = SELECTOR + index * Hash32.LENGTH;
        boolean there = from + Hash32.LENGTH <= data.length;
        return there ? Optional.of(Hash32.of(Arrays.copyOfRange(data, from, from + Hash32.LENGTH))) : Optional.empty();
    }
}
