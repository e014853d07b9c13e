package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks a provider for a piece of a replica back. Answered by {@link ReplicaPiece}.
 *
 * @param index of the piece, from 0
 */
public record ReplicaRequest(Hash32 dealId, int index) implements Message {
    /** @throws MalformedException if the index is out of bounds */
    public ReplicaRequest {
        if (index < 0) {
            throw new MalformedException("replica request: index is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.REPLICA_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(dealId).u32(index);
    }

    static ReplicaRequest read(WireReader in) {
        return new ReplicaRequest(in.hash(), in.u32());
    }
}
