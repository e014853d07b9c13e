package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.FaultyRpc;
import org.pluspeer.node.chain.GanacheChain;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.cli.PeerCommand;
import org.pluspeer.wallet.eth.Amount;

/** Whole nodes that know a chain by several endpoints, of which some fail while a sale is under way. */
@Timeout(600)
class EndpointsIT {
    private static final long PRICE = 4_000_000;
    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);
    private static final Amount ETH = Amount.parseDecimal("10", 18);

    @TempDir
    Path directory;

    @Test
    void aPurchaseGoesOnOnAnvilThoughEachSideLosesAnEndpoint() throws IOException {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"))) {
            assertSaleSurvives(chain.play());
        }
    }

    @Test
    void andOnGanache() throws IOException {
        try (GanacheChain chain = GanacheChain.start()) {
            assertSaleSurvives(chain.play());
        }
    }

    private void assertSaleSurvives(PlayChain chain) throws IOException {
        byte[] content = new byte[70_001];
        new Random(7).nextBytes(content);
        Path file = Files.write(directory.resolve("numbers.bin"), content);
        URI socket = URI.create("ws://127.0.0.1:" + chain.url().getPort());
        try (FaultyRpc buyers = new FaultyRpc(chain.url());
                FaultyRpc sellers = new FaultyRpc(chain.url());
                TestNode seller = TestNode.start(TestNode.Setting.honest(directory.resolve("seller"), chain.url())
                        .over(List.of(sellers.url(), socket, chain.url())));
                TestNode buyer = TestNode.start(TestNode.Setting.honest(directory.resolve("buyer"), chain.url())
                        .over(List.of(buyers.url(), chain.url()))
                        .knowing(seller))) {
            chain.give(seller.account(), ETH, DOLLARS);
            chain.give(buyer.account(), ETH, DOLLARS);
            String listing = seller.list(file, "Numbers of chance", PRICE, PlayChain.DOLLAR)
                    .path("id")
                    .asText();
            buyer.find("numbers chance", listing);
            JsonNode offer = buyer.offer(listing);
            buyers.cutAt("eth_sendRawTransaction");
            String id = buyer.agree(offer);
            buyer.until("/purchases/" + id, found -> found.path("deadlines").has("revealBy"));
            // Two are left to agree that the payment is final, which the key waits for.
            sellers.cut();

            JsonNode bought = buyer.purchase(id, "delivered");
            seller.sale(id, "released");
            assertArrayEquals(
                    content,
                    Files.readAllBytes(Path.of(bought.path("file").path("path").asText())));
            assertShown(buyer, buyers, "buyer", chain.url().toString());
            assertShown(seller, sellers, "seller", socket.toString());

            buyers.mend();
            assertTrue(
                    Await.until(() -> endpoint(buyer, 0).path("state").asText().equals("ok")));
        }
    }

    private void assertShown(TestNode node, FaultyRpc lost, String name, String other) {
        assertTrue(Await.until(() -> endpoint(node, 0).path("state").asText().equals("away")));
        assertEquals(lost.name(), endpoint(node, 0).path("url").asText());
        assertEquals("ok", endpoint(node, 1).path("state").asText());
        assertTrue(endpoint(node, 1).path("head").asLong() > 0);
        String said = status(directory.resolve(name));
        assertTrue(said.contains("Endpoint  " + lost.name() + " away"), said);
        assertTrue(said.contains("Endpoint  " + other + " ok"), said);
    }

    private static JsonNode endpoint(TestNode node, int index) {
        return node.get("/status").path("chain").path("endpoints").path(index);
    }

    /** What {@code peer status} prints. */
    private static String status(Path data) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, PeerCommand.execute(new String[] {"status", "--data-dir", data.toString()}));
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
