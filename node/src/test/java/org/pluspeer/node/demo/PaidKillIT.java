package org.pluspeer.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;

/** Seeder and buyer, each killed with {@code kill -9} in the midst of a paid transfer: no payment is lost, none is made twice. */
class PaidKillIT {
    private static final int RUNS = 128;
    private static final int SIZE = RUNS << 18;
    /** 10,000 base units for each request. */
    private static final String PRICE = "40960000";

    private static final long EACH = 10_000;
    private static final long WINDOW = Rate.WINDOW * EACH;

    @TempDir
    Path home;

    private final SecureRandom random = new SecureRandom();
    private final Patience patience = new Patience(Duration.ofMillis(150), 3000);

    private DemoPeer.Setting setting(String name, LocalChain chain, String bootstrap) {
        return new DemoPeer.Setting(
                name,
                home.resolve(name),
                chain.url().toString(),
                bootstrap,
                Story.HONEST,
                List.of("--free-hourly", "0", "--upload", "4M"));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void noPaymentIsLostAndNoneIsMadeTwice() throws IOException {
        LocalChain chain = Stage.startChain(home.resolve("chain"), random);
        DemoPeer owner = null;
        DemoPeer seeder = null;
        DemoPeer buyer = null;
        try {
            owner = DemoPeer.start(setting("owner", chain, ""), random);
            seeder = DemoPeer.start(setting("seeder", chain, owner.p2pAddress()), random);
            buyer = DemoPeer.start(setting("buyer", chain, seeder.p2pAddress()), random);
            for (DemoPeer each : List.of(owner, seeder, buyer)) {
                chain.play().give(each.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
            }
            String listing = list(owner);
            seed(seeder, listing);
            String purchase = buy(buyer, listing, owner);

            awaitBytes(buyer, purchase, SIZE / 4);
            seeder.kill();
            seeder = DemoPeer.startAgain(setting("seeder", chain, buyer.p2pAddress()));
            awaitBytes(buyer, purchase, SIZE / 2);
            long signed = moved(buyer);
            buyer.kill();
            buyer = DemoPeer.startAgain(setting("buyer", chain, seeder.p2pAddress()));
            assertFalse(moved(buyer) < signed, "what was signed is known after a crash");
            awaitBytes(buyer, purchase, SIZE);
            assertBooks(chain, seeder, buyer, signed);
        } finally {
            for (DemoPeer each : new DemoPeer[] {buyer, seeder, owner}) {
                if (each != null) {
                    each.close();
                }
            }
            chain.close();
        }
    }

    private String list(DemoPeer owner) throws IOException {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", Files.write(home.resolve("tides.bin"), bytes).toString());
        wanted.put("title", "Tides");
        wanted.put("price", "3000000");
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("shared", true);
        wanted.put("idempotencyKey", "tides");
        return owner.api().post("/listings", wanted).path("id").asText();
    }

    private static boolean knows(DemoPeer peer, String listing) {
        return peer.get("/listings?limit=50").path("listings").toString().contains(listing);
    }

    private void seed(DemoPeer seeder, String listing) {
        patience.until(() -> knows(seeder, listing), "the seeder to hear of the listing");
        seeder.api().post("/seeds", Map.of("listing", listing, "perGib", PRICE));
        patience.until(
                () -> seeder.get("/seeds")
                        .path("seeds")
                        .path(0)
                        .path("state")
                        .asText()
                        .equals("complete"),
                "the seeder to hold it");
    }

    /** The owner's process is gone before the transfer begins. */
    private String buy(DemoPeer buyer, String listing, DemoPeer owner) {
        patience.until(() -> knows(buyer, listing), "the buyer to hear of the listing");
        JsonNode offered = buyer.api().post("/purchases", Map.of("listingId", listing, "idempotencyKey", "tides"));
        assertEquals("offered", offered.path("state").asText(), offered::toString);
        String id = offered.path("id").asText();
        owner.kill();
        buyer.api()
                .post(
                        "/purchases/" + id + "/approve",
                        Map.of("total", offered.path("cost").path("total").asText(), "transferMax", "2000000"));
        return id;
    }

    private void awaitBytes(DemoPeer buyer, String purchase, long bytes) {
        patience.until(
                () -> buyer.get("/purchases/" + purchase)
                                .path("progress")
                                .path("bytes")
                                .asLong()
                        >= bytes,
                bytes + " bytes");
    }

    /** The newest sum that the buyer signed for. */
    private static long moved(DemoPeer buyer) {
        long moved = 0;
        for (JsonNode channel : buyer.get("/channels").path("channels")) {
            moved += channel.path("moved").asLong();
        }
        return moved;
    }

    private static long earned(DemoPeer seeder) {
        long earned = 0;
        for (JsonNode part : seeder.get("/seeds/earnings").path("parts")) {
            earned += part.path("amount").asLong();
        }
        return earned;
    }

    /** What the buyer signed last is what the seeder has in its books and gets from the chain. */
    private void assertBooks(LocalChain chain, DemoPeer seeder, DemoPeer buyer, long signed) {
        patience.until(
                () -> earned(seeder) == moved(buyer) && earned(seeder) >= RUNS * EACH - WINDOW, "the last voucher");
        long paid = moved(buyer);
        assertTrue(paid >= signed, paid + " after " + signed);
        // A crash of each side may cost a window: of what was given and not yet paid, or paid and given again.
        assertTrue(paid <= RUNS * EACH + 2 * WINDOW, () -> "paid " + paid);
        for (JsonNode channel : seeder.get("/channels").path("channels")) {
            seeder.api().post("/channels/" + channel.path("id").asText() + "/claim", Map.of());
        }
        ChannelContract contract = new ChannelContract(chain.play().client());
        patience.until(
                () -> contract.ledger(seeder.account(), PlayChain.DOLLAR, At.LATEST)
                        .equals(Amount.of(earned(seeder))),
                "the claim");
        assertEquals(moved(buyer), earned(seeder));
    }
}
