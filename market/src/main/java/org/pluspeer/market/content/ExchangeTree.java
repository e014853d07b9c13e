package org.pluspeer.market.content;

import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The tree that a sale commits to: leaf i is {@code H(2 | uint64(i) | H(cipher_i) | plainRoot_i)}. Blocks are added
 * in order; it holds one node a level. An instance is for one sale and one thread.
 */
public final class ExchangeTree {
    private final ContentShape shape;
    private final TreeFold fold;
    private final Leaves leaves = new Leaves();
    private final byte[] leaf = new byte[Hash32.LENGTH];

    private ExchangeTree(ContentShape shape, long watched) {
        this.shape = shape;
        this.fold = new TreeFold(new Sha256(), TreeFold.EXCHANGE_NODE, 0, shape.exchangeDepth(), watched);
    }

    public static ExchangeTree of(ContentShape shape) {
        return new ExchangeTree(shape, TreeFold.NONE);
    }

    /**
     * A tree that also notes the path of one block, for a complaint.
     *
     * @throws MalformedException if there is no such block
     */
    public static ExchangeTree watching(ContentShape shape, long index) {
        shape.offset(index);
        return new ExchangeTree(shape, index);
    }

    /**
     * The next block.
     *
     * @param cipher holds the block's ciphertext from {@code from} on, as long as the block
     * @param plainRoots holds its plainRoot from {@code rootAt} on
     * @throws MalformedException if all blocks are in
     */
    public void add(byte[] cipher, int from, byte[] plainRoots, int rootAt) {
        long index = fold.count();
        leaves.into(index, cipher, from, shape.blockLength(index), plainRoots, rootAt, leaf);
        fold.add(leaf, 0);
    }

    /**
     * The next block by its leaf, for who has checked and kept the leaves.
     *
     * @throws MalformedException if all blocks are in
     */
    public void addLeaf(byte[] packed, int at) {
        shape.offset(fold.count());
        fold.add(packed, at);
    }

    /** @throws MalformedException unless all blocks are in; then it can be taken once */
    public Hash32 root() {
        if (fold.count() != shape.blocks()) {
            throw new MalformedException(fold.count() + " of " + shape.blocks() + " blocks are there");
        }
        byte[] root = new byte[Hash32.LENGTH];
        fold.rootInto(root, 0);
        return Hash32.of(root);
    }

    /** Siblings of the watched block from its leaf up; complete once the root was taken. */
    public List<Hash32> path() {
        return fold.path();
    }

    /** The leaf of one pair; {@code length} is the block's whole length. */
    public static Hash32 leaf(long index, byte[] cipher, int from, int length, Hash32 plainRoot) {
        byte[] out = new byte[Hash32.LENGTH];
        new Leaves().into(index, cipher, from, length, plainRoot.bytes(), 0, out);
        return Hash32.of(out);
    }

    /** Whether a leaf stands at that place under that root; false for a path of another length. */
    public static boolean holds(ContentShape shape, long index, Hash32 leaf, List<Hash32> path, Hash32 root) {
        if (index < 0 || index >= shape.blocks() || path.size() != shape.exchangeDepth()) {
            return false;
        }
        return TreeFold.climb(TreeFold.EXCHANGE_NODE, leaf.bytes(), index, path, shape.exchangeDepth())
                .equals(root);
    }
}
