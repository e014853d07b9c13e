package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.CallReply;
import org.pluspeer.market.wire.CallRequest;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.ClosingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChannelCalls;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.NodeKey;

/** A payee's node on a real chain, and a payer without one, who says by the link and to the chain whatever it likes. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChannelWireIT {
    private static final Amount DEPOSIT = Amount.of(50_000_000);
    private static final long PRICE = PeerCalls.PRICE;
    private static final int DAY = 24 * 3600;

    @TempDir
    private Path root;

    private final NodeKey voucherKey =
            NodeKey.generate(Keccak.hash(new byte[] {1}).bytes());
    private final NodeKey stranger =
            NodeKey.generate(Keccak.hash(new byte[] {2}).bytes());
    private LocalChain chain;
    private TestNode payee;
    private BarePeer payer;
    private Impersonated hand;
    private ChannelVenue venue;
    private ChannelTerms terms;
    private Hash32 id;

    @BeforeEach
    void open() {
        chain = Anvils.start(root.resolve("chain"));
        payee = TestNode.start(setting());
        chain.play().give(payee.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
        payer = peer();
        chain.play().give(payer.account(), Amount.parseDecimal("10", 18), DEPOSIT);
        venue = new ChannelVenue(chain.play().chainId(), ChannelContract.ADDRESS);
        terms = new ChannelTerms(
                payer.account(),
                payee.account(),
                PlayChain.DOLLAR,
                voucherKey.address(),
                2 * DAY,
                0,
                Keccak.hash(new byte[] {3}));
        id = venue.idOf(terms);
        hand = new Impersonated(chain.url(), payer.account());
    }

    @AfterEach
    void close() {
        hand.close();
        payer.close();
        payee.close();
        chain.close();
        voucherKey.close();
        stranger.close();
    }

    private TestNode.Setting setting() {
        return TestNode.Setting.honest(root.resolve("payee"), chain.url());
    }

    private BarePeer peer() {
        return BarePeer.dial(
                HostPort.parse(payee.get("/status").path("p2pAddress").asText()),
                Exchange.ADDRESS,
                chain.play().chainId());
    }

    private void openChannel() {
        hand.send(PlayChain.DOLLAR, Amount.ZERO, Tokens.approve(ChannelContract.ADDRESS, DEPOSIT));
        toContract(ChannelCalls.open(terms, DEPOSIT));
        state("open");
    }

    private void toContract(byte[] call) {
        hand.send(ChannelContract.ADDRESS, Amount.ZERO, call);
    }

    private JsonNode state(String name) {
        payee.until("/channels", all -> all.toString().contains(id.hex()));
        return payee.until(
                "/channels/" + id.hex(), found -> found.path("state").asText().equals(name));
    }

    private Voucher voucher(NodeKey key, long sum) {
        return new Voucher(Amount.of(sum), key.sign(venue.voucherDigest(id, Amount.of(sum))));
    }

    private VoucherPut put(NodeKey key, long sum) {
        return put(voucher(key, sum));
    }

    private VoucherPut put(Voucher voucher) {
        return new VoucherPut(id, voucher.cumulative(), voucher.signature());
    }

    private static void refused(Refusal.Code code, Message answer) {
        assertEquals(code, assertInstanceOf(Refusal.class, answer).code(), answer::toString);
    }

    private void standsAt(long sum, Message answer) {
        ChannelStanding standing = assertInstanceOf(ChannelStanding.class, answer, answer::toString);
        assertEquals(voucher(voucherKey, sum), standing.newest());
        assertEquals(
                String.valueOf(sum),
                payee.get("/channels/" + id.hex()).path("moved").asText());
    }

    @Test
    void vouchersThatAreReplayedLowerForeignOrTooHighChangeNothing() {
        refused(Refusal.Code.NOT_FOUND, payer.ask(put(voucherKey, 5_000)));
        openChannel();
        standsAt(5_000, payer.ask(put(voucherKey, 5_000)));
        standsAt(5_000, payer.ask(put(voucherKey, 5_000)));
        standsAt(5_000, payer.ask(put(voucherKey, 4_000)));
        refused(Refusal.Code.NOT_PROVEN, payer.ask(put(stranger, 9_000)));
        Voucher good = voucher(voucherKey, 6_000);
        refused(Refusal.Code.NOT_PROVEN, payer.ask(put(new Voucher(Amount.of(7_000), good.signature()))));
        Hash32 elsewhere = new ChannelVenue(venue.chainId() + 1, venue.channels()).voucherDigest(id, Amount.of(7_000));
        refused(Refusal.Code.NOT_PROVEN, payer.ask(put(new Voucher(Amount.of(7_000), voucherKey.sign(elsewhere)))));
        Hash32 sister = venue.voucherDigest(Keccak.hash(id.bytes()), Amount.of(7_000));
        refused(Refusal.Code.NOT_PROVEN, payer.ask(put(new Voucher(Amount.of(7_000), voucherKey.sign(sister)))));
        standsAt(5_000, payer.ask(put(turned(voucher(voucherKey, 5_000)))));
        refused(
                Refusal.Code.BAD_REQUEST,
                payer.ask(put(voucherKey, DEPOSIT.units().longValueExact() + 1)));
        try (BarePeer other = peer()) {
            refused(Refusal.Code.NOT_FOUND, other.ask(put(good)));
            refused(Refusal.Code.NOT_FOUND, other.ask(new ChannelQuery(id)));
            refused(
                    Refusal.Code.NOT_FOUND,
                    other.ask(new ClosingRequest(id, new Closing(Amount.of(1), Long.MAX_VALUE))));
        }
        refused(
                Refusal.Code.BAD_REQUEST,
                payer.ask(new ClosingRequest(id, new Closing(Amount.of(4_999), headTime() + 600))));
        standsAt(5_000, payer.ask(new ChannelQuery(id)));
        standsAt(6_000, payer.ask(put(good)));
        assertInstanceOf(ChannelStanding.class, payer.ask(put(turned(voucher(voucherKey, 7_000)))));
        payee.api().post("/channels/" + id.hex() + "/claim", Map.of());
        payee.until(
                "/channels/" + id.hex(), found -> found.path("claimed").asText().equals("7000"));
    }

    /** Another signature of the same sum, which the chain alone would not take. */
    private static Voucher turned(Voucher voucher) {
        Signature good = voucher.signature();
        return new Voucher(voucher.cumulative(), new Signature(good.r(), good.s(), 1 - good.yParity()));
    }

    private long headTime() {
        return chain.play().client().head().time();
    }

    /** Two sums were signed, the lower one is brought to the chain, and the payee's machine is off. */
    @Test
    void aPayerThatLeavesWithAnOldStateIsAnsweredAfterARestart() {
        openChannel();
        standsAt(20_000_000, payer.ask(put(voucherKey, 20_000_000)));
        payee.close();
        toContract(ChannelCalls.claim(terms, voucher(voucherKey, 7_000_000)));
        toContract(ChannelCalls.startExit(terms));
        payee = TestNode.start(setting());
        payee.until(
                "/channels/" + id.hex(), found -> found.path("claimed").asText().equals("20000000"));
        chain.play().increaseTime(2 * DAY + 1);
        toContract(ChannelCalls.exit(terms));
        JsonNode over = state("closed");
        assertEquals("20000000", over.path("claimed").asText());
        payee.until("/balance", _ -> dollars(payee.account()).equals(Amount.of(20_000_000)));
        try (BarePeer late = peer()) {
            refused(Refusal.Code.NOT_FOUND, late.ask(new ChannelQuery(id)));
        }
    }

    private Amount dollars(Address account) {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, account, At.LATEST);
    }

    private CallRequest call(String listing, byte name, long sum, String path) {
        return new CallRequest(
                Keccak.hash(new byte[] {name}),
                id,
                voucher(voucherKey, sum),
                Hash32.parse(listing),
                "GET",
                path,
                List.of(),
                new byte[0]);
    }

    @Test
    void equalCallsAtOnceAreServedAndChargedOnce() throws Exception {
        openChannel();
        try (Backend backend = Backend.start();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            String listing = PeerCalls.sell(payee, backend).path("listing").asText();
            CallRequest same = call(listing, (byte) 1, PRICE, "/a");
            List<Future<Message>> answers = Stream.generate(() -> threads.submit(() -> payer.ask(same)))
                    .limit(4)
                    .toList();
            for (Future<Message> answer : answers) {
                CallReply reply = assertInstanceOf(CallReply.class, answer.get());
                assertTrue(reply.charged());
                assertEquals(Amount.of(PRICE), reply.delivered());
            }
            assertEquals(1, backend.asked().size());
            ChannelStanding unpaid = assertInstanceOf(
                    ChannelStanding.class, payer.ask(call(listing, (byte) 2, PRICE, "/b")), "it covers no second call");
            assertEquals(Amount.of(PRICE), unpaid.delivered());
            try (BarePeer other = peer()) {
                refused(Refusal.Code.NOT_FOUND, other.ask(call(listing, (byte) 3, 3 * PRICE, "/c")));
            }
            CallReply second = assertInstanceOf(CallReply.class, payer.ask(call(listing, (byte) 4, 2 * PRICE, "/d")));
            assertEquals(Amount.of(2 * PRICE), second.delivered());
            assertEquals(2, backend.asked().size());
        }
    }

    private String sell(HttpServer service) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("target", "http://127.0.0.1:" + service.getAddress().getPort());
        wanted.put("name", "odd");
        wanted.put("price", String.valueOf(PRICE));
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("title", "A service with habits");
        wanted.put("idempotencyKey", "sell odd");
        return payee.api().post("/services", wanted).path("listing").asText();
    }

    private static HttpServer service(HttpHandler habits) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", habits);
        server.start();
        return server;
    }

    @Test
    void aPayerThatHangsUpHasPaidForTheOneCallThatWasServed() throws Exception {
        openChannel();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch served = new CountDownLatch(1);
        HttpServer patient = service(exchange -> {
            try (exchange) {
                asked.countDown();
                if (!gone.await(5, TimeUnit.MINUTES)) {
                    throw new IOException("nobody hung up");
                }
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            served.countDown();
        });
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            String listing = sell(patient);
            Future<Message> answer = threads.submit(() -> payer.ask(call(listing, (byte) 1, PRICE, "/a")));
            assertTrue(asked.await(5, TimeUnit.MINUTES));
            payer.close();
            payer = peer();
            gone.countDown();
            assertThrows(ExecutionException.class, answer::get);
            assertTrue(served.await(5, TimeUnit.MINUTES));
            payee.api().post("/channels/" + id.hex() + "/close", Map.of());
            assertEquals(String.valueOf(PRICE), state("closed").path("claimed").asText());
        } finally {
            patient.stop(0);
        }
    }

    @Test
    void aServiceThatNeverEndsOrIsDownCostsNothing() throws Exception {
        openChannel();
        HttpServer endless = service(exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                byte[] more = new byte[1 << 16];
                while (!Thread.currentThread().isInterrupted()) {
                    exchange.getResponseBody().write(more);
                }
            }
        });
        try (Backend down = Backend.start()) {
            String listing = sell(endless);
            notCharged(502, payer.ask(call(listing, (byte) 1, PRICE, "/a")));
            String off = PeerCalls.sell(payee, down).path("listing").asText();
            down.close();
            notCharged(502, payer.ask(call(off, (byte) 2, PRICE, "/a")));
            JsonNode channel = payee.get("/channels/" + id.hex());
            assertEquals("0", channel.path("atRisk").asText());
            assertEquals(
                    String.valueOf(PRICE), channel.path("moved").asText(), "signed for, and good for the next call");
        } finally {
            endless.stop(0);
        }
    }

    private static void notCharged(int status, Message answer) {
        CallReply reply = assertInstanceOf(CallReply.class, answer, answer::toString);
        assertEquals(status, reply.status());
        assertFalse(reply.charged());
        assertEquals(Amount.ZERO, reply.delivered());
    }
}
