package org.pluspeer.node.x402;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.market.service.PaidCall;
import org.pluspeer.market.service.PaymentFault;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A real service and a real journal, a chain made by hand, and callers who try everything. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CallDeskTest {
    private static final long NOW = 1_800_000_000;
    private static final Requirement.Resource RESOURCE = new Requirement.Resource("http://here/trams", "Trams", "");

    private final Payer payer = new Payer(NOW);
    private final InstantSource clock = () -> Instant.ofEpochSecond(NOW);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HandChain chain = new HandChain();
    private @TempDir Path directory;
    private Journal journal;
    private Till till;
    private CallDesk desk;
    private HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private CountDownLatch gate = new CountDownLatch(0);

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        journal = Journal.open(directory, batch -> {});
        till = new Till(journal, clock);
        desk = desk(Duration.ofMinutes(2));
    }

    /** As after a kill: what was in memory is gone. */
    private void restart() {
        restart(Duration.ofMinutes(2));
    }

    /** @param patience for the service to answer */
    private void restart(Duration patience) {
        desk.close();
        till = new Till(journal, clock);
        desk = desk(patience);
    }

    private CallDesk desk(Duration patience) {
        CallDesk.Limits limits = new CallDesk.Limits(
                8,
                1 << 20,
                Duration.ofMinutes(4),
                Duration.ofSeconds(5),
                new Outbound.Limits(Duration.ofMinutes(2), patience, Duration.ofMinutes(2)));
        return new CallDesk(
                till, chain.telling(till), sha256 -> InputStream.nullInputStream(), Payer.CHAIN, () -> NOW, limits);
    }

    @AfterEach
    void close() {
        gate.countDown();
        desk.close();
        server.stop(0);
        threads.shutdownNow();
        journal.close();
        payer.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            synchronized (asked) {
                asked.add(path + " " + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            }
            switch (path) {
                case "/fails" -> exchange.sendResponseHeaders(503, -1);
                case "/slow" -> awaitGate();
                case "/held" -> {
                    awaitGate();
                    answer(exchange, "held");
                }
                case "/endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] much = new byte[64 << 10];
                    while (true) {
                        exchange.getResponseBody().write(much);
                    }
                }
                case "/large" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[KeptAnswers.MOST_EACH + 1]);
                }
                default -> answer(exchange, "tram at " + path);
            }
        }
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Connection", "X-Between");
        exchange.getResponseHeaders().add("X-Between", "two programs");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Seen ask(String path, @Nullable String payment) throws IOException {
        return ask(path, payment, new Seen(false));
    }

    private Seen ask(String path, @Nullable String payment, Seen seen) throws IOException {
        List<Header> headers = payment == null ? List.of() : List.of(new Header("payment-signature", payment));
        String target = "http://127.0.0.1:" + server.getAddress().getPort();
        Offering offering = new Offering(
                "trams",
                target,
                Payer.TOKEN,
                Amount.of(2000),
                Payer.PAYEE,
                "Trams",
                "",
                Hash32.ZERO,
                null,
                0,
                "k",
                null);
        desk.answer(offering, Payer.TERMS, RESOURCE, new Call("GET", path, headers, new byte[0], "127.0.0.1"), seen);
        return seen;
    }

    private void assertRefused(PaymentFault fault, String payment) throws IOException {
        Seen seen = ask("/stop", payment);
        assertEquals(402, seen.status);
        assertTrue(seen.text().contains("\"" + fault.code() + "\""), () -> fault + ": " + seen.text());
        assertEquals(0, chain.taken);
    }

    @Test
    void aPaidCallIsAnswered() throws IOException {
        assertEquals(402, ask("/stop", null).status);
        Seen seen = ask("/stop", payer.pay(1));
        assertEquals(200, seen.status);
        assertEquals("tram at /stop", seen.text());
        assertTrue(seen.isPaid() && seen.ended);
        assertTrue(seen.headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("x-between")));
        assertEquals(1, chain.taken);
        assertEquals(new Till.Takings(1, Amount.of(2000), Amount.ZERO, NOW), till.takings("trams"));
    }

    @Test
    void whatDoesNotFitIsRefusedByItsCode() throws IOException {
        Authorization good = payer.authorization(1);
        assertRefused(PaymentFault.PAYLOAD, "not base64!");
        assertRefused(PaymentFault.PAYLOAD, "x".repeat(20_000));
        assertRefused(
                PaymentFault.PAYEE,
                payer.header(
                        new Authorization(
                                good.payer(),
                                Address.ZERO,
                                good.value(),
                                good.validAfter(),
                                good.validBefore(),
                                good.nonce()),
                        2));
        for (long value : new long[] {1999, 2001}) {
            assertRefused(
                    PaymentFault.VALUE,
                    payer.header(
                            new Authorization(
                                    good.payer(),
                                    good.payee(),
                                    Amount.of(value),
                                    good.validAfter(),
                                    good.validBefore(),
                                    good.nonce()),
                            2));
        }
        assertRefused(
                PaymentFault.SIGNATURE,
                payer.header(
                        new Authorization(
                                Payer.PAYEE,
                                good.payee(),
                                good.value(),
                                good.validAfter(),
                                good.validBefore(),
                                good.nonce()),
                        2));
        assertRefused(
                PaymentFault.NOT_YET,
                payer.header(
                        new Authorization(good.payer(), good.payee(), good.value(), NOW, NOW + 100, good.nonce()), 2));
        assertRefused(
                PaymentFault.TOO_LATE,
                payer.header(new Authorization(good.payer(), good.payee(), good.value(), 0, NOW + 5, good.nonce()), 2));
        chain.balance = Amount.of(1999);
        assertRefused(PaymentFault.FUNDS, payer.pay(1));
        chain.balance = Amount.of(10_000);
        chain.used.add(Payer.id(good));
        assertRefused(PaymentFault.USED, payer.pay(1));
        chain.away = true;
        assertRefused(PaymentFault.CHAIN, payer.pay(2));
        assertEquals(List.of(), asked);
    }

    @Test
    void theSamePaymentTwiceAtOnceIsChargedOnceAndAnsweredTwice() throws Exception {
        gate = new CountDownLatch(1);
        Future<Seen> first = threads.submit(() -> ask("/held", payer.pay(1)));
        while (!(till.state(Payer.id(payer.authorization(1))) instanceof PaidCall.Serving)) {
            Thread.onSpinWait();
        }
        Future<Seen> second = threads.submit(() -> ask("/held", payer.pay(1)));
        gate.countDown();
        assertEquals("held", first.get().text());
        assertEquals("held", second.get().text());
        assertEquals(1, chain.taken);
        assertEquals(1, asked.size());
    }

    @Test
    void whoHangsUpGetsTheAnswerByTheSamePayment() throws IOException {
        ask("/stop", payer.pay(1), new Seen(true));
        assertEquals(1, chain.taken);
        assertEquals("tram at /stop", ask("/stop", payer.pay(1)).text());
        assertEquals("tram at /stop", ask("/stop", payer.pay(1)).text());
        assertEquals(1, chain.taken);
        assertEquals(1, asked.size());
    }

    @Test
    void aPaymentIsForOneRequest() throws IOException {
        ask("/stop", payer.pay(1));
        Seen other = ask("/other", payer.pay(1));
        assertEquals(409, other.status);
        assertTrue(other.text().contains("payment_used"));
        assertEquals(1, asked.size());
    }

    @Test
    void whatTheServiceDoesNotAnswerIsFreeAndThePaymentGoodForAnother() throws IOException {
        assertEquals(503, ask("/fails", payer.pay(1)).status);
        gate = new CountDownLatch(1);
        restart(Duration.ofMillis(200));
        assertEquals(504, ask("/slow", payer.pay(1)).status);
        gate.countDown();
        restart();
        assertEquals(0, chain.taken);
        assertEquals(200, ask("/stop", payer.pay(1)).status);
        assertEquals(1, chain.taken);
    }

    @Test
    void aServiceThatIsDownCostsNothing() throws IOException {
        server.stop(0);
        assertEquals(502, ask("/stop", payer.pay(1)).status);
        assertEquals(0, chain.taken);
        assertInstanceOf(PaidCall.Fresh.class, till.state(Payer.id(payer.authorization(1))));
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws IOException {
        Seen seen = ask("/endless", payer.pay(1));
        assertTrue(seen.aborted);
        assertTrue(seen.body.size() <= 1 << 20);
    }

    @Test
    void aLongAnswerIsNotKeptButFetchedOnceMore() throws IOException {
        ask("/large", payer.pay(1), new Seen(true));
        Seen anew = ask("/large", payer.pay(1));
        assertEquals(KeptAnswers.MOST_EACH + 1, anew.body.size());
        assertEquals(409, ask("/large", payer.pay(1)).status);
        assertEquals(1, chain.taken);
        assertEquals(asked.get(0), asked.get(1), "the service can tell that it is the same call");
    }

    @Test
    void afterAKillTheSamePaymentIsAnsweredAndNotTakenAgain() throws IOException {
        ask("/stop", payer.pay(1));
        restart();
        assertEquals("tram at /stop", ask("/stop", payer.pay(1)).text());
        assertEquals(1, chain.taken);
        assertEquals(1, till.takings("trams").calls());
    }

    @Test
    void aKillBetweenTheAnswerAndTheChainLeavesItOwed() throws IOException {
        chain.next = new Collector.Taking.Later("the chain is away");
        assertEquals(503, ask("/stop", payer.pay(1)).status);
        restart();
        assertEquals(1, till.owed().size());
        chain.next = null;
        chain.telling(till).take(till.owed().getFirst(), Duration.ZERO);
        assertEquals("tram at /stop", ask("/stop", payer.pay(1)).text());
        assertEquals(1, chain.taken);
    }

    @Test
    void whatTheChainRefusesIsNotAnswered() throws IOException {
        chain.next = new Collector.Taking.Lost("the payer emptied the account");
        Seen seen = ask("/stop", payer.pay(1));
        assertEquals(402, seen.status);
        assertTrue(seen.text().contains(PaymentFault.REFUSED.code()));
        assertEquals(409, ask("/stop", payer.pay(1)).status);
        restart();
        assertEquals(409, ask("/stop", payer.pay(1)).status);
        assertEquals(Amount.ZERO, till.takings("trams").owed());
    }

    @Test
    void oneBalanceIsNotOfferedForSeveralCallsAtOnce() throws Exception {
        chain.balance = Amount.of(3000);
        gate = new CountDownLatch(1);
        Future<Seen> first = threads.submit(() -> ask("/held", payer.pay(1)));
        while (asked().isEmpty()) {
            Thread.onSpinWait();
        }
        Seen second = ask("/stop", payer.pay(2));
        assertEquals(402, second.status);
        assertTrue(second.text().contains(PaymentFault.FUNDS.code()));
        gate.countDown();
        assertEquals(200, first.get().status);
    }

    private List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    @Test
    void manyCallersWithManyPaymentsAreChargedOnceEach() throws Exception {
        chain.balance = Amount.of(1_000_000);
        List<Future<Seen>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int nonce = i % 20;
            all.add(threads.submit(() -> ask("/stop" + nonce, payer.pay(nonce))));
        }
        int answered = 0;
        for (Future<Seen> one : all) {
            answered += one.get().status == 200 ? 1 : 0;
        }
        assertEquals(till.takings("trams").calls(), chain.taken);
        assertTrue(answered >= chain.taken);
        assertEquals(new HashSet<>(asked()).size(), asked().size(), "no call was served twice");
    }
}
