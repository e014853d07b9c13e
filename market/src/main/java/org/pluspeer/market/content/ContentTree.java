package org.pluspeer.market.content;

import java.util.Arrays;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Names content while it streams by: give it the bytes in order, then {@link #finish()}. It holds one block and 32
 * bytes a block (16 MiB a GiB at 2 KiB blocks). An instance is for one content and one thread.
 */
public final class ContentTree {
    private final int blockSize;
    private final BlockHasher hasher;
    private final byte[] block;
    private int filled;
    private long size;
    private byte[] roots = new byte[1024];
    private int rootsEnd;

    /** @throws MalformedException if blockSize is no block size */
    public ContentTree(int blockSize) {
        this.blockSize = blockSize;
        this.hasher = new BlockHasher(blockSize);
        this.block = new byte[blockSize];
    }

    /**
     * The next bytes of the content, any number of them.
     *
     * @throws MalformedException if the content has more blocks than {@link BlockRoots} can hold
     */
    public void add(byte[] bytes, int from, int length) {
        int at = from;
        int end = Math.addExact(from, length);
        size += length;
        while (at < end) {
            if (filled == 0 && end - at >= blockSize) {
                seal(bytes, at, blockSize);
                at += blockSize;
                continue;
            }
            int part = Math.min(blockSize - filled, end - at);
            System.arraycopy(bytes, at, block, filled, part);
            filled += part;
            at += part;
            if (filled == blockSize) {
                seal(block, 0, blockSize);
                filled = 0;
            }
        }
    }

    /**
     * The name of what was added, with the roots of its blocks.
     *
     * @throws MalformedException if nothing was added
     */
    public BlockRoots finish() {
        ContentShape shape = new ContentShape(size, blockSize);
        if (filled > 0) {
            seal(block, 0, filled);
            filled = 0;
        }
        return BlockRoots.of(shape, Arrays.copyOf(roots, rootsEnd));
    }

    private void seal(byte[] bytes, int from, int length) {
        if (rootsEnd + Hash32.LENGTH > roots.length) {
            if (roots.length >= BlockRoots.MAX_BLOCKS * Hash32.LENGTH) {
                throw new MalformedException("content of more than " + BlockRoots.MAX_BLOCKS + " blocks");
            }
            roots = Arrays.copyOf(roots, roots.length * 2);
        }
        hasher.plainRootInto(bytes, from, length, roots, rootsEnd);
        rootsEnd += Hash32.LENGTH;
    }
}
