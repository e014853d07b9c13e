package org.pluspeer.market.wire;

import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Lets a provider open a replica that holds the shared ciphertext of a listing, so that it can give it on. Answered by
 * {@link Acknowledged}; the same again changes nothing.
 *
 * @param exchangeRoot of the ciphertext
 * @param shape of the content that it is the ciphertext of; what the replica holds is laid out as {@link CipherLayout}
 * @param key of the replica's seal, and of nothing else: the content stays closed
 */
public record ReplicaUnlock(Hash32 dealId, Hash32 exchangeRoot, ContentShape shape, ContentKey key) implements Message {
    static final int BYTES = 3 * Hash32.LENGTH + Long.BYTES + Integer.BYTES;

    @Override
    public MessageType type() {
        return MessageType.REPLICA_UNLOCK;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(dealId)
                .hash(exchangeRoot)
                .u64(shape.size())
                .u32(shape.blockSize())
                .raw(key.bytes());
    }

    static ReplicaUnlock read(WireReader in) {
        return new ReplicaUnlock(
                in.hash(), in.hash(), new ContentShape(in.u64(), in.u32()), ContentKey.of(in.raw(Hash32.LENGTH)));
    }
}
