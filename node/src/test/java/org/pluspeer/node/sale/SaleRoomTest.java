package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** A sale between two whole peers, from the listing to the file. */
class SaleRoomTest extends SaleScene {
    private static final Hash32 OTHER = Hash32.of(FakeChain.bytes(32, 9));
    private static final Address STRANGER = Address.of(FakeChain.bytes(20, 9));

    @ParameterizedTest
    @EnumSource
    void a_sale_goes_through_with_every_kind_of_payment(PaymentMethod method) throws IOException {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, method, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            assertDelivered(market);
            assertEquals(List.of(How.RELEASED), market.chain.ends());
            PurchaseView view = purchase(market);
            assertTrue(view.steps().stream().allMatch(StepView::done), () -> view.steps()
                    .toString());
            assertEquals(SIZE, view.progress().bytes());
            StepView pay = view.steps().stream()
                    .filter(s -> s.name().equals("pay"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("done", Objects.requireNonNull(pay.transaction()).state());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 2048, 2049, 262_144, 262_145})
    void odd_sizes_arrive_whole(int size) throws IOException {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.COIN, size)) {
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            assertDelivered(market);
        }
    }

    @Test
    void what_came_of_a_transaction_is_learned_after_a_restart_though_the_sale_is_over() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            market.buyer.deaf = true;
            market.seller.deaf = true;
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            assertEquals("pending", transactionOf(purchase(market).steps(), "pay"));
            assertEquals("pending", transactionOf(sale(market).steps(), "release"));
            market.buyer.bury();
            market.buyer.start();
            market.seller.bury();
            market.seller.start();
            assertEquals("done", transactionOf(purchase(market).steps(), "pay"));
            assertEquals("done", transactionOf(sale(market).steps(), "release"));
        }
    }

    private static String transactionOf(List<StepView> steps, String name) {
        StepView step = steps.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(step.transaction()).state();
    }

    @Test
    void lost_questions_and_answers_change_nothing() throws IOException {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            market.lossPercent = 40;
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            assertDelivered(market);
            assertEquals(1, market.seller.room().sales().list().sales().size());
        }
    }

    @Test
    void two_purchases_at_once_do_not_spoil_each_others_allowance() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.ALLOWANCE, SIZE)) {
            for (String key : List.of("one", "two")) {
                Thread.ofVirtual().start(() -> {
                    PurchaseDesk desk = market.buyer.room().purchases();
                    PurchaseView offered = desk.request(market.listingId, key);
                    desk.approve(offered.id().hex(), FakeMarket.PRICE);
                });
            }
            market.until(() -> {
                List<PurchaseView> all = market.buyer.room().purchases().list().purchases();
                return all.size() == 2
                        && all.stream()
                                .allMatch(one -> Set.of("delivered", "failed").contains(one.state()));
            });
            for (PurchaseView one : market.buyer.room().purchases().list().purchases()) {
                assertEquals("delivered", one.state(), String.valueOf(one.problem()));
            }
        }
    }

    @Test
    void a_payment_that_only_seems_final_gets_no_key_by_either_way() throws IOException {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            market.chain.contradicts = true;
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            market.blockTime = 300;
            market.until(() -> sale(market).state().equals("revealing"));
            market.blockTime = 1;
            for (int i = 0; i < 3; i++) {
                market.turn();
            }
            assertEquals("paid", purchase(market).state());
            assertFalse(market.chain.wasRevealed());
            market.chain.contradicts = false;
            market.until(() -> purchase(market).state().equals("delivered"));
            PurchaseView.FileView file = Objects.requireNonNull(purchase(market).file());
            assertArrayEquals(market.content, Files.readAllBytes(Path.of(file.path())));
        }
    }

    @Test
    void nothing_is_paid_without_the_owners_yes() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            Thread.ofVirtual().start(() -> market.buyer.room().purchases().request(market.listingId, "key"));
            market.until(
                    () -> !market.buyer.room().purchases().list().purchases().isEmpty()
                            && purchase(market).state().equals("offered"));
            PurchaseDesk desk = market.buyer.room().purchases();
            CostView cost = Objects.requireNonNull(purchase(market).cost());
            assertEquals(FakeMarket.PRICE, cost.total());
            assertEquals(Amount.of(1_400_000), cost.gas());
            String id = purchase(market).id().hex();
            assertEquals(
                    Problem.Code.CONFLICT,
                    assertThrows(ProblemException.class, () -> desk.approve(id, Amount.of(3_999_999)))
                            .problem()
                            .code());
            market.blockTime = 0;
            assertEquals("cancelled", desk.cancel(id).state());
            market.until(() -> sale(market).state().equals("expired"));
            assertEquals(Amount.ZERO, market.seller.room().sales().reserved(FakeChain.TOKEN), "the bond is free");
            for (int i = 0; i < 20; i++) {
                market.turn();
            }
            assertEquals(Amount.of(10_000_000), market.chain.wallet(market.buyer.account(), FakeChain.TOKEN));
        }
    }

    @Test
    void a_key_of_idempotency_is_one_purchase() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            PurchaseDesk desk = market.buyer.room().purchases();
            assertEquals("delivered", desk.request(market.listingId, "key").state());
            assertEquals(1, desk.list().purchases().size());
            assertEquals(
                    Problem.Code.NOT_FOUND,
                    assertThrows(ProblemException.class, () -> desk.request(OTHER, "new"))
                            .problem()
                            .code());
        }
    }

    @Test
    void a_stranger_gets_neither_blocks_nor_key() throws IOException {
        try (FakeMarket market = new FakeMarket(home, SILENT, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            var stranger = new SalePeers.Caller(STRANGER, STRANGER);
            var id = purchase(market).id();
            Hash32 root = Hash32.parse("0x" + cipherFile().getFileName());
            SaleDesk sales = market.seller.room().sales();
            assertNull(sales.ciphers().answer(stranger, new org.pluspeer.market.wire.BlocksRequest(root, 0, 128)));
            assertNull(sales.ciphers().holding(stranger, root));
            assertInstanceOf(
                    org.pluspeer.market.wire.Refusal.class,
                    sales.onKeyRequest(stranger, new org.pluspeer.market.wire.KeyRequest(id)));
        }
    }

    @Test
    void the_key_is_nowhere_on_a_disk_in_clear() throws IOException {
        byte[] key;
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.COIN, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            key = market.buyer.room().purchases().events(purchase(market).id().hex()).stream()
                    .filter(PurchaseEvent.KeyLearned.class::isInstance)
                    .map(event -> ((PurchaseEvent.KeyLearned) event).key().bytes())
                    .findFirst()
                    .orElseThrow();
        }
        String raw = new String(key, StandardCharsets.ISO_8859_1);
        String hex = Bytes.hex(key).substring(2);
        int searched = 0;
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(raw) || text.contains(hex), file::toString);
                searched++;
            }
        }
        assertTrue(searched >= 3);
    }
}
