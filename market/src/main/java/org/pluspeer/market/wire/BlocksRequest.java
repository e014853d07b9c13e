package org.pluspeer.market.wire;

import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks for a run of blocks of a sale, as pairs of ciphertext and plainRoot.
 *
 * @param first index of the first block
 * @param count how many, 1 to 1,024 and at most 256 KiB
 */
public record BlocksRequest(Hash32 offerId, long first, int count) implements Message {
    /** @throws MalformedException if the run is out of bounds */
    public BlocksRequest {
        if (first < 0 || count < 1 || count > BlocksReply.MAX_BLOCKS) {
            throw new MalformedException("blocks request: the run is out of bounds");
        }
    }

    /** How many blocks of this size go into one request. */
    public static int mostBlocks(int blockSize) {
        return BlocksReply.MAX_BYTES / blockSize;
    }

    /** Whether the content has this run and one reply can carry it. */
    public boolean fits(ContentShape shape) {
        return first < shape.blocks() && count <= shape.blocks() - first && count <= mostBlocks(shape.blockSize());
    }

    @Override
    public MessageType type() {
        return MessageType.BLOCKS_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(offerId).u64(first).u16(count);
    }

    static BlocksRequest read(WireReader in) {
        return new BlocksRequest(in.hash(), in.u64(), in.u16());
    }
}
