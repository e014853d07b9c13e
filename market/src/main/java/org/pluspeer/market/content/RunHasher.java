package org.pluspeer.market.content;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The exchange tree's node over one run of pairs: what a run is checked by as soon as it comes. It looks at each byte
 * of ciphertext once. An instance belongs to one thread at a time.
 */
public final class RunHasher {
    private final ContentShape shape;
    private final Leaves leaves = new Leaves();
    private final TreeFold fold;
    private final byte[] leaf = new byte[Hash32.LENGTH];

    public RunHasher(ContentShape shape) {
        this(shape, TreeFold.NONE);
    }

    private RunHasher(ContentShape shape, long watched) {
        this.shape = shape;
        this.fold = new TreeFold(new Sha256(), TreeFold.EXCHANGE_NODE, 0, shape.runHeight(), watched);
    }

    /**
     * Writes the 32 bytes of a run's node.
     *
     * @param cipher the run's ciphertext, as long as its blocks
     * @param plainRoots 32 bytes for each of its blocks
     * @throws org.pluspeer.wallet.eth.MalformedException if there is no such run
     */
    public void nodeInto(long run, byte[] cipher, byte[] plainRoots, byte[] out, int at) {
        long first = run * shape.runBlocks();
        int count = shape.blocksInRun(run);
        for (int i = 0; i < count; i++) {
            int length = shape.blockLength(first + i);
            leaves.into(first + i, cipher, i * shape.blockSize(), length, plainRoots, i * Hash32.LENGTH, leaf);
            fold.add(leaf, 0);
        }
        fold.rootInto(out, at);
    }

    /**
     * Whether these pairs are that run under that exchange root; false for arrays or a path of another length.
     *
     * @param path siblings from the run's node up
     */
    public boolean holds(long run, byte[] cipher, byte[] plainRoots, List<Hash32> path, Hash32 exchangeRoot) {
        if (run < 0
                || run >= shape.runs()
                || path.size() != shape.runPathLength()
                || plainRoots.length != shape.blocksInRun(run) * Hash32.LENGTH
                || cipher.length != shape.runLength(run * shape.runBlocks(), shape.blocksInRun(run))) {
            return false;
        }
        byte[] node = new byte[Hash32.LENGTH];
        nodeInto(run, cipher, plainRoots, node, 0);
        return TreeFold.climb(TreeFold.EXCHANGE_NODE, node, run, path, shape.runPathLength())
                .equals(exchangeRoot);
    }

    /**
     * The siblings from a block's leaf up to the exchange root.
     *
     * @param cipher of the block's run
     * @param plainRoots of the block's run
     * @param above siblings from the run's node up
     * @throws org.pluspeer.wallet.eth.MalformedException if there is no such block
     */
    public static List<Hash32> path(
            ContentShape shape, long index, byte[] cipher, byte[] plainRoots, List<Hash32> above) {
        shape.offset(index);
        RunHasher hasher = new RunHasher(shape, index % shape.runBlocks());
        hasher.nodeInto(index / shape.runBlocks(), cipher, plainRoots, new byte[Hash32.LENGTH], 0);
        List<Hash32> path = new ArrayList<>(hasher.fold.path());
        path.addAll(above);
        return List.copyOf(path);
    }
}
