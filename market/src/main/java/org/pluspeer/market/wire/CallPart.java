package org.pluspeer.market.wire;

import java.util.Arrays;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** @param bytes of the body from the offset on; shared, not copied: nobody changes them */
public record CallPart(Hash32 callId, long offset, byte[] bytes) implements Message {
    static final int MAX_BYTES = 32 + 8 + 4 + CallReply.MAX_PART;

    /** @throws MalformedException if it is too much */
    public CallPart {
        if (bytes.length > CallReply.MAX_PART) {
            throw new MalformedException("call part: too long");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CALL_PART;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(callId).u64(offset).bytes(bytes);
    }

    static CallPart read(WireReader in) {
        return new CallPart(in.hash(), in.u64(), in.bytes(CallReply.MAX_PART));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallPart that
                && callId.equals(that.callId)
                && offset == that.offset
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * callId.hashCode() + Arrays.hashCode(bytes);
    }
}
