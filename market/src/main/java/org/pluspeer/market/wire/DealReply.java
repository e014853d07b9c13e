package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

/**
 * How far a provider is with a deal.
 *
 * @param missing index of the first piece of the replica that has not come; how many there are, once all have
 * @param signature over the deal's id; null while the replica or the collateral is not there
 */
public record DealReply(
        Hash32 dealId, int missing, @Nullable Signature signature) implements Message {
    /** @throws MalformedException if the index is out of bounds */
    public DealReply {
        if (missing < 0) {
            throw new MalformedException("deal reply: missing is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.DEAL_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(dealId).u32(missing).flag(signature != null);
        if (signature != null) {
            out.signature(signature);
        }
    }

    static DealReply read(WireReader in) {
        return new DealReply(in.hash(), in.u32(), in.flag() ? in.signature() : null);
    }
}
