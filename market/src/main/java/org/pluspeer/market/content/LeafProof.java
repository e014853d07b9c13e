package org.pluspeer.market.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * One leaf in clear with the way to the content root: what a storage deal asks for.
 *
 * @param index of the leaf
 * @param data 1 to 256 bytes
 * @param path siblings from the leaf up
 */
public record LeafProof(long index, byte[] data, List<Hash32> path) {
    /** @throws MalformedException if a field is out of bounds */
    public LeafProof {
        if (index < 0 || data.length < 1 || data.length > ContentShape.LEAF || path.size() > BlockProof.MAX_PATH) {
            throw new MalformedException("leaf proof: index, data or path is out of bounds");
        }
        data = data.clone();
        path = List.copyOf(path);
    }

    /**
     * Finds the leaf in its block. It folds the whole row of block roots: O(blocks).
     *
     * @param block the whole block that the leaf is in
     * @throws MalformedException if there is no such leaf, or these bytes are another block
     */
    public static LeafProof of(BlockRoots roots, long leaf, byte[] block) {
        ContentShape shape = roots.shape();
        long perBlock = shape.blockSize() / ContentShape.LEAF;
        long blockIndex = leaf / perBlock;
        roots.prove(blockIndex, block);
        int inBlock = (int) (leaf % perBlock);
        int from = inBlock * ContentShape.LEAF;
        if (from >= block.length) {
            throw new MalformedException("there is no leaf " + leaf + " of " + shape.leaves());
        }
        List<Hash32> path = new ArrayList<>(inside(block, inBlock, shape.blockHeight()));
        path.addAll(roots.path(blockIndex));
        int end = Math.min(from + ContentShape.LEAF, block.length);
        return new LeafProof(leaf, Arrays.copyOfRange(block, from, end), path);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /** How many bytes the leaf of a content has. */
    public static int length(ContentShape shape, long leaf) {
        return (int) Math.min(ContentShape.LEAF, shape.size() - leaf * ContentShape.LEAF);
    }

    /** Whether this is that leaf of that content, in place and length; false for anything else. */
    public boolean holds(ContentShape shape, Hash32 contentRoot) {
        if (index >= shape.leaves() || data.length != length(shape, index) || path.size() != shape.contentDepth()) {
            return false;
        }
        Hash32 leaf = Sha256.hash(new byte[] {TreeFold.CONTENT_LEAF}, data);
        return TreeFold.climb(TreeFold.CONTENT_NODE, leaf.bytes(), index, path, shape.contentDepth())
                .equals(contentRoot);
    }

    /** The leaf's bytes and the siblings, one after the other. */
    public byte[] bytes() {
        byte[][] parts = new byte[path.size() + 1][];
        parts[0] = data;
        for (int i = 0; i < path.size(); i++) {
            parts[i + 1] = path.get(i).bytes();
        }
        return Bytes.concat(parts);
    }

    private static List<Hash32> inside(byte[] block, int watched, int height) {
        Sha256 sha = new Sha256();
        TreeFold fold = new TreeFold(sha, TreeFold.CONTENT_NODE, 0, height, watched);
        byte[] leaf = new byte[Hash32.LENGTH];
        for (int from = 0; from < block.length; from += ContentShape.LEAF) {
            sha.tag(TreeFold.CONTENT_LEAF)
                    .add(block, from, Math.min(ContentShape.LEAF, block.length - from))
                    .into(leaf, 0);
            fold.add(leaf, 0);
        }
        fold.rootInto(new byte[Hash32.LENGTH], 0);
        return fold.path();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeafProof proof
                && index == proof.index
                && Arrays.equals(data, proof.data)
                && path.equals(proof.path);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(index) + Arrays.hashCode(data)) + path.hashCode();
    }

    @Override
    public String toString() {
        return "LeafProof[index=" + index + ", " + data.length + " bytes]";
    }
}
