package org.pluspeer.wallet;

import static net.jqwik.api.Arbitraries.bigIntegers;
import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.longs;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The generators of this module's properties. */
public final class Arbitraries {
    private Arbitraries() {}

    /** From 0 to 2^256 - 1, its ends and the powers of two in reach. */
    public static Arbitrary<Amount> amounts() {
        Arbitrary<BigInteger> powers =
                net.jqwik.api.Arbitraries.integers().between(0, 255).map(BigInteger.TWO::pow);
        return frequencyOf(
                        Tuple.of(1, just(BigInteger.ZERO)),
                        Tuple.of(1, just(Amount.MAX_UNITS)),
                        Tuple.of(3, powers),
                        Tuple.of(3, powers.map(power -> power.subtract(BigInteger.ONE))),
                        Tuple.of(8, bigIntegers().between(BigInteger.ZERO, Amount.MAX_UNITS)))
                .map(Amount::new);
    }

    public static Arbitrary<byte[]> strings(int least, int most) {
        return net.jqwik.api.Arbitraries.integers().between(least, most).flatMap(size -> longs().map(
                        seed -> bytes(size, seed)));
    }

    public static Arbitrary<Hash32> hashes() {
        byte[] ones = new byte[32];
        java.util.Arrays.fill(ones, (byte) 0xff);
        return frequencyOf(
                Tuple.of(1, just(Hash32.ZERO)),
                Tuple.of(1, just(Hash32.of(ones))),
                Tuple.of(20, longs().map(seed -> Hash32.of(bytes(32, seed)))));
    }

    public static Arbitrary<Address> addresses() {
        return longs().map(seed -> Address.of(bytes(20, seed)));
    }

    /** Numbers from 1 to the order of secp256k1 less one, its ends in reach; 32 bytes. */
    public static Arbitrary<byte[]> privateKeys() {
        BigInteger order = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        BigInteger most = order.subtract(BigInteger.ONE);
        return frequencyOf(
                        Tuple.of(1, just(BigInteger.ONE)),
                        Tuple.of(1, just(most)),
                        Tuple.of(20, bigIntegers().between(BigInteger.ONE, most)))
                .map(Arbitraries::word);
    }

    public static Arbitrary<byte[]> entropies() {
        return net.jqwik.api.Arbitraries.of(List.of(16, 20, 24, 28, 32)).flatMap(size -> strings(size, size));
    }

    /** Always the same bytes for the same seed. */
    public static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static byte[] word(BigInteger number) {
        byte[] raw = number.toByteArray();
        byte[] word = new byte[32];
        int skip = raw.length > 32 ? 1 : 0;
        System.arraycopy(raw, skip, word, 32 - (raw.length - skip), raw.length - skip);
        return word;
    }
}
