package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * The buyer's word that the content is whole; answered by {@link Acknowledged}.
 *
 * @param signature over {@code Release(offerId)}, by the offer's buyerKey
 */
public record ReleasePut(Hash32 offerId, Signature signature) implements Message {
    @Override
    public MessageType type() {
        return MessageType.RELEASE_PUT;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(offerId).signature(signature);
    }

    static ReleasePut read(WireReader in) {
        return new ReleasePut(in.hash(), in.signature());
    }
}
