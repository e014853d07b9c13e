package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.QuoteRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Ciphertext that is given on for pay: three nodes on a real chain, the seller away while it is fetched. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PaidSeedingIT {
    private static final int RUNS = 40;
    private static final int SIZE = RUNS << 18;
    /** Base units for a GiB: 10,000 for each request of 256 KiB. */
    private static final String PRICE = "40960000";

    private static final long EACH = 10_000;
    private static final BandwidthSettings NOTHING_FREE = new BandwidthSettings(0, 5);

    @TempDir
    static Path home;

    private static LocalChain chain;
    private static TestNode seller;
    private static TestNode seeder;
    private static TestNode buyer;
    private static final byte[] CONTENT = new byte[SIZE];
    private static String listing;
    private static Hash32 root;

    @BeforeAll
    static void open() throws IOException {
        chain = Anvils.start(home.resolve("chain"));
        seller = TestNode.start(setting("seller"));
        seeder = TestNode.start(setting("seeder").knowing(seller));
        buyer = TestNode.start(setting("buyer").knowing(seeder));
        for (TestNode each : new TestNode[] {seller, seeder, buyer}) {
            chain.play().give(each.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        }
        new Random(5).nextBytes(CONTENT);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", Files.write(home.resolve("tides.bin"), CONTENT).toString());
        wanted.put("title", "Tides for pay");
        wanted.put("price", "2500000");
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("shared", true);
        wanted.put("idempotencyKey", "list");
        listing = seller.api().post("/listings", wanted).path("id").asText();
        seeder.find("tides", listing);
        buyer.find("tides", listing);
        JsonNode seed = seeder.api().post("/seeds", Map.of("listing", listing, "perGib", PRICE));
        root = Hash32.parse(seed.path("exchangeRoot").asText());
        seeder.until(
                "/seeds",
                found -> found.path("seeds").path(0).path("state").asText().equals("complete"));
    }

    @AfterAll
    static void close() {
        buyer.close();
        seeder.close();
        seller.close();
        chain.close();
    }

    private static TestNode.Setting setting(String name) {
        return TestNode.Setting.honest(home.resolve(name), chain.url()).over(NOTHING_FREE);
    }

    private static String agree(JsonNode offered, String most) {
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
    @Order(1)
    void whatASeederGivesForPayIsWhatItsBooksAndTheChainSay() throws IOException {
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
                CONTENT,
                Files.readAllBytes(Path.of(delivered.path("file").path("path").asText())));
    }

    /** Pays by hand, and not as it should: what each is told, and that it costs the seeder one window at most. */
    @Test
    @Order(2)
    void aPayerThatMeansNoGoodGetsAWindowAndNoMore() {
        try (BarePayer payer = BarePayer.dial(seeder, chain);
                BarePeer thief =
                        BarePeer.dial(payer.at(), Exchange.ADDRESS, chain.play().chainId())) {
            QuoteReply quote = assertInstanceOf(QuoteReply.class, payer.ask(new QuoteRequest(root)));
            assertEquals(Amount.parseUnits(PRICE), quote.perGib());
            assertEquals(seeder.account(), quote.payee());
            assertEquals(0, quote.free());
            int window = quote.window();
            assertTrue(window >= 16, () -> "ahead: " + window);
            assertRefused(Refusal.Code.BUSY, payer.ask(payer.blocks(root, 0)));
            Hash32 channel = payer.open(seeder.account(), worth(window + 6));
            seeder.until("/channels", found -> isOpen(found, channel));
            // Somebody else's channel, and none at all.
            assertRefused(Refusal.Code.NOT_FOUND, thief.ask(payer.paid(root, 0, PRICE, channel, null)));
            assertRefused(Refusal.Code.NOT_FOUND, payer.ask(payer.paid(root, 0, PRICE, root, null)));
            // Another price than is asked, and one beyond all measure.
            assertInstanceOf(QuoteReply.class, payer.ask(payer.paid(root, 0, "1", channel, null)));
            assertInstanceOf(
                    QuoteReply.class, payer.ask(payer.paid(root, 0, "79228162514264337593543950335", channel, null)));
            // Nothing is paid: a window, and no more. The same again is charged again.
            assertGiven(payer, channel, window, null);
            ChannelStanding standing =
                    assertInstanceOf(ChannelStanding.class, payer.ask(payer.paid(root, 0, PRICE, channel, null)));
            assertEquals(worth(window), standing.delivered());
            // By another key, for another channel, and for more than there is.
            long all = window * EACH;
            assertRefused(
                    Refusal.Code.NOT_PROVEN,
                    payer.ask(payer.paid(root, 0, PRICE, channel, payer.forged(channel, all))));
            assertRefused(
                    Refusal.Code.NOT_PROVEN, payer.ask(payer.paid(root, 0, PRICE, channel, payer.voucher(root, all))));
            assertRefused(
                    Refusal.Code.BAD_REQUEST,
                    payer.ask(payer.paid(root, 0, PRICE, channel, payer.voucher(channel, all + 6 * EACH + 1))));
            // Four are paid: four more, and an older voucher brings nothing.
            assertGiven(payer, channel, 4, payer.voucher(channel, 4 * EACH));
            assertInstanceOf(
                    ChannelStanding.class,
                    payer.ask(payer.paid(root, 0, PRICE, channel, payer.voucher(channel, 3 * EACH))));
            // All is paid: what is left of the deposit, and no credit beyond it.
            Voucher newest = payer.voucher(channel, all + 4 * EACH);
            assertGiven(payer, channel, 2, newest);
            assertRefused(Refusal.Code.BAD_REQUEST, payer.ask(payer.paid(root, 0, PRICE, channel, newest)));
            seeder.until("/seeds/earnings", found -> earnedFrom(found, payer.account()) == all + 4 * EACH);
        }
    }

    private static Amount worth(int requests) {
        return Amount.of(requests * EACH);
    }

    private static void assertGiven(BarePayer payer, Hash32 channel, int requests, @Nullable Voucher voucher) {
        for (int i = 0; i < requests; i++) {
            assertInstanceOf(BlocksReply.class, payer.ask(payer.paid(root, i % RUNS, PRICE, channel, voucher)));
        }
    }

    private static boolean isOpen(JsonNode channels, Hash32 id) {
        for (JsonNode channel : channels.path("channels")) {
            if (channel.path("id").asText().equals(id.hex())) {
                return channel.path("state").asText().equals("open");
            }
        }
        return false;
    }

    private static void assertRefused(Refusal.Code code, Message reply) {
        assertEquals(code, assertInstanceOf(Refusal.class, reply).code());
    }

    private static long earnedFrom(JsonNode earnings, Address payer) {
        long sum = 0;
        for (JsonNode part : earnings.path("parts")) {
            sum += part.path("payer").asText().equals(payer.checksummed())
                    ? part.path("amount").asLong()
                    : 0;
        }
        return sum;
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
