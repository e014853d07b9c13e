package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.SimDisk;
import org.pluspeer.wallet.eth.Amount;

/** Sellers that cheat or say nothing, disks that lose or lack, chains that lag: where bytes and money end. */
class SaleFaultTest extends SaleScene {
    @Test
    void ciphertext_that_the_disk_lost_after_the_payment_is_fetched_again() throws IOException {
        try (FakeMarket market = new FakeMarket(home, SLOW, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            Path cipher = cipherFile();
            byte[] bytes = Files.readAllBytes(cipher);
            bytes[300_000] ^= 1;
            Files.write(cipher, bytes);
            market.blockTime = 120;
            market.until(() -> isIn(market, "delivered", "released"));
            assertDelivered(market);
            assertEquals(List.of(How.RELEASED), market.chain.ends());
        }
    }

    @Test
    void ciphertext_that_is_not_the_promised_one_is_not_paid_for() {
        Conduct changing = new Conduct() {
            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
                stream.apply(index, bytes, from, shape.blockLength(index));
                bytes[from] ^= (byte) (calls.incrementAndGet() > shape.blocks() && index == 7 ? 1 : 0);
            }
        };
        try (FakeMarket market = new FakeMarket(home, changing, PaymentMethod.AUTHORIZATION, SIZE)) {
            market.blockTime = 0;
            buy(market);
            market.until(() -> isIn(market, "failed", "expired"));
            PurchaseView.ProblemNote problem =
                    Objects.requireNonNull(purchase(market).problem());
            assertEquals("ciphertext_wrong", problem.code());
            assertTrue(problem.detail().contains(market.seller.account().toString()), problem::detail);
            assertEquals(Amount.of(10_000_000), market.chain.wallet(market.buyer.account(), FakeChain.TOKEN));
            assertEquals(1, market.buyer.shunned.size());
            assertEquals(Amount.ZERO, market.seller.room().sales().reserved(FakeChain.TOKEN));
        }
    }

    @Test
    void ciphertext_of_a_purchase_that_is_over_does_not_stay() throws IOException {
        try (FakeMarket market = new FakeMarket(home, SILENT, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            assertFalse(parts().isEmpty());
            market.blockTime = 300;
            market.until(() -> isIn(market, "refunded", "refunded"));
            market.turn();
            market.turn();
            market.turn();
            assertEquals(List.of(), parts());
        }
    }

    @Test
    void nor_does_that_of_one_that_was_called_off() throws IOException {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            PurchaseDesk desk = market.buyer.room().purchases();
            Thread.ofVirtual().start(() -> desk.request(market.listingId, "key"));
            market.until(() -> !desk.list().purchases().isEmpty()
                    && purchase(market).state().equals("offered"));
            String id = purchase(market).id().hex();
            market.lossPercent = 100;
            desk.approve(id, FakeMarket.PRICE);
            market.buyer.behind = true;
            market.lossPercent = 0;
            market.until(() -> purchase(market).state().equals("checked"));
            assertFalse(parts().isEmpty());
            assertEquals("cancelled", desk.cancel(id).state());
            assertEquals(List.of(), parts());
        }
    }

