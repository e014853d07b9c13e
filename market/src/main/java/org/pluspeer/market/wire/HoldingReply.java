package org.pluspeer.market.wire;

import java.util.BitSet;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Which runs of an encrypted content a node holds. The bits are shared, not copied: nobody changes them.
 *
 * @param runs bit r is 1 if run r is there
 */
public record HoldingReply(Hash32 exchangeRoot, BitSet runs) implements Message {
    /** Of bits: 2^19 runs, 128 GiB. */
    public static final int MAX_BYTES = 64 << 10;

    /** @throws MalformedException if there are bits for more runs than can be told */
    public HoldingReply {
        if (runs.length() > MAX_BYTES * Byte.SIZE) {
            throw new MalformedException("holding reply: too many runs");
        }
    }

    /** Whether it is about the content that was asked for, and tells of no run that this does not have. */
    public boolean answers(HoldingRequest request, ContentShape shape) {
        return exchangeRoot.equals(request.exchangeRoot()) && runs.length() <= shape.runs();
    }

    @Override
    public MessageType type() {
        return MessageType.HOLDING_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(exchangeRoot).bytes(runs.toByteArray());
    }

    static HoldingReply read(WireReader in) {
        Hash32 exchangeRoot = in.hash();
        byte[] bits = in.bytes(MAX_BYTES);
        if (bits.length > 0 && bits[bits.length - 1] == 0) {
            throw new MalformedException("holding reply: a byte without a bit at its end");
        }
        return new HoldingReply(exchangeRoot, BitSet.valueOf(bits));
    }
}
