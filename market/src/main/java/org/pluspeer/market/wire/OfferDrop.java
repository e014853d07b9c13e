package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;

/**
 * The buyer will not accept the offer that it asked for: the seller need not keep the bond for it any longer. Answered
 * by {@link Acknowledged}, also where there is no such offer.
 *
 * @param requestId as in the {@link OfferRequest}
 */
public record OfferDrop(Hash32 requestId) implements Message {
    @Override
    public MessageType type() {
        return MessageType.OFFER_DROP;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(requestId);
    }

    static OfferDrop read(WireReader in) {
        return new OfferDrop(in.hash());
    }
}
