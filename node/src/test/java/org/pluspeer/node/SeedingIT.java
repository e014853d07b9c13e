package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;

/** Three nodes: what one sells to all its buyers under one ciphertext, another serves while the seller is away. */
@Timeout(600)
class SeedingIT {
    private static final int SIZE = 1_300_000;
    private static final long UPLOAD = 300_000;
    private static final long DOWNLOAD = 400_000;
    /** What may go at once after a quiet time, and the run by which that may be overdrawn. */
    private static final long AT_ONCE = 2 * (256 << 10);

    @TempDir
    Path home;

    private static JsonNode list(TestNode seller, Path file, boolean shared) {
        return seller.api()
                .post(
                        "/listings",
                        Map.of(
                                "path",
                                file.toString(),
                                "title",
                                shared ? "Shared bytes" : "Bytes of each buyer",
                                "price",
                                "2500000",
                                "token",
                                PlayChain.DOLLAR.checksummed(),
                                "shared",
                                shared,
                                "idempotencyKey",
                                "list " + shared));
    }

    private static Problem refused(TestNode node, String listing) {
        return assertThrows(ProblemException.class, () -> node.api().post("/seeds", Map.of("listing", listing)))
                .problem();
    }

    /** A lower bound only: a busy machine is slower, none is faster. */
    private static void keptTo(long rate, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        assertTrue(
                seconds >= (double) (SIZE - AT_ONCE) / rate,
                () -> SIZE + " bytes took " + seconds + " s at " + rate + " bytes a second");
    }

    private static JsonNode seeding(TestNode seeder, String state) {
        return seeder.until("/seeds", found -> found.path("seeds")
                        .path(0)
                        .path("state")
                        .asText()
                        .equals(state))
                .path("seeds")
                .path(0);
    }

    @Test
    void theBuyerGetsTheCiphertextFromWhoSeedsItWhileTheSellerIsAwayAndTheKeyWhenItIsBack() throws IOException {
        byte[] content = new byte[SIZE];
        new Random(11).nextBytes(content);
        Path file = Files.write(home.resolve("shared.bin"), content);
        try (LocalChain chain = Anvils.start(home.resolve("chain"))) {
            TestNode.Setting sells = TestNode.Setting.honest(home.resolve("seller"), chain.url());
            TestNode seller = TestNode.start(sells);
            try (TestNode seeder = TestNode.start(TestNode.Setting.honest(home.resolve("seeder"), chain.url())
                            .knowing(seller)
                            .atRates(UPLOAD, DOWNLOAD));
                    TestNode buyer = TestNode.start(TestNode.Setting.honest(home.resolve("buyer"), chain.url())
                            .knowing(seeder))) {
                for (TestNode each : new TestNode[] {seller, buyer}) {
                    chain.play().give(each.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
                }
                String own = list(seller, file, false).path("id").asText();
                JsonNode listing = list(seller, file, true);
                String id = listing.path("id").asText();
                assertTrue(listing.path("shared").asBoolean());
                seeder.find("shared", id);
                seeder.find("each", own);
                assertEquals(Problem.Code.CONFLICT, refused(seeder, own).code());
                assertEquals(Problem.Code.CONFLICT, refused(seller, id).code());

                long began = System.nanoTime();
                seeder.api().post("/seeds", Map.of("listing", id));
                assertEquals(SIZE, seeding(seeder, "complete").path("held").asLong());
                keptTo(DOWNLOAD, began);

                buyer.find("shared", id);
                JsonNode offered = buyer.offer(id);
                seller.close();
                long agreed = System.nanoTime();
                String purchase = buyer.agree(offered);
                JsonNode fetched = buyer.until(
                        "/purchases/" + purchase,
                        found -> found.path("progress").path("bytes").asLong() == SIZE);
                keptTo(UPLOAD, agreed);
                assertTrue(
                        fetched.path("progress").path("sources").toString().contains("node"),
                        () -> "who brought it: " + fetched);
                assertTrue(seeding(seeder, "complete").path("given").asLong() > 0);

                seller = TestNode.start(sells.knowing(buyer));
                JsonNode delivered = buyer.purchase(purchase, "delivered");
                assertArrayEquals(
                        content,
                        Files.readAllBytes(
                                Path.of(delivered.path("file").path("path").asText())));
                JsonNode stopped = seeder.api().delete("/seeds/" + id);
                assertEquals(id, stopped.path("listing").asText());
                assertEquals(0, seeder.get("/seeds").path("seeds").size());
            } finally {
                seller.close();
            }
        }
    }
}
