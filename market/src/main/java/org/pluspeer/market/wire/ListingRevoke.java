package org.pluspeer.market.wire;

import org.pluspeer.market.listing.Revocation;
import org.pluspeer.market.listing.SignedRevocation;

/** The end of a listing, told or passed on. */
public record ListingRevoke(SignedRevocation revocation) implements Message {
    @Override
    public MessageType type() {
        return MessageType.LISTING_REVOKE;
    }

    @Override
    public void writeTo(WireWriter out) {
        Revocation head = revocation.revocation();
        out.u64(revocation.chainId())
                .address(revocation.contract())
                .address(head.seller())
                .hash(head.listingKey())
                .u64(head.sequence())
                .signature(revocation.signature());
    }

    static ListingRevoke read(WireReader in) {
        return new ListingRevoke(new SignedRevocation(
                in.u64(), in.address(), new Revocation(in.address(), in.hash(), in.u64()), in.signature()));
    }
}
