package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What an unknown contract returned, or wrote, read word by word (Solidity ABI) without trust. */
final class Returned {
    private final byte[] data;

    Returned(byte[] data) {
        this.data = data;
    }

    int words() {
        return data.length / Hash32.LENGTH;
    }

    /** @param index from 0; empty past the end */
    Optional<Hash32> word(int index) {
        int from = index * Hash32.LENGTH;
        return index < 0 || index >= words()
                ? Optional.empty()
                : Optional.of(Hash32.of(Arrays.copyOfRange(data, from, from + Hash32.LENGTH)));
    }

    Optional<Amount> amount(int index) {
        return word(index).map(word -> new Amount(new BigInteger(1, word.bytes())));
    }

    /** Empty where it is above the bound, too. */
    Optional<Long> number(int index, long most) {
        return amount(index)
                .map(Amount::units)
                .filter(units -> units.compareTo(BigInteger.valueOf(most)) <= 0)
                .map(BigInteger::longValue);
    }

    Optional<Address> address(int index) {
        return word(index).flatMap(Returned::address);
    }

    static Optional<Address> address(Hash32 word) {
        Address address = Address.of(Arrays.copyOfRange(word.bytes(), 12, Hash32.LENGTH));
        return address.padded().equals(word) ? Optional.of(address) : Optional.empty();
    }

    /** The bytes that the word points to, as UTF-8; empty where they are more than the bound or not all there. */
    Optional<String> text(int index, int most) {
        return number(index, data.length)
                .filter(offset -> offset % Hash32.LENGTH == 0)
                .flatMap(offset -> {
                    int at = (int) (offset / Hash32.LENGTH);
                    int from = (at + 1) * Hash32.LENGTH;
                    return number(at, most)
                            .filter(length -> from + length <= data.length)
                            .map(length -> new String(data, from, length.intValue(), StandardCharsets.UTF_8));
                });
    }

    /** A name that old tokens keep in one word, with zeros after it. */
    Optional<String> shortText() {
        return word(0).map(word -> new String(word.bytes(), StandardCharsets.UTF_8).replace("\0", ""));
    }
}
