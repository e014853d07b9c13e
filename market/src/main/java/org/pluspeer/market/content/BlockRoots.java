package org.pluspeer.market.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** The plainRoots of content, in order: the row of the content tree from which a block is checked by itself. */
public final class BlockRoots {
    /** More are refused: 2^25 blocks, 64 GiB at 2 KiB a block, 1 GiB of roots. */
    public static final int MAX_BLOCKS = 1 << 25;

    private final ContentShape shape;
    private final byte[] packed;
    private final Hash32 contentRoot;

    private BlockRoots(ContentShape shape, byte[] packed, Hash32 contentRoot) {
        this.shape = shape;
        this.packed = packed;
        this.contentRoot = contentRoot;
    }

    /**
     * Takes over 32 bytes a block and folds them.
     *
     * @param packed not to be changed afterwards
     * @throws MalformedException if they are not one root a block, or too many
     */
    public static BlockRoots of(ContentShape shape, byte[] packed) {
        if (shape.blocks() > MAX_BLOCKS || packed.length != shape.blocks() * Hash32.LENGTH) {
            throw new MalformedException(
                    packed.length + " bytes of block roots for content of " + shape.blocks() + " blocks");
        }
        byte[] root = new byte[Hash32.LENGTH];
        fold(shape, packed, TreeFold.NONE).rootInto(root, 0);
        return new BlockRoots(shape, packed, Hash32.of(root));
    }

    public ContentShape shape() {
        return shape;
    }

    /** What the roots fold to; the buyer compares it with the listing's. */
    public Hash32 contentRoot() {
        return contentRoot;
    }

    /** @throws MalformedException if there is no such block */
    public Hash32 root(long index) {
        int at = Math.toIntExact(shape.offset(index) / shape.blockSize() * Hash32.LENGTH);
        return Hash32.of(Arrays.copyOfRange(packed, at, at + Hash32.LENGTH));
    }

    /**
     * Roots of a run of blocks, 32 bytes each, as the wire carries them.
     *
     * @throws MalformedException if the run leaves the content
     */
    public byte[] packed(long first, int count) {
        shape.runLength(first, count);
        int at = Math.toIntExact(first * Hash32.LENGTH);
        return Arrays.copyOfRange(packed, at, at + count * Hash32.LENGTH);
    }

    /** All roots, 32 bytes each. */
    public byte[] packed() {
        return packed.clone();
    }

    /**
     * The siblings from a block's node up to the content root. It folds the whole row: O(blocks).
     *
     * @throws MalformedException if there is no such block
     */
    public List<Hash32> path(long index) {
        shape.offset(index);
        TreeFold fold = fold(shape, packed, index);
        fold.rootInto(new byte[Hash32.LENGTH], 0);
        return fold.path();
    }

    /**
     * A proof that these bytes are the block.
     *
     * @param block the whole of it
     * @throws MalformedException if there is no such block or it is another
     */
    public BlockProof prove(long index, byte[] block) {
        BlockProof proof = new BlockProof(index, block, path(index));
        if (!proof.holds(shape, contentRoot)) {
            throw new MalformedException("these bytes are not block " + index);
        }
        return proof;
    }

    /** Which blocks differ from others of the same shape, at most so many. */
    public List<Long> differing(BlockRoots other, int limit) {
        if (!shape.equals(other.shape)) {
            throw new MalformedException("roots of content of another shape");
        }
        List<Long> differing = new ArrayList<>();
        for (int at = 0; at < packed.length && differing.size() < limit; at += Hash32.LENGTH) {
            int end = at + Hash32.LENGTH;
            if (!Arrays.equals(packed, at, end, other.packed, at, end)) {
                differing.add((long) (at / Hash32.LENGTH));
            }
        }
        return differing;
    }

    private static TreeFold fold(ContentShape shape, byte[] packed, long watched) {
        TreeFold fold =
                new TreeFold(new Sha256(), TreeFold.CONTENT_NODE, shape.blockHeight(), shape.proofLength(), watched);
        for (int at = 0; at < packed.length; at += Hash32.LENGTH) {
            fold.add(packed, at);
        }
        return fold;
    }
}
