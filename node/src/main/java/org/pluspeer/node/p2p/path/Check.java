package org.pluspeer.node.p2p.path;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a way leads to a peer, answers such a question, or both. All are of one length, so no answer is longer
 * than its question, and there is at most one answer to each.
 *
 * @param ask a number to be sent back; 0 asks nothing
 * @param echo the number that is answered; 0 answers nothing
 * @param seen where the question came from, as the answerer sees it; null if it came by a relay or nothing is answered
 */
public record Check(long ask, long echo, @Nullable InetSocketAddress seen) {
    /** The first byte of the packet. */
    public static final int TYPE = 1;

    /** Of the body, in bytes. */
    public static final int LENGTH = Long.BYTES + Long.BYTES + 1 + 16 + 2;

    private static final int IPV6 = 16;

    /** As a body. */
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).putLong(ask).putLong(echo);
        if (seen != null) {
            byte[] ip = seen.getAddress().getAddress();
            out.put((byte) ip.length).put(ip).putShort((short) seen.getPort());
        }
        return out.array();
    }

    /** Empty if the body is none. */
    public static Optional<Check> read(byte[] body) {
        if (body.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        long ask = in.getLong();
        long echo = in.getLong();
        int length = in.get();
        if (length == 0) {
            return Optional.of(new Check(ask, echo, null));
        }
        if (length != 4 && length != IPV6) {
            return Optional.empty();
        }
        byte[] ip = new byte[length];
        in.get(ip);
        int port = in.getShort() & 0xffff;
        try {
            return Optional.of(new Check(ask, echo, new InetSocketAddress(InetAddress.getByAddress(ip), port)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
