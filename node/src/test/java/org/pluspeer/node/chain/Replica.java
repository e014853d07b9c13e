package org.pluspeer.node.chain;

import java.util.Arrays;
import java.util.Random;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.wallet.eth.Hash32;

/** Bytes that a provider keeps, and what it shows of them. */
final class Replica {
    static final int SIZE = 5000;
    private static final int LEAF = 256;

    private final byte[] content = new byte[SIZE];
    private final BlockRoots leaves;

    Replica() {
        new Random(7).nextBytes(content);
        ContentTree tree = new ContentTree(LEAF);
        tree.add(content, 0, SIZE);
        leaves = tree.finish();
    }

    byte[] root() {
        return leaves.contentRoot().bytes();
    }

    /** The leaf's bytes, then its siblings up to below the root. */
    byte[] sample(int leaf) {
        byte[] bytes = Arrays.copyOfRange(content, leaf * LEAF, Math.min(SIZE, (leaf + 1) * LEAF));
        byte[][] siblings = leaves.path(leaf).stream().map(Hash32::bytes).toArray(byte[][]::new);
        return Party.joined(bytes, Party.joined(siblings));
    }
}
