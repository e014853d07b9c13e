package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/** Who has recorded a caller of TCP, from its first byte on, and plays it again gets nowhere with it. */
@Timeout(600)
class TcpReplayTest {
    private static final int AGAIN = 20;

    private final Neighbourhood here = new Neighbourhood(Carriers.TCP);

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    /** Stands between one caller and a node, and keeps what the caller said. */
    private static final class Tap implements AutoCloseable {
        private final ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final Thread passing;

        Tap(HostPort node) throws IOException {
            passing = Thread.ofVirtual().start(() -> pass(node));
        }

        HostPort at() {
            return new HostPort("127.0.0.1", outside.getLocalPort());
        }

        private void pass(HostPort node) {
            try (Socket caller = outside.accept();
                    Socket inside = new Socket(node.host(), node.port())) {
                Thread back = Thread.ofVirtual().start(() -> copy(inside, caller, OutputStream.nullOutputStream()));
                copy(caller, inside, said);
                back.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void copy(Socket from, Socket to, OutputStream kept) {
            try {
                byte[] room = new byte[16 << 10];
                InputStream in = from.getInputStream();
                for (int n = in.read(room); n >= 0; n = in.read(room)) {
                    kept.write(room, 0, n);
                    to.getOutputStream().write(room, 0, n);
                }
                to.shutdownOutput();
            } catch (IOException e) {
                // One of them has hung up hard.
            }
        }

        /** All that the caller said, once both have hung up. */
        byte[] said() throws InterruptedException {
            passing.join();
            return said.toByteArray();
        }

        @Override
        public void close() throws IOException {
            outside.close();
        }
    }

    /** The records of TLS (RFC 8446, 5.1) that follow each other in these bytes. */
    private static List<byte[]> records(byte[] bytes) {
        List<byte[]> records = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = at + 5 + ((bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff));
            records.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return records;
    }

    /** Says it, and reads until the other side hangs up: how many bytes came. */
    private static int play(HostPort to, byte[] bytes, boolean nothingMore) throws IOException {
        try (Socket socket = new Socket(to.host(), to.port())) {
            socket.setSoTimeout(120_000);
            int came = 0;
            try {
                socket.getOutputStream().write(bytes);
                if (nothingMore) {
                    socket.shutdownOutput();
                }
                came = socket.getInputStream().readAllBytes().length;
            } catch (SocketException e) {
                // It hung up with some of it unread.
            }
            return came;
        }
    }

    @Test
    void aReplayedHandshakeIsRefusedCountedAndHeardByNobody() throws Exception {
        Member node = here.member(1);
        AtomicInteger asked = new AtomicInteger();
        node.network().onMessage(KeyRequest.class, (from, question) -> {
            asked.incrementAndGet();
            return null;
        });
        byte[] said;
        try (Tap tap = new Tap(node.at())) {
            Stranger caller = new Stranger(here.stranger(2).dial(tap.at(), node.node()));
            caller.greet();
            caller.say(new KeyRequest(Hash32.ZERO), 7);
            Eventually.holds("it was asked once", () -> asked.get() == 1);
            node.network().cut(Neighbourhood.key(2).address(), "enough");
            assertEquals(Bye.Reason.UNWANTED, caller.reason());
            said = tap.said();
        }
        int met = node.network().farewells().size();
        List<byte[]> records = records(said);
        assertTrue(records.size() > 3, "a hello, a proof of the name, a greeting and a question were recorded");

        for (int i = 0; i < AGAIN; i++) {
            int came = play(node.at(), said, false);
            assertTrue(came < 16 << 10, came + " bytes came back, a handshake and no more");
        }
        Eventually.holds("each is counted", () -> node.network().tally().of(Tally.HANDSHAKE, "broken") == AGAIN);

        // Its parts by themselves, from the middle on: there is no connection for them.
        for (int i = 1; i < records.size(); i++) {
            play(node.at(), records.get(i), true);
        }
        assertEquals(1, asked.get(), "nothing of it was heard again");
        assertEquals(met, node.network().farewells().size(), "no link began");
        assertEquals(0, node.network().links());
        assertEquals(
                node.node(),
                here.member(3).network().connect(node.at(), node.node()).node());
    }
}