    @Test
    void a_wrong_block_brings_price_and_bond_back() throws IOException {
        try (FakeMarket market = new FakeMarket(home, CHEAT, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "refunded", "complained"));
            assertEquals(List.of(How.COMPLAINED), market.chain.ends());
            assertEquals(Amount.of(4_800_000), market.chain.ledger(market.buyer.account(), FakeChain.TOKEN));
            assertEquals(Amount.of(4_800_000), purchase(market).claimable());
            assertNull(purchase(market).file());
            assertEquals(List.of(), downloads());
        }
    }

    @Test
    void a_silent_seller_loses_the_no_show_and_the_price_comes_back() {
        try (FakeMarket market = new FakeMarket(home, SILENT, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            market.blockTime = 300;
            market.until(() -> isIn(market, "refunded", "refunded"));
            assertEquals(Amount.of(4_200_000), market.chain.ledger(market.buyer.account(), FakeChain.TOKEN));
            assertEquals(List.of(How.REFUNDED), market.chain.ends());
        }
    }

    @Test
    void a_key_that_only_comes_on_chain_opens_and_settles() throws IOException {
        try (FakeMarket market = new FakeMarket(home, SLOW, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            market.blockTime = 120;
            market.until(() -> isIn(market, "delivered", "released"));
            assertDelivered(market);
        }
    }

    @Test
    void a_buyer_that_is_behind_its_chain_does_not_pay() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            market.buyer.behind = true;
            PurchaseDesk desk = market.buyer.room().purchases();
            assertEquals(
                    Problem.Code.CHAIN_BEHIND,
                    assertThrows(ProblemException.class, () -> desk.request(market.listingId, "key"))
                            .problem()
                            .code());
            market.buyer.behind = false;
            PurchaseView offered = desk.request(market.listingId, "key");
            market.until(() -> purchase(market).state().equals("offered"));
            market.buyer.behind = true;
            assertThrows(ProblemException.class, () -> desk.approve(offered.id().hex(), FakeMarket.PRICE));
            market.buyer.behind = false;
            market.lossPercent = 100;
            desk.approve(offered.id().hex(), FakeMarket.PRICE);
            market.buyer.behind = true;
            market.lossPercent = 0;
            market.until(() -> purchase(market).state().equals("checked"));
            for (int i = 0; i < 10; i++) {
                market.turn();
            }
            assertFalse(market.chain.wasAccepted());
            market.buyer.behind = false;
            market.until(() -> purchase(market).state().equals("delivered"));
        }
    }

    @Test
    void a_seller_that_is_behind_its_chain_signs_no_offer() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            market.seller.behind = true;
            buy(market);
            market.until(
                    () -> !market.buyer.room().purchases().list().purchases().isEmpty());
            for (int i = 0; i < 20; i++) {
                market.turn();
            }
            assertEquals(List.of(), market.seller.room().sales().list().sales());
            market.seller.behind = false;
            market.until(() -> isIn(market, "delivered", "released"));
        }
    }

    private static SimDisk withSmallDisk(FakeMarket market) {
        SimDisk disk = new SimDisk();
        market.buyer.bury();
        market.buyer.disk = disk;
        market.buyer.start();
        return disk;
    }

    @Test
    void a_disk_that_cannot_hold_the_opened_file_too_is_found_before_paying() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            withSmallDisk(market).capacity(SIZE + SIZE / 2);
            buy(market);
            market.until(
                    () -> !market.buyer.room().purchases().list().purchases().isEmpty()
                            && Set.of("failed", "delivered", "opened")
                                    .contains(purchase(market).state()));
            assertEquals("failed", purchase(market).state());
            assertEquals(
                    "disk_full",
                    Objects.requireNonNull(purchase(market).problem()).code());
            assertFalse(market.chain.wasAccepted());
        }
    }

    @Test
    void a_wrong_block_is_proven_without_room_for_the_opened_file() {
        try (FakeMarket market = new FakeMarket(home, CHEAT, PaymentMethod.AUTHORIZATION, SIZE)) {
            SimDisk disk = withSmallDisk(market);
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            disk.capacity(disk.used());
            market.until(() -> isIn(market, "refunded", "complained"));
            assertEquals(List.of(How.COMPLAINED), market.chain.ends());
        }
    }

    @Test
    void a_whole_file_waits_for_room() {
        try (FakeMarket market = new FakeMarket(home, Conduct.HONEST, PaymentMethod.AUTHORIZATION, SIZE)) {
            SimDisk disk = withSmallDisk(market);
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            disk.capacity(disk.used());
            market.until(() -> purchase(market).state().equals("opened"));
            for (int i = 0; i < 20; i++) {
                market.turn();
            }
            assertEquals("opened", purchase(market).state());
            disk.capacity(Long.MAX_VALUE);
            market.until(() -> purchase(market).state().equals("delivered"));
        }
    }
}
