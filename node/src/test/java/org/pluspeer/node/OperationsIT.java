package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.demo.BadConduct;
import org.pluspeer.node.demo.Story;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What protects the owner's money goes on while the owner's keys are locked, and is paid by another account. */
@Timeout(600)
class OperationsIT {
    private static final Amount COINS = Amount.parseDecimal("1", 18);
    private static final Amount DOLLARS = Amount.parseDecimal("50", 6);
    private static final long PRICE = 2_000_000;

    @TempDir
    private Path root;

    private LocalChain chain;

    @BeforeEach
    void open() {
        chain = Anvils.start(root.resolve("chain"));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private TestNode.Setting setting(String name) {
        return TestNode.Setting.honest(root.resolve(name), chain.url());
    }

    private static Address operations(TestNode node) {
        return Address.parse(
                node.get("/wallet/lock").path("operations").path("account").asText());
    }

    private void give(TestNode node) {
        chain.play().give(node.account(), COINS, DOLLARS);
        chain.play().give(operations(node), COINS, Amount.ZERO);
    }

    private String sell(TestNode seller, TestNode buyer) throws IOException {
        Path file = Files.writeString(root.resolve("goods.csv"), "a,b\n" + "1,2\n".repeat(2000));
        String listing =
                seller.list(file, "Goods", PRICE, PlayChain.DOLLAR).path("id").asText();
        buyer.find("Goods", listing);
        return buyer.buy(listing);
    }

    private static void lock(TestNode node) {
        assertEquals(
                "locked",
                node.api().post("/wallet/lock", Map.of()).path("state").asText());
    }

    private void passTo(long unixSeconds) {
        chain.play().increaseTime(unixSeconds - chain.play().client().head().time() + 1);
    }

    private static long deadline(TestNode node, String path, String name) {
        return node.until(path, found -> found.path("deadlines").has(name))
                .path("deadlines")
                .path(name)
                .asLong();
    }

    private Address sender(JsonNode deal, String step) {
        for (JsonNode each : deal.path("steps")) {
            if (each.path("name").asText().equals(step)) {
                String hash = each.path("transaction").path("hash").asText();
                return Address.parse(new AnvilRpc(chain.url())
                        .result("eth_getTransactionByHash", "[\"" + hash + "\"]")
                        .path("from")
                        .asText());
            }
        }
        throw new AssertionError("no step " + step + " in " + deal);
    }

    @Test
    void aSilentSellerCostsALockedBuyerNothing() throws IOException {
        try (TestNode seller = TestNode.start(setting("seller").behaving(BadConduct.of(Story.SILENT_SELLER)));
                TestNode buyer = TestNode.start(setting("buyer").knowing(seller))) {
            give(seller);
            give(buyer);
            String id = sell(seller, buyer);
            long revealBy = deadline(buyer, "/purchases/" + id, "revealBy");
            lock(buyer);
            passTo(revealBy);
            JsonNode refunded = buyer.purchase(id, "refunded");
            assertEquals(operations(buyer), sender(refunded, "refund"));
            assertEquals("locked", buyer.get("/wallet/lock").path("state").asText());
        }
    }

    @Test
    void aCheatedBuyerComplainsWhileLocked() throws IOException {
        try (TestNode seller = TestNode.start(setting("seller").behaving(new LateCheat()));
                TestNode buyer = TestNode.start(setting("buyer").knowing(seller))) {
            give(seller);
            give(buyer);
            String id = sell(seller, buyer);
            deadline(buyer, "/purchases/" + id, "revealBy");
            lock(buyer);
            LateCheat.mayAnswer = true;
            JsonNode refunded = buyer.purchase(id, "refunded");
            assertEquals(operations(buyer), sender(refunded, "complain"));
        }
    }

    /** Sends a wrong block, and hands its key over once the test lets it. */
    private static final class LateCheat implements Conduct {
        static volatile boolean mayAnswer;

        private final Conduct cheat = BadConduct.of(Story.CHEATING_SELLER);

        @Override
        public void encrypt(
                org.pluspeer.market.content.Keystream stream,
                org.pluspeer.market.content.ContentShape shape,
                long index,
                byte[] bytes,
                int from) {
            cheat.encrypt(stream, shape, index, bytes, from);
        }

        @Override
        public boolean handsOverKey() {
            return mayAnswer;
        }
    }

    @Test
    void aNodeWithoutItsOwnerCollectsASaleAndSaysWhatItCannotDo() throws IOException {
        String id;
        Address account;
        long disputeBy;
        try (TestNode seller = TestNode.start(setting("seller").behaving(new KeyOnChainOnly()))) {
            account = seller.account();
            try (TestNode buyer = TestNode.start(setting("buyer").knowing(seller))) {
                give(seller);
                give(buyer);
                id = sell(seller, buyer);
                deadline(seller, "/sales/" + id, "revealBy");
            }
            lock(seller);
            JsonNode need = seller.get("/wallet/lock").path("needs").path(0);
            assertEquals(id, need.path("id").asText());
            assertEquals(
                    seller.get("/sales/" + id)
                            .path("deadlines")
                            .path("revealBy")
                            .asLong(),
                    need.path("by").asLong());
            assertTrue(need.path("otherwise").asText().contains("bond"), need::toString);
            seller.api().post("/wallet/unlock", Map.of("passphrase", TestNode.PASSPHRASE));
            passTo(deadline(seller, "/sales/" + id, "revealBy") - 1500);
            disputeBy = deadline(seller, "/sales/" + id, "disputeBy");
            seller.api().post("/wallet/standby", Map.of("passphrase", TestNode.PASSPHRASE, "leave", true));
        }
        try (TestNode alone = TestNode.standBy(setting("seller"))) {
            assertEquals(account, alone.account());
            assertEquals("locked", alone.get("/wallet/lock").path("state").asText());
            assertEquals(1, alone.get("/listings?mine=true").path("total").asInt());
            passTo(disputeBy);
            JsonNode settled = alone.sale(id, "settled");
            assertEquals(operations(alone), sender(settled, "settle"));
            ProblemException refused = assertThrows(
                    ProblemException.class, () -> alone.withdraw(PlayChain.DOLLAR, Amount.of(PRICE), "to my wallet"));
            assertEquals(Problem.Code.LOCKED, refused.problem().code(), "what it earned is the owner's to take");
            alone.api().post("/wallet/unlock", Map.of("passphrase", TestNode.PASSPHRASE));
            assertTrue(alone.withdraw(PlayChain.DOLLAR, Amount.of(PRICE), "to my wallet again")
                    .startsWith("0x"));
        }
    }

    /** Gives no key to the buyer, but puts it on the chain in time. */
    private static final class KeyOnChainOnly implements Conduct {
        @Override
        public boolean handsOverKey() {
            return false;
        }
    }
}
