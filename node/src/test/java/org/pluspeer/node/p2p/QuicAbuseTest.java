package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be done to a UDP port by those who don't keep to QUIC. */
@Timeout(600)
class QuicAbuseTest {
    private static final int SMALLEST_FIRST = 1200;

    private final Neighbourhood here = new Neighbourhood(Carriers.QUIC);

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    private QuicCarrier carrier(int seed) {
        return (QuicCarrier) here.stranger(seed, LinkLimits.DEFAULT);
    }

    /** The head of a first datagram (RFC 9000, 17.2.2) and noise that no key opens. */
    private static byte[] firstDatagram(Random random) {
        byte[] bytes = new byte[SMALLEST_FIRST];
        random.nextBytes(bytes);
        ByteBuffer head = ByteBuffer.wrap(bytes);
        head.put((byte) 0xc3).putInt(1).put((byte) 20).position(26);
        head.put((byte) 20).position(47);
        head.put((byte) 0).putShort((short) (0x4000 | (SMALLEST_FIRST - 50)));
        return bytes;
    }

    @Test
    void aFloodOfFirstDatagramsCostsABoundedAmountAndOthersStillComeThrough() throws Exception {
        QuicCarrier a = carrier(1);
        AtomicInteger accepted = new AtomicInteger();
        HostPort at = a.listen(Neighbourhood.ANY_PORT, pipe -> {
            accepted.incrementAndGet();
            pipe.open(new Stranger.Deaf());
        });
        HandshakeGate gate = a.newestSocket().gate();
        Random random = new Random(5);
        InetSocketAddress to = new InetSocketAddress("127.0.0.1", at.port());
        int most = 0;
        try (DatagramSocket flood = new DatagramSocket()) {
            for (int i = 0; i < 3000; i++) {
                flood.send(new DatagramPacket(firstDatagram(random), SMALLEST_FIRST, to));
                most = Math.max(most, gate.underWay());
            }
            Eventually.holds("the flood has arrived", () -> gate.underWay() > 0);
            Pipe honest = here.stranger(2).dial(at, Neighbourhood.key(1).address());
            honest.open(new Stranger.Deaf());
            honest.write(Buffer.buffer("hello"), () -> {});
            Eventually.holds("the honest one is in", () -> accepted.get() == 1);
        }
        int trusting = LinkLimits.DEFAULT.greeting() / 4;
        assertTrue(most <= trusting, "without a token at most " + trusting + " are let in, not " + most);
        assertTrue(a.newestSocket().paths().stable().size() <= trusting + 1);
        Eventually.holds("all are forgotten", () -> gate.underWay() == 0);
        Eventually.holds(
                "one way is left", () -> a.newestSocket().paths().stable().size() == 1);
    }

    @Test
    void whoShakesHandsAndSaysNothingIsHungUpWithTheReason() throws Exception {
        // By the usual limits: within less a slow machine does not shake hands either.
        Neighbourhood.Member a = here.member(1);
        Stranger silent = new Stranger(here.stranger(2).dial(a.at(), null));
        assertTrue(silent.isCutOff());
        assertTrue(silent.why().endsWith("no greeting came in time"), silent.why());
    }

    @Test
    void datagramsThatAreNotQuicAreDropped() throws Exception {
        QuicCarrier a = carrier(1);
        HostPort at = a.listen(Neighbourhood.ANY_PORT, pipe -> pipe.open(new Stranger.Deaf()));
        Random random = new Random(6);
        InetSocketAddress to = new InetSocketAddress("127.0.0.1", at.port());
        try (DatagramSocket noise = new DatagramSocket()) {
            for (int length = 0; length < 1500; length++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                noise.send(new DatagramPacket(bytes, length, to));
            }
        }
        assertEquals(
                Neighbourhood.key(1).address(), here.stranger(2).dial(at, null).node());
    }

    /** Passes datagrams on between one caller and a node, and keeps what the caller sent. */
    private static final class Tap implements AutoCloseable {
        private final DatagramSocket outside;
        private final DatagramSocket inside = new DatagramSocket();
        private final List<byte[]> sent = new CopyOnWriteArrayList<>();
        private final AtomicLong callerPort = new AtomicLong();

