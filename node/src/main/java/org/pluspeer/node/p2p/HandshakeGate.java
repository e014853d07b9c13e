package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides about a QUIC handshake before anything is kept for it. While few are under way all are let in. Beyond that
 * the caller has to come again with a token that only who receives at its address can have (RFC 9000, 8.1.2), for which
 * nothing is kept here either; beyond the most, calls are dropped. Used by one event loop.
 */
final class HandshakeGate implements QuicTokenHandler {
    private static final String MAC = "HmacSHA256";
    private static final int MAC_LENGTH = 32;
    private static final int HEAD = Long.BYTES + MAC_LENGTH;
    private static final long TOKEN_NANOS = 10_000_000_000L;
    private static final int MOST_ID = 20;

    private final int trusting;
    private final int most;
    private final LongSupplier nanos;
    private final Mac mac;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param most handshakes under way at once; from a quarter of it on, tokens are asked for
     * @param nanos a monotonic clock
     */
    HandshakeGate(int most, SecureRandom random, LongSupplier nanos) {
        this.most = most;
        this.trusting = Math.max(1, most / 4);
        this.nanos = nanos;
        byte[] key = new byte[MAC_LENGTH];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }

    /** A handshake has begun. */
    void entered() {
        underWay.incrementAndGet();
    }

    /** A handshake is over, whatever came of it. */
    void left() {
        underWay.decrementAndGet();
    }

    int underWay() {
        return underWay.get();
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf dcid, InetSocketAddress address) {
        if (underWay.get() < trusting) {
            return false;
        }
        long now = nanos.getAsLong();
        byte[] id = bytes(dcid, dcid.readerIndex(), dcid.readableBytes());
        out.writeLong(now);
        out.writeBytes(seal(now, id, address));
        out.writeBytes(id);
        return true;
    }

    @Override
    public int validateToken(ByteBuf token, InetSocketAddress address) {
        int start = token.readerIndex();
        int length = token.readableBytes();
        if (underWay.get() >= most || length <= HEAD || length > maxTokenLength()) {
            return -1;
        }
        long madeAt = token.getLong(start);
        long age = nanos.getAsLong() - madeAt;
        byte[] given = bytes(token, start + Long.BYTES, MAC_LENGTH);
        byte[] id = bytes(token, start + HEAD, length - HEAD);
        boolean fresh = age >= 0 && age <= TOKEN_NANOS;
        return fresh && MessageDigest.isEqual(given, seal(madeAt, id, address)) ? HEAD : -1;
    }

    @Override
    public int maxTokenLength() {
        return HEAD + MOST_ID;
    }

    private byte[] seal(long madeAt, byte[] id, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        mac.update(ByteBuffer.allocate(Long.BYTES + 2 + 2)
                .putLong(madeAt)
                .putShort((short) address.getPort())
                .putShort((short) ip.length)
                .array());
        mac.update(ip);
        return mac.doFinal(id);
    }

    private static byte[] bytes(ByteBuf from, int at, int length) {
        byte[] bytes = new byte[length];
        from.getBytes(at, bytes);
        return bytes;
    }
}
