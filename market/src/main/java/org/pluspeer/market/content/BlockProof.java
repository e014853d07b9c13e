package org.pluspeer.market.content;

import java.util.Arrays;
import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * One block in clear with the way to the content root, such as a listing's sample.
 *
 * @param index of the block
 * @param data the whole block, 1 to 4096 bytes
 * @param path siblings from the block's node up
 */
public record BlockProof(long index, byte[] data, List<Hash32> path) {
    /** More levels than any content has. */
    public static final int MAX_PATH = 64;

    /** @throws MalformedException if a field is out of bounds */
    public BlockProof {
        if (index < 0 || data.length < 1 || data.length > ContentShape.MAX_BLOCK || path.size() > MAX_PATH) {
            throw new MalformedException("block proof: index, data or path is out of bounds");
        }
        data = data.clone();
        path = List.copyOf(path);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /** Whether this is that block of that content, in place and length; false for anything else. */
    public boolean holds(ContentShape shape, Hash32 contentRoot) {
        if (index >= shape.blocks() || data.length != shape.blockLength(index) || path.size() != shape.proofLength()) {
            return false;
        }
        Hash32 node = new BlockHasher(shape.blockSize()).plainRoot(data, 0, data.length);
        return TreeFold.climb(TreeFold.CONTENT_NODE, node.bytes(), index, path, shape.proofLength())
                .equals(contentRoot);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockProof proof
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
        return "BlockProof[index=" + index + ", " + data.length + " bytes]";
    }
}
