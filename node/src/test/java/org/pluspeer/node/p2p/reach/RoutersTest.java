package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.p2p.reach.IgdRouter.UpnpErrorException;

/** What each protocol makes of routers that are slow, strange or unwilling, over real sockets on loopback. */
class RoutersTest {
    private static final byte[] OUTSIDE = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 5, 5, 5, 1};

    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** A router that answers datagrams as it is told; no answers are sent for null. */
    private InetSocketAddress router(Function<byte[], List<byte[]>> answers) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(here, 0));
        open.add(socket);
        Thread.ofVirtual().start(() -> {
            byte[] room = new byte[2000];
            try {
                while (true) {
                    DatagramPacket asked = new DatagramPacket(room, room.length);
                    socket.receive(asked);
                    for (byte[] answer : answers.apply(Arrays.copyOf(room, asked.getLength()))) {
                        socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
                    }
                }
            } catch (IOException e) {
                // Closed at the end of the test.
            }
        });
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static byte[] granted(byte[] request, int epoch) {
        byte[] reply = request.clone();
        reply[1] = (byte) 0x81;
        Arrays.fill(reply, 8, 24, (byte) 0);
        reply[10] = (byte) (epoch >> 8);
        reply[11] = (byte) epoch;
        System.arraycopy(OUTSIDE, 0, reply, 44, 16);
        return reply;
    }

    @Test
    void anAnswerThatIsLostOrForSomebodyElseIsWaitedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        InetSocketAddress at = router(request -> {
            if (asked.incrementAndGet() == 1) {
                return List.of();
            }
            byte[] others = granted(request, 10);
            others[24] ^= 1;
            return List.of(others, granted(request, 10));
        });
        Lease lease = new PcpRouter(at, new Random(1), () -> 0).map(Transport.UDP, 7338, 7338, 1200);
        assertEquals("5.5.5.1", lease.external().getHostAddress());
        assertEquals(1200, lease.seconds());
        assertTrue(asked.get() >= 2);
    }

    @Test
    void fromWhichAddressToAskCanBeSaid() throws Exception {
        InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
        List<byte[]> asked = new CopyOnWriteArrayList<>();
        InetSocketAddress at = router(request -> {
            asked.add(request);
            return List.of(granted(request, 10));
        });
        new PcpRouter(at, own, new Random(1), () -> 0).map(Transport.UDP, 7338, 7338, 1200);
        assertEquals(9, asked.getFirst()[23], "the last byte of the client's address");
    }

    @Test
    void whoDoesNotListenIsAbsentAtOnce() throws Exception {
        DatagramSocket gone = new DatagramSocket(new InetSocketAddress(here, 0));
        InetSocketAddress at = (InetSocketAddress) gone.getLocalSocketAddress();
        gone.close();
        MappingException absent = assertThrows(
                MappingException.class, () -> new NatPmpRouter(at, () -> 0).map(Transport.UDP, 7338, 7338, 1200));
        assertEquals(MappingException.Kind.ABSENT, absent.kind());
    }

    @Test
    void anEpochThatWentBackIsTold() throws Exception {
        AtomicInteger epoch = new AtomicInteger(1000);
        PcpRouter router =
                new PcpRouter(router(request -> List.of(granted(request, epoch.get()))), new Random(1), () -> 0);
        router.map(Transport.UDP, 7338, 7338, 1200);
        assertTrue(!router.hasForgotten());
        epoch.set(1);
        router.map(Transport.UDP, 7338, 7338, 1200);
        assertTrue(router.hasForgotten());
    }

    /** A UPnP router on loopback: its search port, and what its control says. */
    private InetSocketAddress igd(Function<String, String> control) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(here, 0), 0);
        open.add(() -> http.stop(0));
        http.createContext("/desc", exchange -> say(exchange, 200, IgdTest.description("", IgdTest.IP_1, "/ctl")));
        http.createContext("/ctl", exchange -> {
            String order = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer = control.apply(order);
            say(exchange, answer.contains("UPnPError") ? 500 : 200, answer);
        });
        http.start();
        String location = "http://127.0.0.1:" + http.getAddress().getPort() + "/desc";
        return router(search -> List.of(
                ("HTTP/1.1 200 OK\r\nLOCATION: http://192.168.99.1/desc\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
                ("HTTP/1.1 200 OK\r\nLOCATION: " + location + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String error(int number) {
        return "<e><UPnPError><errorCode>" + number + "</errorCode></UPnPError></e>";
    }

    private static String done(String order) {
        return order.contains("GetExternal")
                ? "<e><GetExternalIPAddressResponse><NewExternalIPAddress>5.5.5.1</NewExternalIPAddress>"
                        + "</GetExternalIPAddressResponse></e>"
                : "<e><AddPortMappingResponse/></e>";
    }

    @Test
    void aTakenPortIsReplacedByAnotherAndAnEndByNone() throws Exception {
        List<String> orders = new CopyOnWriteArrayList<>();
        InetSocketAddress at = igd(order -> {
            if (!order.contains("AddPortMapping")) {
                return done(order);
            }
            orders.add(order);
            return switch (orders.size()) {
                case 1 -> error(718);
                case 2 -> error(725);
                default -> done(order);
            };
        });
        Lease lease = new IgdRouter(at, here, new Random(1)).map(Transport.TCP, 7338, 7338, 1200);
        assertEquals(0, lease.seconds(), "without end");
        assertTrue(lease.externalPort() != 7338 && lease.externalPort() >= 1024);
        assertTrue(orders.getLast().contains("<NewExternalPort>" + lease.externalPort() + "</NewExternalPort>"));
        assertTrue(orders.getLast().contains("<NewInternalClient>127.0.0.1</NewInternalClient>"));
    }

    @Test
    void arefusalSaysWhy() throws Exception {
        InetSocketAddress at = igd(order -> order.contains("AddPortMapping") ? error(606) : done(order));
        UpnpErrorException refused = assertThrows(UpnpErrorException.class, () -> new IgdRouter(at, here, new Random(1))
                .map(Transport.TCP, 7338, 7338, 1200));
        assertEquals(606, refused.number());
        assertEquals("the router refused by UPnP: it is set not to allow it", refused.getMessage());
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        InetSocketAddress at = igd(order -> "<a>" + "x".repeat(400 << 10) + "</a>");
        MappingException cut = assertThrows(MappingException.class, () -> new IgdRouter(at, here, new Random(1))
                .map(Transport.TCP, 7338, 7338, 1200));
        assertEquals(MappingException.Kind.ABSENT, cut.kind());
    }
}
