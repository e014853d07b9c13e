package org.pluspeer.market.wire;

import java.util.List;
import org.pluspeer.wallet.eth.MalformedException;

/** One header of a call that goes from peer to peer. */
public record CallHeader(String name, String value) {
    /** Of one call. */
    public static final int MOST = 100;

    /** Bytes of all names and values of one call, in UTF-8. */
    public static final int MAX_BYTES = 16 << 10;

    private static final int MAX_NAME = 128;
    private static final int MAX_VALUE = 8 << 10;
    private static final int LEAST = 4;

    static void require(List<CallHeader> headers) {
        if (headers.size() > MOST) {
            throw new MalformedException("a call with " + headers.size() + " headers");
        }
    }

    static void write(List<CallHeader> headers, WireWriter out) {
        out.u16(headers.size());
        headers.forEach(header -> out.text(header.name()).text(header.value()));
    }

    static List<CallHeader> read(WireReader in) {
        return in.list(MOST, LEAST, one -> new CallHeader(one.text(MAX_NAME), one.text(MAX_VALUE)));
    }
}
