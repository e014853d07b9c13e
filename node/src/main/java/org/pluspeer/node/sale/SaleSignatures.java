package org.pluspeer.node.sale;

import org.pluspeer.market.sale.Offer;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** The owner's signatures; each is asked of the policy. May throw LOCKED or REFUSED_BY_POLICY. */
public interface SaleSignatures {
    Address account();

    /** Whether nothing can be signed at present. */
    boolean isLocked();

    /** Over the offer's id in this node's venue. */
    Signature sign(Offer offer);

    /** The buyer's word that the money may go, by the key that the offer names. */
    Signature release(Hash32 offerId);
}
