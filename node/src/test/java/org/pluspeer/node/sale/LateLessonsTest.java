package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.OfferReply;
import org.pluspeer.market.wire.OfferRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.trade.DealBook;
import org.pluspeer.wallet.eth.Hash32;

/** What a flood of questions costs a seller, and what a lost price counts as. */
class LateLessonsTest {
    private static final int SIZE = 100_000;

    @TempDir
    Path home;

    /** One block wrong, and the key on chain only. */
    private static final Conduct SLY = new Conduct() {
        @Override
        public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
            stream.apply(index, bytes, from, shape.blockLength(index));
            bytes[from] ^= (byte) (index == 3 ? 1 : 0);
        }

        @Override
        public boolean handsOverKey() {
            return false;
        }
    };

    @Test
    void aPriceThatWasLostIsMoneySpent() {
        try (FakeMarket market = new FakeMarket(home, SLY, PaymentMethod.AUTHORIZATION, SIZE)) {
            PurchaseView offered = offered(market);
            market.buyer.room().purchases().approve(offered.id().hex(), FakeMarket.PRICE);
            market.until(() -> state(market).equals("paid"));
            market.buyer.blind = true;
            market.blockTime = 300;
            market.until(() -> market.chain.ends().equals(List.of(How.SETTLED)));
            market.buyer.blind = false;
            market.until(() -> state(market).equals("failed"));
            List<Deals.Deal> deals = new DealBook(market.buyer.room()).all();
            assertEquals(1, deals.size());
            assertEquals(Deals.Side.BOUGHT, deals.getFirst().side());
            assertEquals(Deals.Phase.PAID_OUT, deals.getFirst().phase());
            assertEquals(FakeMarket.PRICE, deals.getFirst().price());
        }
    }

    @Test
    void aPurchaseThatFailedBeforePayingIsNoMoneySpent() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            PurchaseView offered = offered(market);
            market.buyer.room().purchases().cancel(offered.id().hex());
            List<Deals.Deal> deals = new DealBook(market.buyer.room()).all();
            assertEquals(
                    List.of(Deals.Phase.UNPAID),
                    deals.stream().map(Deals.Deal::phase).toList());
        }
    }

    private static PurchaseView offered(FakeMarket market) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PurchaseView> asked =
                    threads.submit(() -> market.buyer.room().purchases().request(market.listingId, "key"));
            market.until(
                    () -> !market.buyer.room().purchases().list().purchases().isEmpty()
                            && state(market).equals("offered"));
            return asked.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static String state(FakeMarket market) {
        return market.buyer.room().purchases().list().purchases().getFirst().state();
    }

    /** Encrypting is what costs: it is counted. */
    @Test
    void howeverManyAskAtOnceNoMoreOffersArePreparedThanMayBeOpen() throws Exception {
        AtomicInteger blocks = new AtomicInteger();
        Conduct counting = new Conduct() {
            @Override
            public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
                blocks.incrementAndGet();
                stream.apply(index, bytes, from, shape.blockLength(index));
            }
        };
        try (FakeMarket market = new FakeMarket(home, counting, PaymentMethod.AUTHORIZATION, SIZE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SaleDesk desk = market.seller.room().sales();
            var caller = new SalePeers.Caller(market.buyer.account(), market.buyer.account());
            List<Future<Message>> asked = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Hash32 id = Hash32.of(FakeChain.bytes(32, i + 1));
                var request = new OfferRequest(id, market.listingId, market.buyer.account(), market.buyer.account());
                asked.add(threads.submit(() -> desk.onOfferRequest(caller, request)));
            }
            market.blockTime = 0;
            market.until(() -> asked.stream().allMatch(Future::isDone));
            // Who had to wait for long was told so, and the offer was prepared all the same.
            market.until(() ->
                    desk.list().sales().stream().allMatch(sale -> sale.state().equals("offered")));
            assertEquals(
                    FakeMarket.SETTINGS.openOffersEach(), desk.list().sales().size());
            int offers = 0;
            for (Future<Message> one : asked) {
                switch (one.get()) {
                    case OfferReply _ -> offers++;
                    case Message other ->
                        assertEquals(
                                Refusal.Code.BUSY,
                                assertInstanceOf(Refusal.class, other).code());
                }
            }
            assertTrue(offers <= FakeMarket.SETTINGS.openOffersEach(), () -> asked.toString());
            int each = Math.ceilDiv(SIZE, 2048);
            assertEquals(
                    FakeMarket.SETTINGS.openOffersEach() * each,
                    blocks.get(),
                    "nothing was encrypted beyond the offers that are open");
        }
    }
}
