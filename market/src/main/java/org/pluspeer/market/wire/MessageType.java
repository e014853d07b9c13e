package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/** The kinds of message, with their numbers on the wire and the most bytes that their bodies may have. */
public enum MessageType {
    HELLO(1, 4096),
    PING(2, 8),
    PONG(3, 8),
    BYE(4, 3 + Said.MAX_BYTES),
    REFUSAL(5, 3 + Said.MAX_BYTES),
    ACKNOWLEDGED(6, 0),
    LISTING_INVENTORY(16, 66 + ListingInventory.MAX_STANDINGS * ListingInventory.STANDING_BYTES),
    LISTING_WANT(17, 2 + ListingWant.MAX_DIGESTS * 32),
    LISTING_PUT(18, ListingPut.MAX_BYTES),
    LISTING_REVOKE(19, 153),
    LISTING_SUMMARY(20, 2 + ListingSummary.MAX_SPANS * ListingSummary.SPAN_BYTES),
    LISTING_NEWS(21, 2 + ListingNews.MAX_STANDINGS * ListingInventory.STANDING_BYTES),
    OFFER_REQUEST(32, 104),
    OFFER_REPLY(33, 494),
    BLOCKS_REQUEST(34, 42),
    BLOCKS_REPLY(35, 48 + BlocksReply.MAX_BYTES + (BlocksReply.MAX_BLOCKS + BlocksReply.MAX_PATH) * 32),
    KEY_REQUEST(36, 32),
    KEY_REPLY(37, 64),
    RELEASE_PUT(38, 97),
    OFFER_DROP(39, 32),
    HOLDING_REQUEST(40, 32),
    HOLDING_REPLY(41, 36 + HoldingReply.MAX_BYTES),
    FIND(48, Find.MAX_BYTES),
    FOUND(49, Found.MAX_BYTES),
    NODE_PUT(50, NodeRecord.MOST),
    PROVIDER_PUT(51, ProviderRecord.MOST),
    RELAY_REQUEST(64, PathSession.BYTES),
    RELAY_GRANT(65, RelayGrant.BYTES),
    RELAY_CALL(66, 20),
    RELAY_CALLED(67, 4),
    RELAY_PACKET(68, 9 + RelayPacket.MAX_DATAGRAM),
    PATH_OFFER(69, PathOffer.MAX_BYTES),
    REACH_REQUEST(80, 2),
    REACH_REPLY(81, ReachReply.BYTES),
    DEAL_PROPOSAL(96, 300),
    DEAL_QUERY(97, 32),
    DEAL_REPLY(98, 102),
    REPLICA_PIECE(99, 40 + ReplicaPiece.MAX_BYTES),
    REPLICA_REQUEST(100, 36),
    REPLICA_UNLOCK(101, ReplicaUnlock.BYTES),
    DEAL_END_REQUEST(102, DealEndRequest.BYTES),
    DEAL_END_REPLY(103, DealEndRequest.BYTES),
    VOUCHER_PUT(112, 109),
    CHANNEL_QUERY(113, 32),
    CHANNEL_STANDING(114, 122),
    CLOSING_REQUEST(115, 52),
    CLOSING_REPLY(116, 117),
    CALL_REQUEST(117, CallRequest.MAX_BYTES),
    CALL_REPLY(118, CallReply.MAX_BYTES),
    CALL_PART_REQUEST(119, 40),
    CALL_PART(120, CallPart.MAX_BYTES),
    QUOTE_REQUEST(128, 32),
    QUOTE_REPLY(129, QuoteReply.BYTES),
    PAID_BLOCKS_REQUEST(130, PaidBlocksRequest.BYTES),
    PAID_REPLICA_REQUEST(144, PaidReplicaRequest.BYTES);

    private static final MessageType[] BY_CODE = byCode();

    private final int code;
    private final int largestBody;

    MessageType(int code, int largestBody) {
        this.code = code;
        this.largestBody = largestBody;
    }

    /** 0 to 255. */
    public int code() {
        return code;
    }

    /** In bytes; a longer frame is cut off by its header. */
    public int largestBody() {
        return largestBody;
    }

    /**
     * The most bytes that a body of this type may have; negative for a type that is not known.
     *
     * @param code as it came
     */
    public static int largestBody(int code) {
        MessageType type = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        return type == null ? -1 : type.largestBody;
    }

