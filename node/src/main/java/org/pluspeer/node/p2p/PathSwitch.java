package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.path.PeerPaths;
import org.pluspeer.wallet.eth.Address;

/**
 * Where datagrams for a peer go just now. QUIC above it knows a peer by an address that never changes: a made-up one if
 * this side dialled or a relay is between, else the one that it called from. So the way to it can move from one address,
 * socket or relay to another while a transfer runs, and QUIC neither notices nor has to prove the new way to itself.
 */
final class PathSwitch extends ChannelDuplexHandler {
    private static final int CONTROL_BELOW = 64;

    /** A way that datagrams go. */
    sealed interface Path {
        /** No relay is between. */
        default boolean isDirect() {
            return this instanceof Direct;
        }
    }

    /** From one of this node's UDP sockets to an address. */
    record Direct(Channel socket, InetSocketAddress to) implements Path {
        @Override
        public String toString() {
            return HostPort.of(to).toString();
        }
    }

    /** Through a relay, to whom that knows by a slot. */
    record Relayed(Courier by, int slot) implements Path {
        @Override
        public String toString() {
            return "through the relay " + by.relay();
        }
    }

    /** Passes datagrams on to a relay. Used on the socket's event loop. */
    interface Courier {
        /** The relay. */
        Address relay();

        /** Takes the datagram over. It may get lost. */
        void pass(int slot, ByteBuf datagram);

        /** Finds out now where the relay sees this node. */
        void lookAgain();
    }

    /** Takes what is not QUIC: packets that begin with a byte below 64 (RFC 9443). Called on an event loop. */
    @FunctionalInterface
    interface Control {
        /** @param packet to be released by the caller */
        void arrived(Path from, ByteBuf packet);
    }

    private static final class Way {
        private final InetSocketAddress stable;
        private final Map<Path, Long> known = new ConcurrentHashMap<>();
        private volatile Path now;
        private volatile long sentAt;
        private volatile long sentSince;
        private volatile boolean followed;
        private int users;

        Way(InetSocketAddress stable, Path now, long at) {
            this.stable = stable;
            this.now = now;
            this.sentAt = at;
            this.sentSince = at;
            known.put(now, at);
        }
    }

    private final LongSupplier nanos;
    private final Map<InetSocketAddress, Way> byStable = new ConcurrentHashMap<>();
    private final Map<Path, Way> byPath = new ConcurrentHashMap<>();
    private final ConnectionIds<Way> ids = new ConnectionIds<>();
    private final MadeUpAddresses madeUp = new MadeUpAddresses();
    private final Set<Channel> sideSockets = ConcurrentHashMap.newKeySet();
    private volatile Control control = (from, packet) -> {};
    private volatile Consumer<InetSocketAddress> stirred = stable -> {};
    private volatile @Nullable ChannelHandlerContext context;

    /** @param nanos a monotonic clock */
    PathSwitch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void control(Control taker) {
        control = taker;
    }

    /** Is told, on the socket's event loop, when something is sent to whom nothing was for {@link PeerPaths#PAUSE}. */
    void onStir(Consumer<InetSocketAddress> watcher) {
        stirred = watcher;
    }

