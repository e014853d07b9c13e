package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;

/**
 * The same transfer with and without paying, in turns in one run: from a seeder to a buyer, over real links, the seller
 * too slow to matter. All nodes are in this process, so its processor time is that of both ends; it says more than the clock where other
 * programs run beside it.
 */
public final class TransferPayBench {
    private static final String PRICE = "40960000";
    private static final int SLOWEST = 16 << 10;
    private static final long BETWEEN_LOOKS = 3_000_000;

    private TransferPayBench() {}

    /**
     * @param rounds each a transfer that is paid and one that is free
     * @param mib of each
     */
    public static Map<String, Object> run(Path directory, int rounds, int mib) throws IOException {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"))) {
            BandwidthSettings nothingFree = new BandwidthSettings(0, 100);
            TestNode.Setting sells = TestNode.Setting.honest(directory.resolve("seller"), chain.url());
            TestNode seller = TestNode.start(sells);
            try (TestNode seeder = TestNode.start(TestNode.Setting.honest(directory.resolve("seeder"), chain.url())
                            .over(nothingFree)
                            .knowing(seller));
                    TestNode buyer = TestNode.start(TestNode.Setting.honest(directory.resolve("buyer"), chain.url())
                            .knowing(seeder))) {
                for (TestNode each : new TestNode[] {seller, seeder, buyer}) {
                    chain.play().give(each.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("900", 6));
                }
                // The first is for the channel, which opens in the background, and for the compiler.
                List<String> listings = new ArrayList<>();
                for (int i = 0; i < 2 * rounds + 2; i++) {
                    listings.add(seeded(directory, i, mib, seller, seeder, buyer));
                }
                seller.close();
                seller = TestNode.start(sells.knowing(buyer).atRates(SLOWEST, 0));
                return measured(listings, mib, buyer);
            } finally {
                seller.close();
            }
        }
    }

    /** Even ones are paid for. */
    private static String seeded(Path directory, int number, int mib, TestNode seller, TestNode seeder, TestNode buyer)
            throws IOException {
        byte[] bytes = new byte[mib << 20];
        new Random(number).nextBytes(bytes);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put(
                "path", Files.write(directory.resolve(number + ".bin"), bytes).toString());
        wanted.put("title", "Measured " + number);
        wanted.put("price", "2500000");
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("shared", true);
        wanted.put("idempotencyKey", "measured " + number);
        String listing = seller.api().post("/listings", wanted).path("id").asText();
        seeder.find("measured", listing);
        buyer.find("measured", listing);
        seeder.api().post("/seeds", Map.of("listing", listing, "perGib", number % 2 == 0 ? PRICE : "0"));
        seeder.until("/seeds", found -> found.path("seeds")
                .valueStream()
                .allMatch(seed -> seed.path("state").asText().equals("complete")));
        return listing;
    }

    private static Map<String, Object> measured(List<String> listings, int mib, TestNode buyer) {
        List<Double> processor = new ArrayList<>();
        List<Double> clock = new ArrayList<>();
        for (int i = 0; i < listings.size(); i += 2) {
            Taken paid = taken(listings.get(i), mib, buyer);
            Taken free = taken(listings.get(i + 1), mib, buyer);
            if (i > 0) {
                processor.add(paid.processor() / free.processor());
                clock.add(paid.clock() / free.clock());
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("transferMib", mib);
        result.put("transferPaidToFreeProcessor", median(processor));
        result.put("transferPaidToFreeClock", median(clock));
        return result;
    }

    private record Taken(double processor, double clock) {}

    private static Taken taken(String listing, int mib, TestNode buyer) {
        JsonNode offer = buyer.offer(listing);
        String id = offer.path("id").asText();
        Map<String, Object> yes = new LinkedHashMap<>();
        yes.put("total", offer.path("cost").path("total").asText());
        yes.put("transferMax", "90000000");
        buyer.api().post("/purchases/" + id + "/approve", yes);
        // From when it flows: whom to ask was found out before, and a free source was given its time to answer.
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long whole = (long) mib << 20;
        long begun = until(buyer, id, whole / 8);
        long processor = system.getProcessCpuTime();
        long clock = System.nanoTime();
        long bytes = until(buyer, id, whole) - begun;
        Taken taken = new Taken(
                (double) (system.getProcessCpuTime() - processor) / bytes,
                (double) (System.nanoTime() - clock) / bytes);
        buyer.purchase(id, "delivered");
        return taken;
    }

    /** Asks every few milliseconds: the clock counts, and who asks takes the processor from the transfer. */
    private static long until(TestNode buyer, String id, long bytes) {
        long there = 0;
        while (there < bytes) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            there = buyer.get("/purchases/" + id).path("progress").path("bytes").asLong();
        }
        return there;
    }

    private static double median(List<Double> all) {
        List<Double> sorted = all.stream().sorted().toList();
        double middle = sorted.get(sorted.size() / 2);
        return Math.round(middle * 1000) / 1000.0;
    }
}
