package org.pluspeer.market.content;

import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * How a ciphertext lies in a file, so that each run of it can be read and checked by itself: run after run, of each the
 * siblings from its node up to the exchange root, the plainRoots of its blocks, and its bytes.
 */
public record CipherLayout(ContentShape shape) {

    /** Bytes in all. */
    public long size() {
        return shape.size() + Hash32.LENGTH * (shape.blocks() + shape.runs() * shape.runPathLength());
    }

    /** Bytes of a run that is whole; the last may be shorter. */
    public int whole() {
        return ContentShape.RUN + Hash32.LENGTH * (shape.runBlocks() + shape.runPathLength());
    }

    /**
     * Where a run begins.
     *
     * @throws MalformedException if there is no such run
     */
    public long offset(int run) {
        shape.blocksInRun(run);
        return (long) run * whole();
    }

    /**
     * Bytes of a run with what lies before them.
     *
     * @throws MalformedException if there is no such run
     */
    public int length(int run) {
        int count = shape.blocksInRun(run);
        return pathBytes() + count * Hash32.LENGTH + (int) shape.runLength(first(run), count);
    }

    /** Index of a run's first block. */
    public long first(int run) {
        return (long) run * shape.runBlocks();
    }

    /** Bytes of the siblings at the head of each run. */
    public int pathBytes() {
        return shape.runPathLength() * Hash32.LENGTH;
    }
}