    /** The address by which QUIC shall know who is dialled there; to be released once. */
    synchronized InetSocketAddress dialling(Path path) {
        Way way = byPath.get(path);
        if (way == null) {
            way = new Way(path instanceof Relayed ? madeUp.of(path) : madeUp.fresh(), path, nanos.getAsLong());
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
            Path relayed = madeUp.path(stable);
            way = new Way(stable, relayed == null ? new Direct(socket, stable) : relayed, nanos.getAsLong());
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
            way.known.keySet().forEach(path -> byPath.remove(path, way));
            ids.forget(way);
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
        way.known.putIfAbsent(path, nanos.getAsLong());
        way.now = path;
        return true;
    }

    /**
     * From now on a connection is known by its ids, wherever its datagrams come from, and what is for it goes where
     * {@link #move} says and nowhere else.
     */
    void follow(InetSocketAddress stable) {
        Way way = byStable.get(stable);
        if (way != null) {
            way.followed = true;
        }
    }

    /** Where datagrams for it go now; null if nobody is known by that address. */
    @Nullable
    Path now(InetSocketAddress stable) {
        Way way = byStable.get(stable);
        return way == null ? null : way.now;
    }

    /** When something last came from there by each way, and since when until when something was sent; nanoseconds. */
    void traffic(InetSocketAddress stable, TrafficSeen seen) {
        Way way = byStable.get(stable);
        if (way != null) {
            way.known.forEach(seen::heard);
            seen.sent(way.sentSince, way.sentAt);
        }
    }

    /** Is told when something passed. */
    interface TrafficSeen {
        void heard(Path path, long at);

        void sent(long since, long at);
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
        socket.pipeline().addLast(new JoinedSend(), new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                arrived(ctx.channel(), (DatagramPacket) message);
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext ctx) {
                readComplete();
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
        if (MadeUpAddresses.isMadeUp(packet.sender().getAddress())) {
            packet.release();
        } else {
            arrived(new Direct(socket, packet.sender()), packet.content());
        }
    }

    /** A datagram has come by a way, which takes it over. On the socket's event loop. */
    void arrived(Path from, ByteBuf content) {
        ChannelHandlerContext inwards = context;
        boolean isControl = content.isReadable() && content.getUnsignedByte(content.readerIndex()) < CONTROL_BELOW;
        if (inwards == null || isControl) {
            control.arrived(from, content);
            content.release();
            return;
        }
        Way way = byPath.get(from);
        if (way == null) {
            way = ids.of(content);
        } else {
            way.known.put(from, nanos.getAsLong());
            if (way.followed) {
                ids.learn(content, way);
            }
        }
        InetSocketAddress here = (InetSocketAddress) inwards.channel().localAddress();
        inwards.fireChannelRead(new DatagramPacket(content, here, way == null ? stableOf(from) : way.stable));
    }

    /** Nothing more has come for now. On the socket's event loop. */
    void readComplete() {
        ChannelHandlerContext inwards = context;
        if (inwards != null) {
            inwards.fireChannelReadComplete();
        }
    }

    private InetSocketAddress stableOf(Path from) {
        return switch (from) {
            case Direct direct -> direct.to();
            case Relayed relayed -> madeUp.of(relayed);
        };
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a datagram may get lost; QUIC sends again what matters
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        DatagramPacket packet = (DatagramPacket) message;
        Way way = byStable.get(packet.recipient());
        Path path = way == null ? madeUp.path(packet.recipient()) : way.now;
        if (way != null) {
            sends(way);
        }
        switch (path) {
            case Direct direct
            when direct.socket() == ctx.channel() -> ctx.write(Datagrams.to(direct.to(), packet), promise);
            case Direct direct -> {
                direct.socket().write(Datagrams.to(direct.to(), packet));
                promise.setSuccess();
            }
            case Relayed relayed -> {
                Datagrams.each(packet, datagram -> relayed.by().pass(relayed.slot(), datagram));
                promise.setSuccess();
            }
            case null -> {
                InetAddress to = packet.recipient().getAddress();
                if (MadeUpAddresses.isMadeUp(to)) {
                    packet.release();
                    promise.setSuccess();
                } else {
                    ctx.write(packet, promise);
                }
            }
        }
    }

    private void sends(Way way) {
        long now = nanos.getAsLong();
        boolean anew = now - way.sentAt > PeerPaths.PAUSE;
        way.sentAt = now;
        if (anew) {
            way.sentSince = now;
            if (way.followed) {
                stirred.accept(way.stable);
            }
        }
    }

    /** The way from this node's own socket to an address. */
    Direct direct(InetSocketAddress to) {
        ChannelHandlerContext outwards = context;
        if (outwards == null) {
            throw new IllegalStateException("the socket is not open yet");
        }
        return new Direct(outwards.channel(), to);
    }

    /** Sends a packet that is not QUIC's. On the socket's event loop, or soon. */
    @SuppressWarnings("FutureReturnValueIgnored") // a datagram may get lost
    void send(InetSocketAddress to, byte[] packet) {
        ChannelHandlerContext outwards = context;
        if (outwards != null) {
            outwards.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(packet), to));
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        sideSockets.forEach(Channel::flush);
    }
}