        Tap(InetSocketAddress node) throws Exception {
            outside = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            Thread.ofVirtual().start(() -> pass(outside, inside, node, true));
            Thread.ofVirtual().start(() -> pass(inside, outside, null, false));
        }

        private void pass(
                DatagramSocket from,
                DatagramSocket by,
                @org.jspecify.annotations.Nullable InetSocketAddress to,
                boolean keep) {
            byte[] room = new byte[2000];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(room, room.length);
                    from.receive(packet);
                    byte[] bytes = java.util.Arrays.copyOf(room, packet.getLength());
                    if (keep) {
                        callerPort.set(packet.getPort());
                        sent.add(bytes);
                    }
                    InetSocketAddress target =
                            to != null ? to : new InetSocketAddress("127.0.0.1", (int) callerPort.get());
                    by.send(new DatagramPacket(bytes, bytes.length, target));
                }
            } catch (java.io.IOException e) {
                // The test is over.
            }
        }

        @Override
        public void close() {
            outside.close();
            inside.close();
        }
    }

    @Test
    void aReplayedHandshakeOpensNothing() throws Exception {
        QuicCarrier a = carrier(1);
        AtomicInteger accepted = new AtomicInteger();
        AtomicLong heard = new AtomicLong();
        HostPort at = a.listen(Neighbourhood.ANY_PORT, pipe -> {
            accepted.incrementAndGet();
            pipe.open(new Stranger.Deaf() {
                @Override
                public void bytes(Buffer bytes) {
                    heard.addAndGet(bytes.length());
                }
            });
        });
        InetSocketAddress to = new InetSocketAddress("127.0.0.1", at.port());
        List<byte[]> sent;
        try (Tap tap = new Tap(to)) {
            Pipe pipe = here.stranger(2).dial(new HostPort("127.0.0.1", tap.outside.getLocalPort()), null);
            CountDownLatch ended = new CountDownLatch(1);
            pipe.open(new Stranger.Deaf() {
                @Override
                public void closed(String why) {
                    ended.countDown();
                }
            });
            pipe.write(Buffer.buffer("pay me"), () -> {});
            Eventually.holds("it was heard", () -> heard.get() == 6);
            pipe.close();
            assertTrue(ended.await(2, TimeUnit.MINUTES));
            Eventually.holds(
                    "the connection is gone",
                    () -> a.newestSocket().paths().stable().isEmpty());
            sent = List.copyOf(tap.sent);
        }
        try (DatagramSocket replay = new DatagramSocket()) {
            for (int i = 0; i < 20; i++) {
                for (byte[] datagram : sent) {
                    replay.send(new DatagramPacket(datagram, datagram.length, to));
                }
            }
        }
        HandshakeGate gate = a.newestSocket().gate();
        Eventually.holds("what it began has ended", () -> gate.underWay() == 0);
        assertEquals(1, accepted.get());
        assertEquals(6, heard.get());
    }

    @Test
    void anEndlessStreamStopsWhereNobodyReads() throws Exception {
        QuicCarrier a = carrier(1);
        CompletableFuture<Pipe> called = new CompletableFuture<>();
        HostPort at = a.listen(Neighbourhood.ANY_PORT, called::complete);
        Pipe endless = here.stranger(2).dial(at, null);
        AtomicLong left = new AtomicLong();
        endless.open(new Stranger.Deaf());
        int piece = 8 << 10;
        for (int i = 0; i < 8000; i++) {
            endless.write(Buffer.buffer(new byte[piece]), () -> left.addAndGet(piece));
        }
        Pipe unread = called.get(2, TimeUnit.MINUTES);
        Eventually.holds("some has left", () -> left.get() > 0);
        Duration calm = Duration.ofMillis(500);
        Eventually.isSteady("no more leaves", left::get, calm);
        assertTrue(left.get() <= 8L << 20, left + " bytes left for one who reads nothing");
        unread.close();
    }
}
