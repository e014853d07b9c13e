package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;

/** Ciphertext that is given on for pay: three nodes on a real chain, the seller away while it is fetched. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PaidSeedingIT {
    private static final int RUNS = 40;
    private static final int SIZE = RUNS << 18;
    /** Base units for a GiB: 10,000 for each request of 256 KiB. */
    private static final String PRICE = "40960000";

    private static final long EACH = 10_000;
    private static final BandwidthSettings NOTHING_FREE = new BandwidthSettings(0, 5);

    @TempDir
    private Path home;

    private LocalChain chain;
    private TestNode seller;
    private TestNode seeder;
    private TestNode buyer;
    private final byte[] content = new byte[SIZE];
    private String listing;

    @BeforeEach
    void open() throws IOException {
        chain = Anvils.start(home.resolve("chain"));
        seller = TestNode.start(setting("seller"));
        seeder = TestNode.start(setting("seeder").knowing(seller));
        buyer = TestNode.start(setting("buyer").knowing(seeder));
        for (TestNode each : new TestNode[] {seller, seeder, buyer}) {
            chain.play().give(each.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        }
        new Random(5).nextBytes(content);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", Files.write(home.resolve("tides.bin"), content).toString());
        wanted.put("title", "Tides for pay");
        wanted.put("price", "2500000");
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("shared", true);
        wanted.put("idempotencyKey", "list");
        listing = seller.api().post("/listings", wanted).path("id").asText();
        seeder.find("tides", listing);
        buyer.find("tides", listing);
    }

    @AfterEach
    void close() {
        buyer.close();
        seeder.close();
        seller.close();
        chain.close();
    }

    private TestNode.Setting setting(String name) {
        return TestNode.Setting.honest(home.resolve(name), chain.url()).over(NOTHING_FREE);
    }

    private void seed() {
        seeder.api().post("/seeds", Map.of("listing", listing, "perGib", PRICE));
        seeder.until(
                "/seeds",
                found -> found.path("seeds").path(0).path("state").asText().equals("complete"));
    }

    private String agree(JsonNode offered, String most) {
        String id = offered.path("id").asText();
        Map<String, Object> yes = new LinkedHashMap<>();
        yes.put("total", offered.path("cost").path("total").asText());
        yes.put("transferMax", most);
        buyer.api().post("/purchases/" + id + "/approve", yes);
        return id;
    }

    private static JsonNode earned(TestNode node, long amount) {
        return node.until(
                        "/seeds/earnings",
                        found -> found.path("parts").path(0).path("amount").asLong() == amount)
                .path("parts")
                .path(0);
    }

    @Test
    void whatASeederGivesForPayIsWhatItsBooksAndTheChainSay() throws IOException {
        seed();
        JsonNode offered = buyer.offer(listing);
        assertEquals("125000", offered.path("cost").path("transfer").asText(), "a twentieth of the price");
        seller.close();
        String purchase = agree(offered, "1000000");
        buyer.until(
                "/purchases/" + purchase,
                found -> found.path("progress").path("bytes").asLong() == SIZE);
        JsonNode part = earned(seeder, RUNS * EACH);
        assertEquals(listing, part.path("listing").asText());
        assertEquals(buyer.account().checksummed(), part.path("payer").asText());
        JsonNode seed = seeder.get("/seeds").path("seeds").path(0);
        assertEquals(SIZE, seed.path("given").asLong());
        assertEquals(RUNS * EACH, seed.path("price").path("earned").asLong());

        String channel =
                seeder.get("/channels").path("channels").path(0).path("id").asText();
        seeder.api().post("/channels/" + channel + "/claim", Map.of());
        seeder.until("/channels/" + channel, found -> found.path("claimed").asLong() == RUNS * EACH);
        JsonNode bandwidth = source(seeder, "earned", RUNS * EACH);
        assertEquals(RUNS * EACH, bandwidth.path("earned").asLong());
        source(buyer, "spent", RUNS * EACH);

        seller = TestNode.start(setting("seller").knowing(buyer));
        JsonNode delivered = buyer.purchase(purchase, "delivered");
        assertArrayEquals(
                content,
                Files.readAllBytes(Path.of(delivered.path("file").path("path").asText())));
    }

    /** The row of bandwidth in the balance, once it says so. */
    private static JsonNode source(TestNode node, String column, long amount) {
        return row(node.until("/balance", found -> row(found).path(column).asLong() == amount));
    }

    private static JsonNode row(JsonNode balance) {
        for (JsonNode token : balance.path("tokens")) {
            for (JsonNode source : token.path("sources")) {
                if (source.path("source").asText().equals("bandwidth")) {
                    return source;
                }
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
