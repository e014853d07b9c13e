package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

/**
 * The seller's signed offer. The buyer computes its id by itself.
 *
 * @param chainId of the chain on which it can be accepted
 * @param contract FairExchange on that chain
 * @param signature the seller's
 * @param mask the secret of masked mode; null in direct mode
 */
public record OfferReply(
        long chainId,
        Address contract,
        Offer offer,
        Signature signature,
        @Nullable Mask mask) implements Message {
    /** @throws MalformedException if the chain id is out of bounds or the mask is not the offer's */
    public OfferReply {
        Hash32 maskHash = mask == null ? Hash32.ZERO : mask.maskHash();
        if (chainId < 1 || !maskHash.equals(offer.maskHash())) {
            throw new MalformedException("offer reply: chainId or mask does not fit");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.OFFER_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u64(chainId).address(contract);
        writeOffer(out, offer);
        out.signature(signature).flag(mask != null);
        if (mask != null) {
            out.raw(mask.bytes());
        }
    }

    static OfferReply read(WireReader in) {
        return new OfferReply(
                in.u64(), in.address(), readOffer(in), in.signature(), in.flag() ? Mask.of(in.raw(32)) : null);
    }

    private static void writeOffer(WireWriter out, Offer offer) {
        out.address(offer.seller())
                .address(offer.buyer())
                .address(offer.buyerKey())
                .address(offer.token())
                .hash(offer.payee())
                .amount96(offer.price())
                .amount96(offer.bond())
                .amount96(offer.noShow())
                .u64(offer.acceptBy())
                .u32(offer.revealWindow())
                .u32(offer.disputeWindow())
                .hash(offer.listing())
                .hash(offer.contentRoot())
                .u64(offer.size())
                .u32(offer.blockSize())
                .hash(offer.exchangeRoot())
                .hash(offer.keyHash())
                .hash(offer.maskHash())
                .hash(offer.nonce());
    }

    private static Offer readOffer(WireReader in) {
        return new Offer(
                in.address(),
                in.address(),
                in.address(),
                in.address(),
                in.hash(),
                in.amount96(),
                in.amount96(),
                in.amount96(),
                in.u64(),
                in.u32(),
                in.u32(),
                in.hash(),
                in.hash(),
                in.u64(),
                in.u32(),
                in.hash(),
                in.hash(),
                in.hash(),
                in.hash());
    }
}
