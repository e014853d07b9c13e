package org.pluspeer.node.x402;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.CallReply;
import org.pluspeer.market.wire.CallRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.channel.VoucherStand;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/** A service with bad habits behind calls by a link, and callers with bad vouchers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LinkCallDeskTest {
    private static final long PRICE = 2_000;
    private static final Hash32 LISTING = Keccak.hash(new byte[] {7});
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final NodeKey node = NodeKey.generate(Keccak.hash(new byte[] {8}).bytes());
    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private @TempDir Path directory;
    private VoucherStand stand;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        stand = new VoucherStand(directory, 2);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void close() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
        stand.close();
        node.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            synchronized (asked) {
                asked.add(path);
            }
            switch (path) {
                case "/silent" -> gate.await();
                case "/drips" -> drip(exchange);
                default -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A byte now and then, so that it is never silent for long, and without end. */
    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        do {
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        } while (!gate.await(5, TimeUnit.MILLISECONDS));
    }

    private LinkCallDesk desk(Duration head, Duration whole) {
        Offering offering = new Offering(
                "habits",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                PlayChain.DOLLAR,
                Amount.of(PRICE),
                Address.ZERO,
                "Habits",
                "",
                LISTING,
                null,
                0,
                "k",
                null);
        return new LinkCallDesk(
                listing -> Optional.of(offering).filter(_ -> listing.equals(LISTING)),
                stand.desk(),
                stand.venue(),
                node,
                new LinkCallDesk.Limits(new Outbound.Limits(LONG, head, LONG), whole));
    }

    private Message call(LinkCallDesk desk, int name, VoucherPut put, String path) {
        return desk.onCall(
                stand.caller(),
                new CallRequest(
                        Keccak.hash(new byte[] {(byte) name}),
                        stand.channel(0),
                        new Voucher(put.cumulative(), put.signature()),
                        LISTING,
                        "GET",
                        path,
                        List.of(),
                        new byte[0]));
    }

    private VoucherPut voucher(long sum) {
        return stand.voucher(stand.channel(0), sum);
    }

    private static void slow(Message answer) {
        CallReply reply = assertInstanceOf(CallReply.class, answer, answer::toString);
        assertEquals(504, reply.status());
        assertTrue(new String(reply.start(), StandardCharsets.UTF_8).contains("service_slow"));
        assertFalse(reply.charged());
        assertEquals(Amount.ZERO, reply.delivered());
    }

    private static void served(long delivered, Message answer) {
        CallReply reply = assertInstanceOf(CallReply.class, answer, answer::toString);
        assertEquals(200, reply.status());
        assertTrue(reply.charged());
        assertEquals(Amount.of(delivered), reply.delivered());
    }

    @Test
    void a_service_that_says_nothing_costs_nothing_and_what_was_signed_pays_for_the_next_call() {
        try (LinkCallDesk desk = desk(SHORT, LONG)) {
            slow(call(desk, 1, voucher(PRICE), "/silent"));
        }
        try (LinkCallDesk desk = desk(LONG, LONG)) {
            served(PRICE, call(desk, 2, voucher(PRICE), "/quick"));
        }
    }

    @Test
    void a_service_whose_answer_does_not_end_costs_nothing_either() {
        try (LinkCallDesk desk = desk(LONG, SHORT)) {
            slow(call(desk, 1, voucher(PRICE), "/drips"));
        }
        try (LinkCallDesk desk = desk(LONG, LONG)) {
            served(PRICE, call(desk, 2, voucher(PRICE), "/quick"));
        }
    }

    @Test
    void no_service_is_asked_for_a_voucher_that_does_not_pay() {
        try (LinkCallDesk desk = desk(LONG, LONG)) {
            VoucherPut other = stand.voucher(stand.channel(1), PRICE);
            refused(Refusal.Code.NOT_PROVEN, call(desk, 1, other, "/foreign"));
            VoucherPut raised = new VoucherPut(
                    stand.channel(0), Amount.of(3 * PRICE), voucher(PRICE).signature());
            refused(Refusal.Code.NOT_PROVEN, call(desk, 2, raised, "/raised"));
            refused(Refusal.Code.BAD_REQUEST, call(desk, 3, voucher(Long.MAX_VALUE), "/beyond"));
            unpaid(0, call(desk, 4, voucher(PRICE - 1), "/short"));
            assertEquals(List.of(), asked);
            served(PRICE, call(desk, 5, voucher(PRICE), "/a"));
            unpaid(PRICE, call(desk, 6, voucher(PRICE), "/again"));
            unpaid(PRICE, call(desk, 7, voucher(PRICE / 2), "/lower"));
            assertEquals(List.of("/a"), asked);
            ChannelStanding standing = stand.desk().standing(stand.channel(0));
            VoucherPut newest = voucher(PRICE);
            assertEquals(new Voucher(newest.cumulative(), newest.signature()), standing.newest());
        }
    }

    private static void refused(Refusal.Code code, Message answer) {
        assertEquals(
                code, assertInstanceOf(Refusal.class, answer, answer::toString).code());
    }

    private static void unpaid(long delivered, Message answer) {
        ChannelStanding standing = assertInstanceOf(ChannelStanding.class, answer, answer::toString);
        assertEquals(Amount.of(delivered), standing.delivered());
    }
}
