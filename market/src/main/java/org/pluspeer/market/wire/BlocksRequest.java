package org.pluspeer.market.wire;

import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks for one run of an encrypted content, as pairs of ciphertext and plainRoot.
 *
 * @param exchangeRoot names the encrypted content
 * @param first index of the run's first block
 * @param count how many blocks the run has, 1 to 1,024
 */
public record BlocksRequest(Hash32 exchangeRoot, long first, int count) implements Message {
    /** @throws MalformedException if the run is out of bounds */
    public BlocksRequest {
        if (first < 0 || count < 1 || count > BlocksReply.MAX_BLOCKS) {
            throw new MalformedException("blocks request: the run is out of bounds");
        }
    }

    /**
     * Asks for a run.
     *
     * @throws MalformedException if there is no such run
     */
    public static BlocksRequest of(Hash32 exchangeRoot, ContentShape shape, long run) {
        return new BlocksRequest(exchangeRoot, run * shape.runBlocks(), shape.blocksInRun(run));
    }

    /** Whether it asks for exactly one of the content's runs. */
    public boolean fits(ContentShape shape) {
        return first % shape.runBlocks() == 0 && first < shape.blocks() && count == shape.blocksInRun(run(shape));
    }

    /** Which run it asks for. */
    public long run(ContentShape shape) {
        return first / shape.runBlocks();
    }

    @Override
    public MessageType type() {
        return MessageType.BLOCKS_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(exchangeRoot).u64(first).u16(count);
    }

    static BlocksRequest read(WireReader in) {
        return new BlocksRequest(in.hash(), in.u64(), in.u16());
    }
}
