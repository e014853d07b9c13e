package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class JoinedSendTest {
    private static final InetSocketAddress THERE = new InetSocketAddress("127.0.0.1", 9);

    /** A system that takes no joined datagrams. */
    private static final class Strict extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof SegmentedDatagramPacket) {
                ReferenceCountUtil.release(message);
                promise.setFailure(new IOException("sendmsg(..) failed: Invalid argument"));
            } else {
                ctx.write(message, promise);
            }
        }
    }

    @Test
    void whatIsJoinedStaysSoWhereTheSystemTakesIt() {
        EmbeddedChannel channel = new EmbeddedChannel(new JoinedSend());
        assertTrue(channel.writeOutbound(joined(Unpooled.wrappedBuffer(new byte[25]))));
        SegmentedDatagramPacket sent = channel.readOutbound();
        assertEquals(10, sent.segmentSize());
        sent.release();
    }

    @Test
    void onceRefusedEachGoesByItselfAndNoneIsLeaked() {
        EmbeddedChannel channel = new EmbeddedChannel(new Strict(), new JoinedSend());
        ByteBuf lost = Unpooled.wrappedBuffer(new byte[25]);
        channel.writeAndFlush(joined(lost));
        assertEquals(0, lost.refCnt());
        assertNull(channel.readOutbound());

        byte[] bytes = new byte[25];
        bytes[24] = 7;
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        assertTrue(channel.writeAndFlush(joined(content)).isSuccess());
        for (int length : new int[] {10, 10, 5}) {
            DatagramPacket sent = channel.readOutbound();
            assertFalse(sent instanceof SegmentedDatagramPacket);
            assertEquals(THERE, sent.recipient());
            assertEquals(length, sent.content().readableBytes());
            assertEquals(length == 5 ? 7 : 0, sent.content().getByte(length - 1));
            sent.release();
        }
        assertNull(channel.readOutbound());
        assertEquals(0, content.refCnt());
    }

    private static SegmentedDatagramPacket joined(ByteBuf content) {
        return new SegmentedDatagramPacket(content, 10, THERE);
    }
}
