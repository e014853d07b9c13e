package org.pluspeer.market;

import java.util.Random;
import net.jqwik.api.Arbitrary;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;

/** The generators of this module's properties. */
public final class Arbitraries {
    private Arbitraries() {}

    /** Block sizes that exist. */
    public static Arbitrary<Integer> blockSizes() {
        return net.jqwik.api.Arbitraries.of(256, 512, 1024, 2048, 4096);
    }

    /** Content of up to some 40 blocks, with every edge of leaf and block in reach. */
    public static Arbitrary<byte[]> contents() {
        Arbitrary<Integer> sizes = net.jqwik.api.Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, net.jqwik.api.Arbitraries.integers().between(1, 4200)),
                net.jqwik.api.Tuple.of(
                        2,
                        net.jqwik.api.Arbitraries.integers().between(1, 40).flatMap(n -> net.jqwik.api.Arbitraries.of(
                                        -1, 0, 1)
                                .map(d -> n * 256 + d))),
                net.jqwik.api.Tuple.of(1, net.jqwik.api.Arbitraries.integers().between(4200, 90_000)));
        return sizes.flatMap(size -> net.jqwik.api.Arbitraries.longs().map(seed -> bytes(size, seed)));
    }

    public static Arbitrary<Hash32> hashes() {
        return net.jqwik.api.Arbitraries.longs().map(seed -> Hash32.of(bytes(32, seed)));
    }

    public static ContentShape shape(byte[] content, int blockSize) {
        return new ContentShape(content.length, blockSize);
    }

    /** Always the same bytes for the same seed. */
    public static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
