package org.pluspeer.market.content;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * How content falls into leaves and blocks.
 *
 * @param size of the content in bytes, at least 1
 * @param blockSize in bytes, a power of two from 256 to 4096
 */
public record ContentShape(long size, int blockSize) {
    /** Bytes under one leaf of the content tree. */
    public static final int LEAF = 256;

    public static final int MAX_BLOCK = 4096;
    public static final int DEFAULT_BLOCK = 2048;

    /** Bytes of content that travel in one piece: a run of blocks under one node of the exchange tree. */
    public static final int RUN = 256 << 10;

    /** Every tree has at least this many levels above its leaves. */
    public static final int MIN_DEPTH = 4;

    /** @throws MalformedException for empty content or a block size that is none */
    public ContentShape {
        if (size < 1) {
            throw new MalformedException("content must have at least one byte");
        }
        if (!isBlockSize(blockSize)) {
            throw new MalformedException("a block is a power of two from 256 to 4096 bytes, not " + blockSize);
        }
    }

    /** Whether a block may have this many bytes. */
    public static boolean isBlockSize(int bytes) {
        return Integer.bitCount(bytes) == 1 && bytes >= LEAF && bytes <= MAX_BLOCK;
    }

    /** How many blocks there are; the last may be short. */
    public long blocks() {
        return Math.ceilDiv(size, (long) blockSize);
    }

    /** How many leaves of the content tree there are; the last may be short. */
    public long leaves() {
        return Math.ceilDiv(size, (long) LEAF);
    }

    /**
     * Bytes in one block.
     *
     * @throws MalformedException if there is no such block
     */
    public int blockLength(long index) {
        return (int) Math.min(blockSize, size - offset(index));
    }

    /**
     * Where a block begins, in bytes.
     *
     * @throws MalformedException if there is no such block
     */
    public long offset(long index) {
        requireBlock(index);
        return index * blockSize;
    }

    /**
     * Bytes in a run of blocks.
     *
     * @throws MalformedException if the run is empty or leaves the content
     */
    public long runLength(long first, long count) {
        requireBlock(first);
        if (count < 1 || count > blocks() - first) {
            throw new MalformedException("there are no " + count + " blocks from " + first);
        }
        long end = first + count == blocks() ? size : (first + count) * blockSize;
        return end - first * blockSize;
    }

    /** How many blocks a whole run has: 64 to 1,024, a power of two. */
    public int runBlocks() {
        return RUN / blockSize;
    }

    /** How many runs there are; the last may be short. */
    public long runs() {
        return Math.ceilDiv(blocks(), (long) runBlocks());
    }

    /**
     * How many blocks a run has.
     *
     * @throws MalformedException if there is no such run
     */
    public int blocksInRun(long run) {
        if (run < 0 || run >= runs()) {
            throw new MalformedException("there is no run " + run + " of " + runs());
        }
        return (int) Math.min(runBlocks(), blocks() - run * runBlocks());
    }

    /** Levels of the exchange tree below a run's node. */
    public int runHeight() {
        return Math.min(exchangeDepth(), Integer.numberOfTrailingZeros(runBlocks()));
    }

    /** Siblings on the way from a run's node up to the exchange root; none where one run is all there is. */
    public int runPathLength() {
        return exchangeDepth() - runHeight();
    }

    /** Levels of the exchange tree above its leaves, one leaf a block. */
    public int exchangeDepth() {
        return Math.max(MIN_DEPTH, ceilLog2(blocks()));
    }

    /** Levels of the content tree above its leaves. */
    public int contentDepth() {
        return Math.max(MIN_DEPTH, ceilLog2(leaves()));
    }

    /** The height in the content tree of the node over one block. */
    public int blockHeight() {
        return Integer.numberOfTrailingZeros(blockSize / LEAF);
    }

    /** Siblings on the way from a block's node to the content root. */
    public int proofLength() {
        return contentDepth() - blockHeight();
    }

    private void requireBlock(long index) {
        if (index < 0 || index >= blocks()) {
            throw new MalformedException("there is no block " + index + " of " + blocks());
        }
    }

    private static int ceilLog2(long count) {
        return Long.SIZE - Long.numberOfLeadingZeros(count - 1);
    }
}
