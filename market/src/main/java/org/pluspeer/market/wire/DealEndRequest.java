package org.pluspeer.market.wire;

import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.EarlyEnd;
import org.pluspeer.wallet.eth.Signature;

/** A client that wants a deal to end early, signed by it. Answered by {@link DealEndReply}. */
public record DealEndRequest(AgreedEnd end) implements Message {
    static final int BYTES = 32 + Integer.BYTES + Long.BYTES + Signature.LENGTH;

    @Override
    public MessageType type() {
        return MessageType.DEAL_END_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        write(end, out);
    }

    static void write(AgreedEnd agreed, WireWriter out) {
        EarlyEnd end = agreed.end();
        out.hash(end.dealId()).u32(end.epochs()).u64(end.validUntil()).signature(agreed.signature());
    }

    static DealEndRequest read(WireReader in) {
        return new DealEndRequest(readEnd(in));
    }

    static AgreedEnd readEnd(WireReader in) {
        return new AgreedEnd(new EarlyEnd(in.hash(), in.u32(), in.u64()), in.signature());
    }
}
