package org.pluspeer.market.wire;

import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A run of pairs with the way from its node up to the exchange root, so that it is checked by itself. The arrays are
 * shared, not copied, for speed: nobody changes them.
 *
 * @param first index of the first block
 * @param plainRoots 32 bytes a block, in order
 * @param path siblings from the run's node up
 * @param cipher the blocks' ciphertext, in order, one after the other
 */
public record BlocksReply(Hash32 exchangeRoot, long first, byte[] plainRoots, List<Hash32> path, byte[] cipher)
        implements Message {
    public static final int MAX_BLOCKS = ContentShape.RUN / ContentShape.LEAF;

    /** Of ciphertext. */
    public static final int MAX_BYTES = ContentShape.RUN;

    /** Siblings: 2^32 runs are more than any node can hold. */
    public static final int MAX_PATH = 32;

    /** @throws MalformedException if a field is out of bounds, or the two arrays cannot belong together */
    public BlocksReply {
        path = List.copyOf(path);
        int count = plainRoots.length / Hash32.LENGTH;
        if (first < 0
                || count < 1
                || count > MAX_BLOCKS
                || path.size() > MAX_PATH
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

    /** Whether it is the whole answer to that request in form; {@link #holds} says whether it is right. */
    public boolean answers(BlocksRequest request, ContentShape shape) {
        return exchangeRoot.equals(request.exchangeRoot())
                && first == request.first()
                && count() == request.count()
                && request.fits(shape)
                && path.size() == shape.runPathLength()
                && cipher.length == shape.runLength(first, count());
    }

    /** Whether these pairs are under the exchange root in this place, whoever sent them. Call it for an answer only. */
    public boolean holds(RunHasher hasher, ContentShape shape) {
        return hasher.holds(first / shape.runBlocks(), cipher, plainRoots, path, exchangeRoot);
    }

    @Override
    public MessageType type() {
        return MessageType.BLOCKS_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(exchangeRoot)
                .u64(first)
                .u16(count())
                .raw(plainRoots)
                .hashes(path)
                .bytes(cipher);
    }

    @Override
    public byte[] body() {
        WireWriter out = new WireWriter(48 + plainRoots.length + path.size() * Hash32.LENGTH + cipher.length);
        writeTo(out);
        return out.toBytes();
    }

    static BlocksReply read(WireReader in) {
        Hash32 exchangeRoot = in.hash();
        long first = in.u64();
        int count = in.u16();
        return new BlocksReply(
                exchangeRoot, first, in.raw(count * Hash32.LENGTH), in.hashes(MAX_PATH), in.bytes(MAX_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlocksReply that
                && exchangeRoot.equals(that.exchangeRoot)
                && first == that.first
                && Arrays.equals(plainRoots, that.plainRoots)
                && path.equals(that.path)
                && Arrays.equals(cipher, that.cipher);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * exchangeRoot.hashCode() + Long.hashCode(first)) + Arrays.hashCode(plainRoots);
    }

    @Override
    public String toString() {
        return "BlocksReply[" + exchangeRoot + ", " + count() + " from " + first + ", " + cipher.length + " bytes]";
    }
}
