package org.pluspeer.market.wire;

import java.util.Arrays;
import java.util.List;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

/**
 * The answer to a call, or its beginning; the rest is asked for by {@link CallPartRequest}.
 *
 * @param status of HTTP
 * @param charged whether the call was paid for by it
 * @param delivered worth of all that the channel paid for so far, in base units
 * @param receipt by the seller's node key over the call, its answer and what was delivered
 * @param length bytes of the whole body
 * @param start of the body; shared, not copied: nobody changes it
 */
public record CallReply(
        Hash32 callId,
        int status,
        boolean charged,
        Amount delivered,
        Signature receipt,
        List<CallHeader> headers,
        long length,
        byte[] start)
        implements Message {
    /** Of an answer's body. */
    public static final int MAX_LENGTH = 8 << 20;

    /** Of a body in one message. */
    public static final int MAX_PART = 256 << 10;

    static final int MAX_BYTES =
            32 + 2 + 1 + 12 + 65 + 2 + 4 * CallHeader.MOST + CallHeader.MAX_BYTES + 8 + 4 + MAX_PART;

    /** @throws MalformedException if the status is none, or there is too much of anything */
    public CallReply {
        headers = List.copyOf(headers);
        CallHeader.require(headers);
        boolean sized = start.length == Math.min(length, MAX_PART) && length <= MAX_LENGTH;
        if (status < 100 || status > 599 || !sized) {
            throw new MalformedException("call reply: out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CALL_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(callId).u16(status).flag(charged).amount96(delivered).signature(receipt);
        CallHeader.write(headers, out);
        out.u64(length).bytes(start);
    }

    static CallReply read(WireReader in) {
        return new CallReply(
                in.hash(),
                in.u16(),
                in.flag(),
                in.amount96(),
                in.signature(),
                CallHeader.read(in),
                in.u64(),
                in.bytes(MAX_PART));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallReply that && callId.equals(that.callId) && Arrays.equals(body(), that.body());
    }

    @Override
    public int hashCode() {
        return callId.hashCode();
    }
}
