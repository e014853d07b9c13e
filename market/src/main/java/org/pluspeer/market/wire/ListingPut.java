package org.pluspeer.market.wire;

import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.SignedListing;

/** A listing, told or passed on. */
public record ListingPut(SignedListing listing) implements Message {
    static final int MAX_BYTES = 369 + SignedListing.MAX_BODY;

    @Override
    public MessageType type() {
        return MessageType.LISTING_PUT;
    }

    @Override
    public void writeTo(WireWriter out) {
        Listing head = listing.listing();
        out.u64(listing.chainId())
                .address(listing.contract())
                .hash(head.bodyHash())
                .address(head.seller())
                .hash(head.listingKey())
                .u64(head.sequence())
                .hash(head.contentRoot())
                .u64(head.size())
                .u32(head.blockSize())
                .address(head.token())
                .amount96(head.price())
                .hash(head.payee())
                .u64(head.validUntil())
                .hash(head.exchangeRoot())
                .hash(head.keyHash())
                .signature(listing.signature())
                .bytes(listing.body());
    }

    static ListingPut read(WireReader in) {
        return new ListingPut(new SignedListing(
                in.u64(), in.address(), readHead(in), in.signature(), in.bytes(SignedListing.MAX_BODY)));
    }

    private static Listing readHead(WireReader in) {
        return new Listing(
                in.hash(),
                in.address(),
                in.hash(),
                in.u64(),
                in.hash(),
                in.u64(),
                in.u32(),
                in.address(),
                in.amount96(),
                in.hash(),
                in.u64(),
                in.hash(),
                in.hash());
    }
}
