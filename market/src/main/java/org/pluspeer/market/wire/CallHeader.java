package org.pluspeer.market.wire;

import java.nio.charset.StandardCharsets;
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

    /** Whether a message takes it. */
    public static boolean fits(String name, String value) {
        return bytes(name) <= MAX_NAME && bytes(value) <= MAX_VALUE;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static void require(List<CallHeader> headers) {
        int bytes = headers.stream()
                .mapToInt(header -> bytes(header.name()) + bytes(header.value()))
                .sum();
        if (headers.size() > MOST || bytes > MAX_BYTES) {
            throw new MalformedException("a call with too many headers, or too long ones");
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
