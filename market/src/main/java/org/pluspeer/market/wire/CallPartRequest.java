package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/** Asks for more of an answer. Answered by {@link CallPart}. */
public record CallPartRequest(Hash32 callId, long offset) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CALL_PART_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(callId).u64(offset);
    }

    static CallPartRequest read(WireReader in) {
        return new CallPartRequest(in.hash(), in.u64());
    }
}
