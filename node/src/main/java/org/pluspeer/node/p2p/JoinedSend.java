package org.pluspeer.node.p2p;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Takes joined datagrams apart once the system has refused some: it does where a card can't count their checksums, or
 * one of them is longer than the way's first hop takes, as on PPPoE or in a tunnel; by themselves they get through. What
 * was refused is lost, and QUIC sends it again. One for each socket, nearest to it.
 */
final class JoinedSend extends ChannelOutboundHandlerAdapter {
    private boolean refused;

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise that is handed on tells
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof SegmentedDatagramPacket joined)) {
            ctx.write(message, promise);
        } else if (refused) {
            apart(ctx, joined);
            promise.trySuccess();
        } else {
            ctx.write(joined, promise.unvoid().addListener(sent -> refused |= sent.cause() instanceof IOException));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a datagram may get lost; QUIC sends again what matters
    private static void apart(ChannelHandlerContext ctx, SegmentedDatagramPacket joined) {
        InetSocketAddress to = joined.recipient();
        Datagrams.each(joined, content -> ctx.write(new DatagramPacket(content, to)));
    }
}
