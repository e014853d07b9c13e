package org.pluspeer.node.p2p;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams for a peer go just now. QUIC above it knows a peer by an address that never changes: a made-up one if
 * this side dialled, else the one that it called from. So the way to it can move from one address, or from one socket,
 * to another while a transfer runs, and QUIC neither notices nor has to prove the new way to itself.
 */
final class PathSwitch extends ChannelDuplexHandler {
    /** 240.0.0.0/4 (RFC 1112, section 4): no real peer has an address there. */
    private static final int RESERVED = 0xf0;

    private static final int MADE_UP_PORT = 1;

    /** From one of this node's UDP sockets to an address. */
    record Path(Channel socket, InetSocketAddress to) {}

    private static final class Way {
        private final InetSocketAddress stable;
        private volatile Path now;
        private final Set<Path> known = new HashSet<>();
        private int users;

        Way(InetSocketAddress stable, Path now) {
            this.stable = stable;
            this.now = now;
            known.add(now);
        }
    }

    private final Map<InetSocketAddress, Way> byStable = new ConcurrentHashMap<>();
    private final Map<Path, Way> byPath = new ConcurrentHashMap<>();
    private final Set<Channel> sideSockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger madeUp = new AtomicInteger();
    private @Nullable ChannelHandlerContext context;

    /** The address by which QUIC shall know who is dialled there; to be released once. */
    synchronized InetSocketAddress dialling(Path path) {
        Way way = byPath.get(path);
        if (way == null) {
            way = new Way(makeUp(), path);
            byStable.put(way.stable, way);
            byPath.put(path, way);
        }
        way.users++;
        return way.stable;
    }

    /** Somebody has called from there, as QUIC sees it; to be released once. */
    synchronized void called(Channel socket, InetSocketAddress stable) {
        Way way = byStable.get(stable);
        if (way == null) {
            way = new Way(stable, new Path(socket, stable));
            byStable.put(stable, way);
            byPath.put(way.now, way);
        }
        way.users++;
    }

    /** One connection fewer goes there; with the last one it is forgotten. */
    synchronized void release(InetSocketAddress stable) {
        Way way = byStable.get(stable);
        if (way != null && --way.users == 0) {
            byStable.remove(stable);
            way.known.forEach(path -> byPath.remove(path, way));
        }
    }

    /**
     * Sends what is for this peer another way from now on. What still comes on the former ways is taken as its own.
     *
     * @return false if nobody is known by that address, or another peer is at the end of that way
     */
    synchronized boolean move(InetSocketAddress stable, Path path) {
        Way way = byStable.get(stable);
        Way there = byPath.get(path);
        if (way == null || (there != null && there != way)) {
            return false;
        }
        byPath.put(path, way);
        way.known.add(path);
        way.now = path;
        return true;
    }

    /** Where datagrams for it go now. */
    InetSocketAddress real(InetSocketAddress stable) {
        Way way = byStable.get(stable);
        return way == null ? stable : way.now.to();
    }

    /** Those who are known by an address; no more than there are connections. */
    Set<InetSocketAddress> stable() {
        return Set.copyOf(byStable.keySet());
    }

    /**
     * Takes in what comes by another socket as well, which must be on the same event loop. It is only ever written to
     * by {@link #move}.
     */
    void listenTo(Channel socket) {
        sideSockets.add(socket);
        socket.closeFuture().addListener(closed -> sideSockets.remove(socket));
        socket.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                arrived(ctx.channel(), (DatagramPacket) message);
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext ctx) {
                if (context != null) {
                    context.fireChannelReadComplete();
                }
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        arrived(ctx.channel(), (DatagramPacket) message);
    }

    private void arrived(Channel socket, DatagramPacket packet) {
        ChannelHandlerContext inwards = context;
        if (inwards == null || isReserved(packet.sender().getAddress())) {
            packet.release();
            return;
        }
        Way way = byPath.get(new Path(socket, packet.sender()));
        InetSocketAddress stable = way == null ? packet.sender() : way.stable;
        boolean asItIs = socket == inwards.channel() && stable.equals(packet.sender());
        InetSocketAddress here = (InetSocketAddress) inwards.channel().localAddress();
        inwards.fireChannelRead(asItIs ? packet : new DatagramPacket(packet.content(), here, stable));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a datagram may get lost; QUIC sends again what matters
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        DatagramPacket packet = (DatagramPacket) message;
        Way way = byStable.get(packet.recipient());
        if (way == null) {
            if (isReserved(packet.recipient().getAddress())) {
                packet.release();
                promise.setSuccess();
                return;
            }
            ctx.write(packet, promise);
            return;
        }
        Path path = way.now;
        DatagramPacket readdressed = Datagrams.to(path.to(), packet);
        if (path.socket() == ctx.channel()) {
            ctx.write(readdressed, promise);
        } else {
            path.socket().write(readdressed);
            promise.setSuccess();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        sideSockets.forEach(Channel::flush);
    }

    private InetSocketAddress makeUp() {
        int n = madeUp.getAndIncrement();
        byte[] ip = {(byte) (RESERVED | (n >> 24 & 0x0f)), (byte) (n >> 16), (byte) (n >> 8), (byte) n};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), MADE_UP_PORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isReserved(InetAddress address) {
        byte[] ip = address.getAddress();
        return ip.length == 4 && (ip[0] & 0xf0) == RESERVED;
    }
}
