package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks the seller for a signed offer. The same request again gets the same offer while it holds.
 *
 * @param requestId random, chosen by the buyer
 * @param listing the listing's id
 * @param buyer the account that will pay; bound to the asking node
 * @param buyerKey the key that will sign the release
 */
public record OfferRequest(Hash32 requestId, Hash32 listing, Address buyer, Address buyerKey) implements Message {
    /** @throws MalformedException if an account is the zero address */
    public OfferRequest {
        if (buyer.isZero() || buyerKey.isZero()) {
            throw new MalformedException("offer request: buyer and buyerKey are accounts");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.OFFER_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(requestId).hash(listing).address(buyer).address(buyerKey);
    }

    static OfferRequest read(WireReader in) {
        return new OfferRequest(in.hash(), in.hash(), in.address(), in.address());
    }
}
