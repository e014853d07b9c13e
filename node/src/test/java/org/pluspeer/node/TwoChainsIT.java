package org.pluspeer.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.GanacheChain;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.demo.BadConduct;
import org.pluspeer.node.demo.Story;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** The same sale, by two whole nodes, on two chains that have nothing in common but the standard. */
@Timeout(600)
class TwoChainsIT {
    private static final long PRICE = 4_000_000;
    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);
    private static final Amount ETH = Amount.parseDecimal("10", 18);

    @TempDir
    Path directory;

    @Test
    void aSaleOnAnvil() throws IOException {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"))) {
            assertFileForMoney(chain.play());
        }
    }

    @Test
    void theSameSaleOnGanache() throws IOException {
        try (GanacheChain chain = GanacheChain.start()) {
            assertFileForMoney(chain.play());
        }
    }

    @Test
    void aWrongBlockOnGanacheCostsTheSellerItsBond() throws IOException {
        try (GanacheChain chain = GanacheChain.start();
                Deal deal = new Deal(chain.play(), BadConduct.of(Story.CHEATING_SELLER))) {
            String id = deal.begin();
            JsonNode bought = deal.buyer.purchase(id, "refunded");
            JsonNode sold = deal.seller.sale(id, "complained");
            Amount bond = Amount.parseUnits(sold.path("bond").asText());

            assertFalse(bought.has("file"), "nothing is delivered");
            assertEquals(DOLLARS.plus(bond), deal.worth(deal.buyer), "the price and the bond are the buyer's");
            assertEquals(DOLLARS.minus(bond), deal.worth(deal.seller));
            assertEquals(Amount.ZERO, deal.escrowed());
        }
    }

    @Test
    void silenceOnGanacheEndsInARefund() throws IOException {
        try (GanacheChain chain = GanacheChain.start();
                Deal deal = new Deal(chain.play(), BadConduct.of(Story.SILENT_SELLER))) {
            String id = deal.begin();
            JsonNode paid = deal.buyer.until(
                    "/purchases/" + id, found -> found.path("deadlines").has("revealBy"));
            long revealBy = paid.path("deadlines").path("revealBy").asLong();
            chain.play().increaseTime(revealBy - chain.play().client().head().time() + 1);
            JsonNode bought = deal.buyer.purchase(id, "refunded");
            deal.seller.sale(id, "refunded");

            assertFalse(bought.has("file"), "nothing is delivered");
            assertTrue(DOLLARS.isLessThan(deal.worth(deal.buyer)), "the buyer got the no-show amount");
            assertEquals(DOLLARS.plus(DOLLARS), deal.worth(deal.buyer).plus(deal.worth(deal.seller)));
        }
    }

    @Test
    void twoPurchasesAtOnceWithATokenThatKnowsOnlyAllowances() throws IOException {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"));
                Deal deal = new Deal(chain.play(), Conduct.HONEST)) {
            forgetAuthorizations(chain.play());
            List<String> listings = new ArrayList<>();
            for (String title : List.of("Even numbers", "Odd numbers")) {
                listings.add(deal.seller
                        .list(deal.file, title, PRICE, PlayChain.DOLLAR)
                        .path("id")
                        .asText());
                deal.buyer.find(title, listings.getLast());
            }
            List<JsonNode> offers = listings.stream().map(deal.buyer::offer).toList();
            AnvilRpc anvil = new AnvilRpc(chain.url());
            // Both wait for a block at once: none is made on top of the bonds either.
            chain.play().standStill(true);
            anvil.ask("evm_setAutomine", "[false]");
            List<String> bought = offers.stream().map(deal.buyer::agree).toList();
            bought.forEach(id -> deal.buyer.purchase(id, "paying"));
            anvil.ask("evm_setAutomine", "[true]");
            chain.play().standStill(false);
            chain.play().mine(1);
            for (String id : bought) {
                JsonNode purchase = deal.buyer.purchase(id, "delivered", "failed");
                assertEquals("delivered", purchase.path("state").asText(), purchase::toString);
                assertTrue(purchase.toString().contains("approve"), purchase::toString);
            }
            assertEquals(DOLLARS.minus(Amount.of(2 * PRICE)), deal.wallet(deal.buyer));
            assertEquals(Amount.ZERO, deal.tokens.allowance(PlayChain.DOLLAR, deal.buyer.account(), Exchange.ADDRESS));
        }
    }

    /** Gives the play dollar's function that tells of EIP-3009 another name, so that it seems not to have any. */
    private static void forgetAuthorizations(PlayChain chain) {
        AnvilRpc anvil = new AnvilRpc(chain.url());
        String code = anvil.ask("eth_getCode", "[\"" + PlayChain.DOLLAR + "\",\"latest\"]");
        String selector = Bytes.hex(Keccak.hash("authorizationState(address,bytes32)".getBytes(US_ASCII))
                        .bytes())
                .substring(2, 10);
        String push4 = "63";
        assertTrue(code.contains(push4 + selector));
        String patched = code.replace(push4 + selector, push4 + "deadbeef");
        anvil.ask("anvil_setCode", "[\"" + PlayChain.DOLLAR + "\",\"" + patched + "\"]");
    }

    private void assertFileForMoney(PlayChain chain) throws IOException {
        try (Deal deal = new Deal(chain, Conduct.HONEST)) {
            String id = deal.begin();
            JsonNode bought = deal.buyer.purchase(id, "delivered");
            JsonNode sold = deal.seller.sale(id, "released");
            Path file = Path.of(bought.path("file").path("path").asText());

            assertArrayEquals(Files.readAllBytes(deal.file), Files.readAllBytes(file));
            assertEquals(Amount.ZERO, deal.escrowed());
            assertEquals(DOLLARS.minus(Amount.of(PRICE)), deal.wallet(deal.buyer));
            Amount free = deal.ledger(deal.seller);
            assertEquals(
                    Amount.of(PRICE).plus(Amount.parseUnits(sold.path("bond").asText())), free);

            Hash32 taken = Hash32.parse(deal.seller.withdraw(PlayChain.DOLLAR, free, "all"));
            assertTrue(Await.until(() -> chain.client().receipt(taken).isPresent()), "the withdrawal is mined");
            assertEquals(DOLLARS.plus(Amount.of(PRICE)), deal.wallet(deal.seller));
            assertEquals(Amount.ZERO, deal.ledger(deal.seller));
        }
    }

    /** Two nodes with money, and a file that one of them has. */
    private final class Deal implements AutoCloseable {
        private final Tokens tokens;
        private final Exchange exchange;
        private final Path file = directory.resolve("numbers.bin");
        private final TestNode seller;
        private final TestNode buyer;

        Deal(PlayChain chain, Conduct conduct) throws IOException {
            byte[] content = new byte[70_001];
            new Random(7).nextBytes(content);
            Files.write(file, content);
            this.tokens = new Tokens(chain.client());
            this.exchange = Exchange.on(chain.client());
            this.seller = TestNode.start(TestNode.Setting.honest(directory.resolve("seller"), chain.url())
                    .behaving(conduct));
            TestNode other = null;
            try {
                other = TestNode.start(TestNode.Setting.honest(directory.resolve("buyer"), chain.url())
                        .knowing(seller));
                chain.give(seller.account(), ETH, DOLLARS);
                chain.give(other.account(), ETH, DOLLARS);
                this.buyer = other;
            } catch (RuntimeException | Error e) {
                if (other != null) {
                    other.close();
                }
                seller.close();
                throw e;
            }
        }

        /** Lists, finds, gets the offer and agrees to it. */
        String begin() {
            String listing = seller.list(file, "Numbers of chance", PRICE, PlayChain.DOLLAR)
                    .path("id")
                    .asText();
            JsonNode found = buyer.find("numbers chance", listing);
            assertTrue(found.path("buyable").asBoolean(), found::toString);
            return buyer.buy(listing);
        }

        Amount wallet(TestNode node) {
            return tokens.balance(PlayChain.DOLLAR, node.account(), At.LATEST);
        }

        Amount ledger(TestNode node) {
            return exchange.ledger(node.account(), PlayChain.DOLLAR, At.LATEST);
        }

        Amount worth(TestNode node) {
            return wallet(node).plus(ledger(node));
        }

        Amount escrowed() {
            return exchange.escrowed(PlayChain.DOLLAR, At.LATEST);
        }

        @Override
        public void close() {
            buyer.close();
            seller.close();
        }
    }
}
