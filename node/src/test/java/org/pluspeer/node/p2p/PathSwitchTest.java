package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.vertx.core.buffer.Buffer;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to a peer moves between real UDP sockets while a transfer runs. */
@Timeout(600)
class PathSwitchTest {
    private static final int PIECE = 64 << 10;
    private static final int PIECES = 256;
    private static final int MOVE_AFTER = 40;

    private final Neighbourhood here = new Neighbourhood(Carriers.QUIC);
    private final CompletableFuture<Pipe> called = new CompletableFuture<>();
    private QuicSocket server;
    private QuicSocket client;
    private Pipe dialled;
    private Channel side;
    private final AtomicLong throughMain = new AtomicLong();
    private final AtomicLong throughSide = new AtomicLong();

    @BeforeEach
    void connect() throws Exception {
        QuicCarrier a = (QuicCarrier) here.stranger(1);
        QuicCarrier b = (QuicCarrier) here.stranger(2);
        HostPort at = a.listen(Neighbourhood.ANY_PORT, called::complete);
        b.listen(Neighbourhood.ANY_PORT, pipe -> {});
        dialled = b.dial(at, Neighbourhood.key(1).address());
        server = a.newestSocket();
        client = b.newestSocket();
        side = Datagrams.bootstrap(client.channel().eventLoop())
                .handler(new ChannelInboundHandlerAdapter())
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .sync()
                .channel();
        count(client.channel(), throughMain);
        count(side, throughSide);
        client.paths().listenTo(side);
    }

