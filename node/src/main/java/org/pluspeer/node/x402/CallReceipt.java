package org.pluspeer.node.x402;

import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.wire.CallReply;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a seller's node signs of a call: {@code CallReceipt} of docs/protocol/14-services.md.
 *
 * @param request SHA-256 of method, path and body
 * @param answer SHA-256 of the whole body
 * @param delivered worth of all that the channel paid for so far, in base units
 */
record CallReceipt(
        Hash32 channelId, Hash32 callId, Hash32 request, int status, boolean charged, Hash32 answer, Amount delivered) {

    static CallReceipt of(Hash32 channelId, Hash32 request, CallReply reply, byte[] body) {
        return new CallReceipt(
                channelId,
                reply.callId(),
                request,
                reply.status(),
                reply.charged(),
                Sha256.hash(body),
                reply.delivered());
    }

    Hash32 digest(ChannelVenue venue) {
        return Eip712.digest(
                venue.domain(),
                Eip712.Struct.named("CallReceipt")
                        .bytes32("channelId", channelId)
                        .bytes32("callId", callId)
                        .bytes32("request", request)
                        .uint(16, "status", status)
                        .uint(8, "charged", charged ? 1 : 0)
                        .bytes32("answer", answer)
                        .uint(96, "delivered", delivered)
                        .build());
    }
}
