package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Asks a provider for a piece of a replica back, to be paid for when it has come. Answered by {@link ReplicaPiece}; by
 * {@link ChannelStanding} where the credit is used up.
 *
 * @param perGib the price that the deal was proposed under
 */
public record PaidReplicaRequest(
        ReplicaRequest replica,
        Amount perGib,
        Hash32 channelId,
        @Nullable Voucher newest) implements PaidRequest {
    static final int BYTES = 36 + 12 + 32 + 1 + 12 + 65;

    @Override
    public MessageType type() {
        return MessageType.PAID_REPLICA_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        replica.writeTo(out);
        out.amount96(perGib).hash(channelId).flag(newest != null);
        if (newest != null) {
            out.amount96(newest.cumulative()).signature(newest.signature());
        }
    }

    static PaidReplicaRequest read(WireReader in) {
        return new PaidReplicaRequest(
                ReplicaRequest.read(in),
                in.amount96(),
                in.hash(),
                in.flag() ? new Voucher(in.amount96(), in.signature()) : null);
    }
}