    private static void count(Channel socket, AtomicLong datagrams) {
        socket.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                datagrams.incrementAndGet();
                ctx.fireChannelRead(message);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    private static InetSocketAddress only(PathSwitch paths) {
        Set<InetSocketAddress> all = paths.stable();
        assertEquals(1, all.size());
        return all.iterator().next();
    }

    /** The bytes of a piece, so that none can be mistaken for another. */
    private static byte[] piece(int i) {
        byte[] bytes = new byte[PIECE];
        for (int k = 0; k < PIECE; k += 64) {
            bytes[k] = (byte) i;
            bytes[k + 1] = (byte) (k >> 8);
            bytes[k + 2] = (byte) (i >> 8);
        }
        return bytes;
    }

    /** The caller says a byte, then gets all pieces in order; {@code midway} is run when the first have come. */
    private String transfer(Runnable midway) throws Exception {
        MessageDigest heard = MessageDigest.getInstance("SHA-256");
        CountDownLatch whole = new CountDownLatch(1);
        CountDownLatch some = new CountDownLatch(1);
        AtomicLong bytes = new AtomicLong();
        dialled.open(new Pipe.Receiver() {
            @Override
            public void bytes(Buffer more) {
                heard.update(more.getBytes());
                long now = bytes.addAndGet(more.length());
                if (now >= (long) MOVE_AFTER * PIECE) {
                    some.countDown();
                }
                if (now >= (long) PIECES * PIECE) {
                    whole.countDown();
                }
            }

            @Override
            public void closed(String why) {
                some.countDown();
                whole.countDown();
            }
        });
        dialled.write(Buffer.buffer(new byte[] {1}), () -> {});
        Pipe from = called.get(2, TimeUnit.MINUTES);
        from.open(new Pipe.Receiver() {
            @Override
            public void bytes(Buffer more) {}

            @Override
            public void closed(String why) {}
        });
        send(from, 0, some);
        assertTrue(some.await(2, TimeUnit.MINUTES));
        midway.run();
        send(from, MOVE_AFTER, null);
        assertTrue(whole.await(2, TimeUnit.MINUTES));
        return HexFormat.of().formatHex(heard.digest());
    }

    /** The first part, or all the rest, each piece once the last has left. */
    private static void send(Pipe from, int i, @org.jspecify.annotations.Nullable CountDownLatch firstPart) {
        if (i < (firstPart == null ? PIECES : MOVE_AFTER)) {
            from.write(Buffer.buffer(piece(i)), () -> send(from, i + 1, firstPart));
        }
    }

    private static String expected() throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < PIECES; i++) {
            all.update(piece(i));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    @Test
    void aTransferGoesOnWhenBothSidesMoveToAnotherSocket() throws Exception {
        AtomicLong before = new AtomicLong();
        String heard = transfer(() -> {
            InetSocketAddress there = server.at();
            InetSocketAddress back = (InetSocketAddress) side.localAddress();
            assertTrue(client.paths().move(only(client.paths()), new PathSwitch.Direct(side, there)));
            assertTrue(server.paths().move(only(server.paths()), new PathSwitch.Direct(server.channel(), back)));
            before.set(throughMain.get());
        });
        assertEquals(expected(), heard);
        long rest = (long) (PIECES - MOVE_AFTER) * PIECE / 1500;
        assertTrue(throughSide.get() >= rest, throughSide + " datagrams came by the new socket, not " + rest);
        assertTrue(
                throughMain.get() - before.get() < rest / 4,
                "few came by the former: " + (throughMain.get() - before.get()));
    }

    @Test
    void aRouterThatGivesTheCallerAnotherPortDoesNotEndTheTransfer() throws Exception {
        String heard = transfer(
                () -> assertTrue(client.paths().move(only(client.paths()), new PathSwitch.Direct(side, server.at()))));
        assertEquals(expected(), heard);
        assertTrue(throughSide.get() > 1000, "most came by the new socket: " + throughSide);
    }

    @Test
    void aTransferMovesBackAndForth() throws Exception {
        InetSocketAddress own = client.at();
        String heard = transfer(() -> {
            for (int i = 0; i < 20; i++) {
                boolean out = i % 2 == 0;
                Channel by = out ? side : client.channel();
                InetSocketAddress back = out ? (InetSocketAddress) side.localAddress() : own;
                assertTrue(server.paths().move(only(server.paths()), new PathSwitch.Direct(server.channel(), back)));
                assertTrue(client.paths().move(only(client.paths()), new PathSwitch.Direct(by, server.at())));
            }
        });
        assertEquals(expected(), heard);
    }

    @Test
    void aWayThatLeadsToAnotherPeerIsNotTaken() throws Exception {
        QuicCarrier c = (QuicCarrier) here.stranger(3);
        HostPort at = c.listen(Neighbourhood.ANY_PORT, pipe -> {});
        InetSocketAddress first = only(client.paths());
        Pipe other = ((QuicCarrier) here.stranger(4)).dial(at, null);
        other.close();
        InetSocketAddress third = new InetSocketAddress("127.0.0.1", at.port());
        InetSocketAddress made = client.paths().dialling(new PathSwitch.Direct(client.channel(), third));
        assertFalse(client.paths().move(first, new PathSwitch.Direct(client.channel(), third)));
        client.paths().release(made);
        assertEquals(Set.of(first), client.paths().stable());
    }

    /** Else a caller from there, whose connection is being made just then, would be known by two addresses. */
    @Test
    void aWayIsNamedOnlyByTheEventLoop() throws Exception {
        QuicCarrier c = (QuicCarrier) here.stranger(3);
        HostPort at = c.listen(Neighbourhood.ANY_PORT, pipe -> {});
        InetSocketAddress first = only(client.paths());
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        client.channel().eventLoop().submit(() -> {
            held.countDown();
            return leave.await(2, TimeUnit.MINUTES);
        });
        held.await();
        NodeTrust anybody = new NodeTrust(Neighbourhood.key(2).address(), null, Neighbourhood.CLOCK);
        Future<Pipe> dialling = client.dial(new InetSocketAddress("127.0.0.1", at.port()), anybody);
        assertEquals(Set.of(first), client.paths().stable());
        leave.countDown();
        dialling.get().close();
    }

    @Test
    void whoHasGoneIsForgotten() throws Exception {
        dialled.close();
        Eventually.holds(
                "both forgot",
                () -> client.paths().stable().isEmpty()
                        && server.paths().stable().isEmpty());
    }
}
