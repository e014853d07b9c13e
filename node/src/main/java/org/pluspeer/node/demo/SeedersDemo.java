package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * A file from three paid seeders, its owner offline: each asks its own price and none is fast, so the buyer pays all three;
 * what they gave, what their books say and what the chain credits them with are the same to the last unit.
 */
public final class SeedersDemo {
    public static final String NAME = "seeders";

    private static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());
    /** Whole runs, so that no request is rounded. */
    private static final int SIZE = 64 << 18;

    private static final String CEILING = "1000000";
    private static final List<String> NOTHING_FREE = List.of("--free-hourly", "0");
    /** So slow that the file takes longer than the opening of a channel to each. */
    private static final List<String> SLOW = List.of("--free-hourly", "0", "--upload", "512k");

    private static final String BUYER = "dora";
    private static final Map<String, String> PRICES =
            new java.util.TreeMap<>(Map.of("anna", "4096000", "ben", "8192000", "cleo", "12288000"));

    private final Path directory;
    private final Output output;
    private final Narrator narrator;
    private final Patience patience = new Patience(Duration.ofMillis(150), 2000);
    private final SecureRandom random = new SecureRandom();

    /** @param directory for its chain and peers; emptied first */
    public SeedersDemo(Path directory, Output output) {
        this.directory = directory;
        this.output = output;
        this.narrator = new Narrator(output);
    }

    /** Whether it ended as it must. */
    public boolean run() {
        long start = System.nanoTime();
        Map<String, List<String>> others = new LinkedHashMap<>();
        PRICES.keySet().forEach(name -> others.put(name, SLOW));
        others.put(BUYER, NOTHING_FREE);
        try (StorageStage stage = StorageStage.set(directory, NOTHING_FREE, others, random, narrator)) {
            SeedersReport report = play(stage, start);
            output.document(report);
            boolean right = report.ownerGone() && report.unchanged() && report.asServed() && report.reconciled();
            narrator.step(
                    right
                            ? "Three seeders were paid for each byte that they gave, and the chain says the same."
                            : "It did NOT end as it must.");
            return right;
        }
    }

    private SeedersReport play(StorageStage stage, long start) {
        narrator.step("The owner lists a file for 3.00 PLAY; others can pass on its ciphertext.");
        SharedFile file = SharedFile.list(
                stage.owner(), directory.resolve("harbour.bin"), "Charts of a small harbour", SIZE, random);
        PRICES.forEach((name, perGib) -> seed(stage.peer(name), file, perGib));
        for (String name : PRICES.keySet()) {
            patience.until(
                    () -> seed(stage.peer(name)).path("state").asText().equals("complete"),
                    name + " to hold the ciphertext");
        }
        DemoPeer buyer = stage.peer(BUYER);
        String purchase = agree(stage, buyer, file);
        patience.until(() -> SharedFile.isHere(buyer.get("/purchases/" + purchase)), "the whole ciphertext");
        boolean gone = !stage.owner().isAlive();
        narrator.step(
                "Dora has the whole ciphertext, checked, and paid its bringers. The owner comes back for the key.");
        stage.ownerReturns(buyer);
        patience.until(() -> SharedFile.isDelivered(buyer, purchase), "the delivery");
        patience.until(() -> SharedFile.isOver(stage.owner(), purchase), "the end of the sale");
        narrator.step("The seeders claim what they earned …");
        PRICES.keySet().forEach(name -> claim(stage, stage.peer(name)));
        patience.until(() -> spent(buyer).equals(earned(stage)), "dora's books to have what the seeders earned");
        stage.chain().play().mine(3);
        for (DemoPeer peer : stage.all()) {
            patience.until(
                    () -> peer.get("/wallet/reconcile").path("ok").asBoolean(),
                    peer.name() + "'s books to agree with the chain");
        }
        return report(stage, file.isSameAs(buyer.get("/purchases/" + purchase).path("file")), gone, start);
    }

    private void seed(DemoPeer seeder, SharedFile file, String perGib) {
        patience.until(() -> file.isKnownTo(seeder), seeder.name() + " to hear of the listing");
        seeder.api().post("/seeds", Map.of("listing", file.listing(), "perGib", perGib));
        narrator.detail(
                seeder.name() + " seeds it for " + Amount.parseUnits(perGib).decimal(6) + " PLAY a GiB, at 512 kB/s");
    }

    private String agree(StorageStage stage, DemoPeer buyer, SharedFile file) {
        patience.until(() -> file.isKnownTo(buyer), "dora to hear of the listing");
        JsonNode offered = file.offeredTo(buyer);
        String id = offered.path("id").asText();
        narrator.step("Dora has the owner's signed offer. Now the owner's process is killed …");
        stage.owner().kill();
        buyer.api()
                .post(
                        "/purchases/" + id + "/approve",
                        Map.of("total", offered.path("cost").path("total").asText(), "transferMax", CEILING));
        narrator.detail("she agrees to the price, and to 1.00 PLAY at most for bringing it");
        return id;
    }

    /** Has a seeder claim until the chain credits it with all that it gave; one that gave nothing is done at once. */
    private void claim(StorageStage stage, DemoPeer seeder) {
        patience.until(() -> books(seeder).equals(worth(seeder)), seeder.name() + " to be paid for all that it gave");
        patience.until(
                () -> {
                    boolean all = credited(stage, seeder).equals(books(seeder));
                    if (!all) {
                        for (JsonNode channel : seeder.get("/channels").path("channels")) {
                            seeder.api().post("/channels/" + channel.path("id").asText() + "/claim", Map.of());
                        }
                    }
                    return all;
                },
                "the chain to credit " + seeder.name() + " with what it earned");
    }

    private static JsonNode seed(DemoPeer seeder) {
        return seeder.get("/seeds").path("seeds").path(0);
    }

    private static Amount worth(DemoPeer seeder) {
        Amount perGib = Amount.parseUnits(PRICES.getOrDefault(seeder.name(), "0"));
        return new Rate(DOLLAR, perGib).of(seed(seeder).path("given").asLong());
    }

    private static Amount books(DemoPeer seeder) {
        return Amount.parseUnits(seed(seeder).path("price").path("earned").asText("0"));
    }

    private static Amount earned(StorageStage stage) {
        return PRICES.keySet().stream().map(name -> books(stage.peer(name))).reduce(Amount.ZERO, Amount::plus);
    }

    private static Amount credited(StorageStage stage, DemoPeer seeder) {
        return new ChannelContract(stage.chain().play().client()).ledger(seeder.account(), DOLLAR, At.LATEST);
    }

    private SeedersReport report(StorageStage stage, boolean unchanged, boolean gone, long start) {
        List<SeedersReport.SeederPart> parts = new ArrayList<>();
        Amount sum = Amount.ZERO;
        for (Map.Entry<String, String> each : PRICES.entrySet()) {
            DemoPeer seeder = stage.peer(each.getKey());
            SeedersReport.SeederPart part = new SeedersReport.SeederPart(
                    seeder.name(),
                    each.getValue(),
                    seed(seeder).path("given").asLong(),
                    worth(seeder).toString(),
                    books(seeder).toString(),
                    credited(stage, seeder).toString());
            sum = sum.plus(books(seeder));
            parts.add(part);
            narrator.detail(part.peer() + " gave " + Output.bytes(part.bytes()) + " and earned "
                    + books(seeder).decimal(6) + " PLAY");
        }
        Amount paid = spent(stage.peer(BUYER));
        long bytes = parts.stream().mapToLong(SeedersReport.SeederPart::bytes).sum();
        boolean served = bytes >= SIZE
                && parts.stream().allMatch(SeedersReport.SeederPart::agrees)
                && paid.equals(sum)
                && !paid.isMoreThan(Amount.parseUnits(CEILING));
        return new SeedersReport(
                NAME,
                parts,
                paid.toString(),
                CEILING,
                gone,
                unchanged,
                served,
                true,
                (System.nanoTime() - start) / 1_000_000);
    }

    /** By the buyer's books. */
    private static Amount spent(DemoPeer buyer) {
        for (JsonNode token : buyer.get("/balance").path("tokens")) {
            for (JsonNode source : token.path("sources")) {
                if (source.path("source").asText().equals("bandwidth")) {
                    return Amount.parseUnits(source.path("spent").asText());
                }
            }
        }
        return Amount.ZERO;
    }
}
