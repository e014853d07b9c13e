package org.pluspeer.node.trade;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.sale.SaleSignatures;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/** Offers and releases, signed by the account after its policy. */
public final class Signatures implements SaleSignatures {
    private final SigningDesk signing;
    private final Venue venue;
    private final BooleanSupplier locked;

    /** @param locked whether the owner's keys are */
    public Signatures(SigningDesk signing, Venue venue, BooleanSupplier locked) {
        this.signing = signing;
        this.venue = venue;
        this.locked = locked;
    }

    @Override
    public Address account() {
        return signing.account();
    }

    @Override
    public boolean isLocked() {
        return locked.getAsBoolean();
    }

    @Override
    public Signature sign(Offer offer) {
        return sign(Purpose.OFFER, offer.struct());
    }

    @Override
    public Signature release(Hash32 offerId) {
        return sign(Purpose.RELEASE, Offer.release(offerId));
    }

    private Signature sign(Purpose purpose, Eip712.Struct message) {
        Eip712.Domain domain = Offer.domain(venue.chainId(), venue.exchange());
        return signing.sign(new Intent.SignTyped(purpose, domain, message, List.of()), Consent.none());
    }
}
