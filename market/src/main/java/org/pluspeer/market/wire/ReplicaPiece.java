package org.pluspeer.market.wire;

import java.util.Arrays;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * One piece of a replica: on its way to the provider, which acknowledges it, or back. The array is shared, not copied,
 * for speed: nobody changes it.
 *
 * @param index from 0
 * @param bytes {@link #MAX_BYTES} of them; the last piece may be shorter
 */
public record ReplicaPiece(Hash32 dealId, int index, byte[] bytes) implements Message {
    public static final int MAX_BYTES = 256 << 10;

    /** @throws MalformedException if a field is out of bounds */
    public ReplicaPiece {
        if (index < 0 || bytes.length < 1 || bytes.length > MAX_BYTES) {
            throw new MalformedException("replica piece: a field is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.REPLICA_PIECE;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(dealId).u32(index).bytes(bytes);
    }

    @Override
    public byte[] body() {
        WireWriter out = new WireWriter(40 + bytes.length);
        writeTo(out);
        return out.toBytes();
    }

    static ReplicaPiece read(WireReader in) {
        return new ReplicaPiece(in.hash(), in.u32(), in.bytes(MAX_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplicaPiece that
                && dealId.equals(that.dealId)
                && index == that.index
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dealId.hashCode() + index) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ReplicaPiece[" + dealId + ", " + index + ", " + bytes.length + " bytes]";
    }
}
