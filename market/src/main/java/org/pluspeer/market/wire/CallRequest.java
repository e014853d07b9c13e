package org.pluspeer.market.wire;

import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A call of a service, with the voucher that pays for it. Answered by {@link CallReply}; by {@link ChannelStanding} where
 * the voucher does not cover it; the same again, by its id, is paid for once.
 *
 * @param callId random; names the call
 * @param listing the service's
 * @param method such as {@code GET}
 * @param path from the slash after the service's address on, with the query; may be empty
 * @param content the request's body; shared, not copied: nobody changes it
 */
public record CallRequest(
        Hash32 callId,
        Hash32 channelId,
        Voucher voucher,
        Hash32 listing,
        String method,
        String path,
        List<CallHeader> headers,
        byte[] content)
        implements Message {
    public static final int MAX_BODY = 256 << 10;
    public static final int MAX_PATH = 8 << 10;
    private static final int MAX_METHOD = 16;
    static final int MAX_BYTES =
            32 * 3 + 77 + 2 + MAX_METHOD + 2 + MAX_PATH + 2 + 4 * CallHeader.MOST + CallHeader.MAX_BYTES + 4 + MAX_BODY;

    /** @throws MalformedException if there is too much of anything, or the path does not begin with a slash or query */
    public CallRequest {
        headers = List.copyOf(headers);
        CallHeader.require(headers);
        boolean fits = method.length() <= MAX_METHOD && path.length() <= MAX_PATH && content.length <= MAX_BODY;
        boolean rooted = path.isEmpty() || path.startsWith("/") || path.startsWith("?");
        if (!fits || !rooted || method.isEmpty()) {
            throw new MalformedException("call request: out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CALL_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(callId)
                .hash(channelId)
                .amount96(voucher.cumulative())
                .signature(voucher.signature())
                .hash(listing)
                .text(method)
                .text(path);
        CallHeader.write(headers, out);
        out.bytes(content);
    }

    static CallRequest read(WireReader in) {
        return new CallRequest(
                in.hash(),
                in.hash(),
                new Voucher(in.amount96(), in.signature()),
                in.hash(),
                in.text(MAX_METHOD),
                in.text(MAX_PATH),
                CallHeader.read(in),
                in.bytes(MAX_BODY));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallRequest that && callId.equals(that.callId) && Arrays.equals(body(), that.body());
    }

    @Override
    public int hashCode() {
        return callId.hashCode();
    }
}
