package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.p2p.path.RelayLimits;
import org.pluspeer.wallet.eth.Hash32;

/** A relay and two nodes over real sockets on loopback, with a wall that lets datagrams through only where it is open. */
final class RelayTown implements AutoCloseable {
    static final int BLOCK = 256 << 10;
    static final RelayLimits LIMITS = new RelayLimits(4, 4, 64 << 20, 256 << 20);

    final Neighbourhood here;

    RelayTown(Carriers carriers) {
        here = new Neighbourhood(carriers);
    }

    PeerSetting relaying(RelayLimits limits) {
        return new PeerSetting(
                Neighbourhood.CHAIN,
                Neighbourhood.CONTRACT,
                "test/1",
                List.of(),
                AddressPolicy.THIS_MACHINE,
                Neighbourhood.patient(),
                limits);
    }

    /** A node that may be dialled, and relays. */
    Neighbourhood.Member relay(int seed, RelayLimits limits) {
        Neighbourhood.Member relay = here.member(seed, relaying(limits));
        relay.network().routes().orElseThrow().listensAt(() -> Origins.address(relay.at()).stream()
                .toList());
        return relay;
    }

    /** A node that serves blocks whose bytes follow from their number. */
    Neighbourhood.Member home(int seed) {
        Neighbourhood.Member home = here.member(seed, Neighbourhood.setting(Neighbourhood.patient()));
        home.network().routes().orElseThrow().listensAt(List::of);
        home.network()
                .onMessage(
                        BlocksRequest.class,
                        (from, ask) -> new BlocksReply(
                                ask.exchangeRoot(), ask.first(), new byte[32 * 128], List.of(), block(ask.first())));
        return home;
    }

    static byte[] block(long number) {
        byte[] bytes = new byte[BLOCK];
        new java.util.Random(number).nextBytes(bytes);
        return bytes;
    }

    static void fetch(Neighbourhood.Member from, Neighbourhood.Member by, long number) {
        BlocksReply reply = (BlocksReply) by.network()
                .request(from.node(), new BlocksRequest(Hash32.ZERO, number, 1), java.time.Duration.ofMinutes(1));
        if (!Arrays.equals(block(number), reply.cipher())) {
            throw new AssertionError("block " + number + " came spoilt");
        }
    }

    static QuicSocket socket(Neighbourhood.Member member) {
        return member.network().quic().newestSocket();
    }

    /** What leaves and reaches a node by UDP, from and to each port, counted; ports can be shut. */
    static final class Wall extends ChannelDuplexHandler {
        final Set<Integer> shut = ConcurrentHashMap.newKeySet();
        final ConcurrentHashMap<Integer, AtomicLong> bytesTo = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Integer, List<byte[]>> control = new ConcurrentHashMap<>();

        static Wall before(Neighbourhood.Member member) {
            Wall wall = new Wall();
            socket(member).channel().pipeline().addFirst(wall);
            return wall;
        }

        long sentTo(int port) {
            return bytesTo.computeIfAbsent(port, any -> new AtomicLong()).get();
        }

        /** The newest packets of ways and relays that went out to a port, so many at most. */
        List<byte[]> controlTo(int port, int most) {
            List<byte[]> all = List.copyOf(control.getOrDefault(port, List.of()));
            return all.subList(Math.max(0, all.size() - most), all.size());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            if (shut.contains(packet.sender().getPort())) {
                packet.release();
                return;
            }
            ctx.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            DatagramPacket packet = (DatagramPacket) message;
            int port = packet.recipient().getPort();
            ByteBuf content = packet.content();
            bytesTo.computeIfAbsent(port, any -> new AtomicLong()).addAndGet(content.readableBytes());
            if (shut.contains(port)) {
                packet.release();
                promise.setSuccess();
                return;
            }
            if (content.isReadable() && content.getUnsignedByte(content.readerIndex()) < 64) {
                byte[] bytes = new byte[content.readableBytes()];
                content.getBytes(content.readerIndex(), bytes);
                control.computeIfAbsent(port, any -> new CopyOnWriteArrayList<>())
                        .add(bytes);
            }
            ctx.write(message, promise);
        }
    }

    @Override
    public void close() throws Exception {
        here.close();
    }
}
