package org.pluspeer.node.sale;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * An offer that was taken, as the journal keeps it.
 *
 * @param mask sealed: with what is revealed on the chain it gives the key; absent in direct mode
 */
record TakenOffer(Signed offer, @Nullable String mask) {
    private static final byte[] ABOUT = "purchase mask".getBytes(StandardCharsets.US_ASCII);

    /** The offer and the seller's signature. */
    record Signed(Hash32 id, Offer offer, Signature signature) {}

    /** Null for another event. */
    static @Nullable TakenOffer of(PurchaseEvent event, SaleSecrets secrets) {
        if (!(event instanceof PurchaseEvent.OfferTaken(SignedOffer it))) {
            return null;
        }
        Mask mask = it.mask();
        return new TakenOffer(
                new Signed(it.id(), it.offer(), it.signature()),
                mask == null ? null : Bytes.hex(secrets.seal(mask.bytes(), ABOUT)));
    }

    PurchaseEvent event(SaleSecrets secrets) {
        Mask opened = mask == null ? null : Mask.of(secrets.open(Bytes.parseHex(mask), ABOUT));
        return new PurchaseEvent.OfferTaken(new SignedOffer(offer.id(), offer.offer(), offer.signature(), opened));
    }
}