    /** @throws MalformedException for a number that no message has */
    public static MessageType of(int code) {
        MessageType type = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (type == null) {
            throw new MalformedException("there is no message of type " + code);
        }
        return type;
    }

    /**
     * Reads a body of this type.
     *
     * @param body not to be changed meanwhile
     * @throws MalformedException if it is anything but one whole message within its limits
     */
    public Message read(byte[] body) {
        if (body.length > largestBody) {
            throw new MalformedException(name() + " of " + body.length + " bytes, at most " + largestBody);
        }
        WireReader in = new WireReader(body);
        Message message = read(in);
        in.end();
        return message;
    }

    private Message read(WireReader in) {
        return switch (this) {
            case HELLO -> Hello.read(in);
            case PING -> Ping.read(in);
            case PONG -> Pong.read(in);
            case BYE -> Bye.read(in);
            case REFUSAL -> Refusal.read(in);
            case ACKNOWLEDGED -> Acknowledged.read(in);
            case LISTING_INVENTORY -> ListingInventory.read(in);
            case LISTING_WANT -> ListingWant.read(in);
            case LISTING_PUT -> ListingPut.read(in);
            case LISTING_REVOKE -> ListingRevoke.read(in);
            case LISTING_SUMMARY -> ListingSummary.read(in);
            case LISTING_NEWS -> ListingNews.read(in);
            case OFFER_REQUEST -> OfferRequest.read(in);
            case OFFER_REPLY -> OfferReply.read(in);
            case BLOCKS_REQUEST -> BlocksRequest.read(in);
            case BLOCKS_REPLY -> BlocksReply.read(in);
            case KEY_REQUEST -> KeyRequest.read(in);
            case KEY_REPLY -> KeyReply.read(in);
            case RELEASE_PUT -> ReleasePut.read(in);
            case OFFER_DROP -> OfferDrop.read(in);
            case HOLDING_REQUEST -> HoldingRequest.read(in);
            case HOLDING_REPLY -> HoldingReply.read(in);
            case FIND -> Find.read(in);
            case FOUND -> Found.read(in);
            case NODE_PUT -> NodePut.read(in);
            case PROVIDER_PUT -> ProviderPut.read(in);
            case RELAY_REQUEST -> RelayRequest.read(in);
            case RELAY_GRANT -> RelayGrant.read(in);
            case RELAY_CALL -> RelayCall.read(in);
            case RELAY_CALLED -> RelayCalled.read(in);
            case RELAY_PACKET -> RelayPacket.read(in);
            case PATH_OFFER -> PathOffer.read(in);
            case REACH_REQUEST -> ReachRequest.read(in);
            case REACH_REPLY -> ReachReply.read(in);
            case DEAL_PROPOSAL -> DealProposal.read(in);
            case DEAL_QUERY -> DealQuery.read(in);
            case DEAL_REPLY -> DealReply.read(in);
            case REPLICA_PIECE -> ReplicaPiece.read(in);
            case REPLICA_REQUEST -> ReplicaRequest.read(in);
            case REPLICA_UNLOCK -> ReplicaUnlock.read(in);
            case DEAL_END_REQUEST -> DealEndRequest.read(in);
            case DEAL_END_REPLY -> DealEndReply.read(in);
            case VOUCHER_PUT -> VoucherPut.read(in);
            case CHANNEL_QUERY -> ChannelQuery.read(in);
            case CHANNEL_STANDING -> ChannelStanding.read(in);
            case CLOSING_REQUEST -> ClosingRequest.read(in);
            case CLOSING_REPLY -> ClosingReply.read(in);
            case CALL_REQUEST -> CallRequest.read(in);
            case CALL_REPLY -> CallReply.read(in);
            case CALL_PART_REQUEST -> CallPartRequest.read(in);
            case CALL_PART -> CallPart.read(in);
            case QUOTE_REQUEST -> QuoteRequest.read(in);
            case QUOTE_REPLY -> QuoteReply.read(in);
            case PAID_BLOCKS_REQUEST -> PaidBlocksRequest.read(in);
            case PAID_REPLICA_REQUEST -> PaidReplicaRequest.read(in);
        };
    }

    private static MessageType[] byCode() {
        MessageType[] types = new MessageType[256];
        for (MessageType type : values()) {
            types[type.code] = type;
        }
        return types;
    }
}
