package org.pluspeer.market.content;

import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** The content tree's node over one block: its plainRoot. An instance belongs to one thread at a time. */
public final class BlockHasher {
    private final int blockSize;
    private final Sha256 sha = new Sha256();
    private final TreeFold fold;
    private final byte[] leaf = new byte[Hash32.LENGTH];

    /** @throws MalformedException if blockSize is no block size */
    public BlockHasher(int blockSize) {
        int height = new ContentShape(1, blockSize).blockHeight();
        this.blockSize = blockSize;
        this.fold = new TreeFold(sha, TreeFold.CONTENT_NODE, 0, height, TreeFold.NONE);
    }

    /**
     * Hashes a block of 1 to blockSize bytes.
     *
     * @throws MalformedException if it has none or more
     */
    public Hash32 plainRoot(byte[] bytes, int from, int length) {
        byte[] out = new byte[Hash32.LENGTH];
        plainRootInto(bytes, from, length, out, 0);
        return Hash32.of(out);
    }

    /** The same without garbage: writes 32 bytes. */
    public void plainRootInto(byte[] bytes, int from, int length, byte[] out, int at) {
        if (length < 1 || length > blockSize) {
            throw new MalformedException("a block of " + length + " bytes where at most " + blockSize + " go");
        }
        for (int done = 0; done < length; done += ContentShape.LEAF) {
            sha.tag(TreeFold.CONTENT_LEAF)
                    .add(bytes, from + done, Math.min(ContentShape.LEAF, length - done))
                    .into(leaf, 0);
            fold.add(leaf, 0);
        }
        fold.rootInto(out, at);
    }
}
