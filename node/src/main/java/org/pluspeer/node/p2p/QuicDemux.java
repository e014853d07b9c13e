package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Shares one UDP socket between the codec of calls that come in and that of calls that go out. Every connection id that
 * this side chooses when it dials begins with the same eight random bytes; what is addressed to such a one is for the
 * client's codec and all else for the server's.
 */
final class QuicDemux extends ChannelInboundHandlerAdapter {
    /** As both codecs use it, in bytes. */
    static final int ID_LENGTH = 20;

    private static final int PREFIX = Long.BYTES;
    private static final int LONG_HEADER = 0x80;
    private static final int FIXED_BIT = 0x40;
    /** RFC 9000, 17.2: after flags and version comes the length of the id, then the id. */
    private static final int LONG_ID = 6;

    private static final int SHORT_ID = 1;

    private final long prefix;
    private final SecureRandom random;
    private final boolean serves;
    private @Nullable ChannelHandlerContext client;

    /** @param serves if there is a server's codec behind it */
    QuicDemux(SecureRandom random, boolean serves) {
        this.random = random;
        this.serves = serves;
        this.prefix = random.nextLong();
    }

    /** Names the client's codec, once it is in the pipeline. */
    void dials(ChannelHandlerContext codec) {
        client = codec;
    }

    /** For a connection that this side dials. */
    byte[] freshId() {
        byte[] id = new byte[ID_LENGTH];
        random.nextBytes(id);
        for (int i = 0; i < PREFIX; i++) {
            id[i] = (byte) (prefix >>> (56 - 8 * i));
        }
        return id;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        DatagramPacket packet = (DatagramPacket) message;
        ChannelHandlerContext dialler = client;
        if (!isQuic(packet.content())) {
            // RFC 9443: the first byte tells protocols on one port apart. Nothing else is spoken here yet.
            packet.release();
        } else if (dialler != null && isForClient(packet.content())) {
            inbound(dialler).channelRead(dialler, packet);
        } else if (serves) {
            ctx.fireChannelRead(packet);
        } else {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.fireChannelReadComplete();
        ChannelHandlerContext dialler = client;
        if (dialler != null && serves) {
            // The server's codec passes nothing on.
            inbound(dialler).channelReadComplete(dialler);
        }
    }

    private static ChannelInboundHandler inbound(ChannelHandlerContext codec) {
        ChannelHandler handler = codec.handler();
        return (ChannelInboundHandler) handler;
    }

    private static boolean isQuic(ByteBuf packet) {
        return packet.isReadable() && (packet.getByte(packet.readerIndex()) & FIXED_BIT) != 0;
    }

    private boolean isForClient(ByteBuf packet) {
        int start = packet.readerIndex();
        int at = start + ((packet.getByte(start) & LONG_HEADER) != 0 ? LONG_ID : SHORT_ID);
        return packet.writerIndex() - at >= PREFIX && packet.getLong(at) == prefix;
    }
}
