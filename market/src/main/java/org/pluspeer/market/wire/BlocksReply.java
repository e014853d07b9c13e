package org.pluspeer.market.wire;

import java.util.Arrays;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A run of pairs. The arrays are shared, not copied, for speed: nobody changes them.
 *
 * @param first index of the first block
 * @param plainRoots 32 bytes a block, in order
 * @param cipher the blocks' ciphertext, in order, one after the other
 */
public record BlocksReply(Hash32 offerId, long first, byte[] plainRoots, byte[] cipher) implements Message {
    public static final int MAX_BLOCKS = 1024;

    /** Of ciphertext. */
    public static final int MAX_BYTES = 256 << 10;

    /** @throws MalformedException if a field is out of bounds, or the two arrays cannot belong together */
    public BlocksReply {
        int count = plainRoots.length / Hash32.LENGTH;
        if (first < 0
                || count < 1
                || count > MAX_BLOCKS
                || plainRoots.length % Hash32.LENGTH != 0
                || cipher.length < count
                || cipher.length > Math.min(MAX_BYTES, count * ContentShape.MAX_BLOCK)) {
            throw new MalformedException("blocks reply: a field is out of bounds");
        }
    }

    /** How many blocks it carries. */
    public int count() {
        return plainRoots.length / Hash32.LENGTH;
    }

    /** Whether it is the whole answer to that request, every block as long as it has to be. */
    public boolean answers(BlocksRequest request, ContentShape shape) {
        return offerId.equals(request.offerId())
                && first == request.first()
                && count() == request.count()
                && request.fits(shape)
                && cipher.length == shape.runLength(first, count());
    }

    @Override
    public MessageType type() {
        return MessageType.BLOCKS_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(offerId).u64(first).u16(count()).raw(plainRoots).bytes(cipher);
    }

    @Override
    public byte[] body() {
        WireWriter out = new WireWriter(46 + plainRoots.length + cipher.length);
        writeTo(out);
        return out.toBytes();
    }

    static BlocksReply read(WireReader in) {
        Hash32 offerId = in.hash();
        long first = in.u64();
        int count = in.u16();
        return new BlocksReply(offerId, first, in.raw(count * Hash32.LENGTH), in.bytes(MAX_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlocksReply that
                && offerId.equals(that.offerId)
                && first == that.first
                && Arrays.equals(plainRoots, that.plainRoots)
                && Arrays.equals(cipher, that.cipher);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * offerId.hashCode() + Long.hashCode(first)) + Arrays.hashCode(plainRoots);
    }

    @Override
    public String toString() {
        return "BlocksReply[" + offerId + ", " + count() + " from " + first + ", " + cipher.length + " bytes]";
    }
}
