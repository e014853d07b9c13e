package org.pluspeer.node.p2p;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * UDP as this machine does it best. On Linux many datagrams of one size go to the system, and come from it, as one
 * packet in segments (UDP_SEGMENT and UDP_GRO); elsewhere each by itself.
 */
final class Datagrams {
    private static final int LARGEST = 1500;
    private static final int PER_READ = 64;
    private static final int SOCKET_BUFFER = 4 << 20;
    /** What the system joins on arrival is never longer. */
    private static final int JOINED = 64 << 10;
    /** UDP_SEGMENT takes no more, and no more than 64 KiB in all. */
    private static final int SEGMENTS = 44;

    private Datagrams() {}

    /** For any socket that datagrams of QUIC come by. */
    static Bootstrap bootstrap(EventLoopGroup loops) {
        boolean joined = isSegmented(loops);
        FixedRecvByteBufAllocator reads = new FixedRecvByteBufAllocator(joined ? JOINED : LARGEST);
        reads.maxMessagesPerRead(PER_READ);
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(joined ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        return joined ? bootstrap.option(EpollChannelOption.UDP_GRO, true) : bootstrap;
    }

    /** How QUIC may put datagrams together. */
    static SegmentedDatagramPacketAllocator segments(EventLoopGroup loops) {
        return isSegmented(loops)
                ? EpollQuicUtils.newSegmentedAllocator(SEGMENTS)
                : SegmentedDatagramPacketAllocator.NONE;
    }

    private static boolean isSegmented(EventLoopGroup loops) {
        return loops instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
    }

    /** The same datagrams to another address. */
    static DatagramPacket to(InetSocketAddress address, DatagramPacket packet) {
        return packet instanceof SegmentedDatagramPacket several
                ? new SegmentedDatagramPacket(several.content(), several.segmentSize(), address)
                : new DatagramPacket(packet.content(), address);
    }

    /** Hands over the content of each datagram by itself, to be released; the packet is used up. */
    static void each(DatagramPacket packet, Consumer<ByteBuf> to) {
        ByteBuf content = packet.content();
        int size = packet instanceof SegmentedDatagramPacket several ? several.segmentSize() : content.readableBytes();
        while (content.isReadable()) {
            to.accept(content.readRetainedSlice(Math.min(size, content.readableBytes())));
        }
        packet.release();
    }
}
