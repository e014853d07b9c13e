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
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.SimDisk;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** Two whole peers over an in-memory chain and network. */
class SaleRoomTest {
    private static final int SIZE = 700_001;
    private static final Conduct CHEAT = new Conduct() {
        @Override
        public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
            stream.apply(index, bytes, from, shape.blockLength(index));
            bytes[from] ^= (byte) (index == 200 ? 1 : 0);
        }
    };
    private static final Conduct SILENT = new Conduct() {
        @Override
        public boolean handsOverKey() {
            return false;
        }

        @Override
        public boolean reveals() {
            return false;
        }
    };
    private static final Conduct SLOW = new Conduct() {
        @Override
        public boolean handsOverKey() {
            return false;
        }
    };

    @TempDir
    Path home;

    private static PurchaseView purchase(FakeMarket market) {
        return market.buyer.room().purchases().list().purchases().getFirst();
    }

    private static SaleView sale(FakeMarket market) {
        return market.seller.room().sales().list().sales().getFirst();
    }

    /** The owner asks and says yes, however often the peers die meanwhile. */
    private static void buy(FakeMarket market) {
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    PurchaseDesk desk = market.buyer.room().purchases();
                    PurchaseView view = desk.request(market.listingId, "key");
                    if (view.state().equals("offered")) {
                        desk.approve(view.id().hex(), FakeMarket.PRICE);
                    }
                    if (!view.state().equals("requested")) {
                        return;
                    }
                } catch (RuntimeException e) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
    }

    private static boolean isIn(FakeMarket market, String purchase, String sale) {
        return !market.buyer.room().purchases().list().purchases().isEmpty()
                && purchase(market).state().equals(purchase)
                && sale(market).state().equals(sale);
    }

    private Path find(String peer, String name) throws IOException {
        try (var files = Files.walk(home.resolve(peer))) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private List<Path> downloads() throws IOException {
        try (var files = Files.list(home.resolve("buyer/downloads"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void assertDelivered(FakeMarket market) throws IOException {
        PurchaseView.FileView file = Objects.requireNonNull(purchase(market).file());
        assertArrayEquals(market.content, Files.readAllBytes(Path.of(file.path())));
        assertEquals("strikes.csv", file.name());
        assertEquals(
                home.resolve("buyer/downloads").toAbsolutePath(),
                Path.of(file.path()).getParent());
        assertEquals(1, downloads().size());
        assertEquals(Amount.of(6_000_000), market.chain.wallet(market.buyer.account(), FakeChain.TOKEN));
        assertEquals(Amount.ZERO, market.chain.ledger(market.buyer.account(), FakeChain.TOKEN));
        assertEquals(
                Amount.of(14_000_000),
                market.chain
                        .wallet(market.seller.account(), FakeChain.TOKEN)
                        .plus(market.chain.ledger(market.seller.account(), FakeChain.TOKEN)));
    }

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

    private Path cipherFile() throws IOException {
        return parts().stream()
                .filter(file -> !file.toString().endsWith(".map"))
                .findFirst()
                .orElseThrow();
    }

    /** What was fetched and not opened. */
    private List<Path> parts() throws IOException {
        try (var files = Files.list(home.resolve("buyer/blobs/parts"))) {
            return files.toList();
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
                    assertThrows(ProblemException.class, () -> desk.request(Listings.OTHER, "new"))
                            .problem()
                            .code());
        }
    }

    @Test
    void a_stranger_gets_neither_blocks_nor_key() throws IOException {
        try (FakeMarket market = new FakeMarket(home, SILENT, PaymentMethod.AUTHORIZATION, SIZE)) {
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted"));
            var stranger = new SalePeers.Caller(Listings.STRANGER, Listings.STRANGER);
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

    /** How a sale must end with each kind of seller, whoever dies on the way. */
    @SuppressWarnings("ImmutableEnumChecker") // a conduct holds nothing
    enum Plot {
        HONEST(Conduct.HONEST, 10, "delivered", "released", How.RELEASED),
        CHEATING(CHEAT, 10, "refunded", "complained", How.COMPLAINED),
        SILENT_SELLER(SILENT, 200, "refunded", "refunded", How.REFUNDED);

        private final Conduct conduct;
        private final int blockTime;
        private final String purchase;
        private final String sale;
        private final How how;

        Plot(Conduct conduct, int blockTime, String purchase, String sale, How how) {
            this.conduct = conduct;
            this.blockTime = blockTime;
            this.purchase = purchase;
            this.sale = sale;
            this.how = how;
        }
    }

    private record Turns(int buyer, int seller) {}

    private final Set<String> bought = new TreeSet<>();
    private final Set<String> sold = new TreeSet<>();

    /** Counts the turns of both sides in one undisturbed sale, then kills one side after each of them. */
    @ParameterizedTest
    @EnumSource
    void whichever_turn_a_side_dies_after_the_end_is_the_same(Plot plot) throws IOException {
        Turns turns = play(plot, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int turn = 1; turn <= turns.buyer(); turn++) {
            play(plot, turn, Integer.MAX_VALUE);
        }
        for (int turn = 1; turn <= turns.seller(); turn++) {
            play(plot, Integer.MAX_VALUE, turn);
        }
        Set<String> expected = new TreeSet<>(Set.of(
                "Requested", "OfferTaken", "Approved", "CiphertextChecked", "PaymentStarted", "Reported", "ChainSaid"));
        switch (plot) {
            case HONEST -> expected.addAll(Set.of("KeyLearned", "Delivered"));
            case CHEATING -> expected.addAll(Set.of("KeyLearned", "FaultFound"));
            case SILENT_SELLER -> expected.add("TimePassed");
        }
        assertTrue(bought.containsAll(expected), bought::toString);
        assertTrue(
                sold.containsAll(Set.of("Prepared", "BondSecured", "OfferSigned", "ChainSaid", "TimePassed")),
                sold::toString);
    }

    private Turns play(Plot plot, int buyerDies, int sellerDies) throws IOException {
        Path place = Files.createDirectories(home.resolve(plot + "-" + buyerDies + "-" + sellerDies));
        try (FakeMarket market = new FakeMarket(place, plot.conduct, PaymentMethod.ALLOWANCE, 500_001)) {
            market.buyer.dieAfter = buyerDies;
            market.seller.dieAfter = sellerDies;
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted") || market.chain.wasAccepted());
            market.blockTime = plot.blockTime;
            market.until(() -> isIn(market, plot.purchase, plot.sale));
            assertEquals(List.of(plot.how), market.chain.ends());
            PurchaseView.FileView file = purchase(market).file();
            if (plot == Plot.HONEST) {
                assertArrayEquals(
                        market.content,
                        Files.readAllBytes(Path.of(Objects.requireNonNull(file).path())));
            } else {
                assertNull(file);
            }
            PurchaseDesk purchases = market.buyer.room().purchases();
            purchases.events(purchase(market).id().hex()).forEach(event -> bought.add(name(event)));
            market.seller.room().sales().events(sale(market).id().hex()).forEach(event -> sold.add(name(event)));
            return new Turns(market.buyer.turns.get(), market.seller.turns.get());
        }
    }

    private static String name(Object event) {
        return event.getClass().getSimpleName();
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

    /** Things that are nobody's. */
    private static final class Listings {
        static final org.pluspeer.wallet.eth.Hash32 OTHER = org.pluspeer.wallet.eth.Hash32.of(FakeChain.bytes(32, 9));
        static final org.pluspeer.wallet.eth.Address STRANGER =
                org.pluspeer.wallet.eth.Address.of(FakeChain.bytes(20, 9));
    }
}
