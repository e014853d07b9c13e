package org.pluspeer.market.wire;

/** One thing that a peer says. Every record refuses values out of its bounds when it is made. */
public sealed interface Message
        permits Acknowledged,
                BlocksReply,
                BlocksRequest,
                Bye,
                DealEndReply,
                DealEndRequest,
                DealProposal,
                DealQuery,
                DealReply,
                CallPart,
                CallPartRequest,
                CallReply,
                CallRequest,
                ChannelQuery,
                ChannelStanding,
                ClosingReply,
                ClosingRequest,
                Find,
                Found,
                Hello,
                HoldingReply,
                HoldingRequest,
                KeyReply,
                KeyRequest,
                ListingInventory,
                ListingNews,
                ListingPut,
                ListingRevoke,
                ListingSummary,
                ListingWant,
                NodePut,
                OfferDrop,
                OfferReply,
                OfferRequest,
                PaidRequest,
                PathOffer,
                Ping,
                Pong,
                ProviderPut,
                QuoteReply,
                QuoteRequest,
                ReachReply,
                ReachRequest,
                Refusal,
                RelayCall,
                RelayCalled,
                RelayGrant,
                RelayPacket,
                RelayRequest,
                ReleasePut,
                ReplicaPiece,
                ReplicaRequest,
                ReplicaUnlock,
                VoucherPut {

    MessageType type();

    /** Puts the body's fields, in order. */
    void writeTo(WireWriter out);

    /** The same as {@link #body()}, without copying what is long. */
    default Body parts() {
        WireWriter out = new WireWriter(256);
        writeTo(out);
        return out.toBody();
    }

    /** The body of a frame of this {@link #type()}. */
    default byte[] body() {
        WireWriter out = new WireWriter(256);
        writeTo(out);
        return out.toBytes();
    }
}
