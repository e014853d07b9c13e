package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
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
    /** Nothing is free here, and no line is fast enough alone. */
    private static final List<String> OPTIONS = List.of("--free-hourly", "0", "--upload", "1M");

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
        List<String> names = new ArrayList<>(PRICES.keySet());
        names.add("dora");
        try (StorageStage stage = StorageStage.set(directory, names, OPTIONS, random, narrator)) {
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
        Path file = write();
        String listing = list(stage.owner(), file);
        PRICES.forEach((name, perGib) -> seed(stage.peer(name), listing, perGib));
        for (String name : PRICES.keySet()) {
            patience.until(
                    () -> stage.peer(name)
                            .get("/seeds")
                            .path("seeds")
                            .path(0)
                            .path("state")
                            .asText()
                            .equals("complete"),
                    name + " to hold the ciphertext");
        }
        DemoPeer buyer = stage.peer("dora");
        String purchase = agree(stage, buyer, listing);
        patience.until(() -> isHere(buyer.get("/purchases/" + purchase)), "the whole ciphertext");
        boolean gone = !stage.owner().isAlive();
        narrator.step(
                "Dora has the whole ciphertext, checked, and paid its bringers. The owner comes back for the key.");
        stage.ownerReturns(buyer);
        patience.until(
                () -> buyer.get("/purchases/" + purchase).path("state").asText().equals("delivered"), "the delivery");
        patience.until(
                () -> List.of("released", "settled")
                        .contains(stage.owner()
                                .get("/sales/" + purchase)
                                .path("state")
                                .asText()),
                "the end of the sale");
        narrator.step("The seeders claim what they earned …");
        patience.until(() -> isClaimed(stage, buyer), "what the seeders gave to be paid and claimed");
        stage.chain().play().mine(3);
        patience.until(
                () -> stage.all().stream()
                        .allMatch(
                                peer -> peer.get("/wallet/reconcile").path("ok").asBoolean()),
                "the peers' books to agree with the chain");
        return report(stage, isSame(file, buyer.get("/purchases/" + purchase)), gone, start);
    }

    private Path write() {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        try {
            return Files.write(directory.resolve("harbour.bin"), bytes);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.DISK_FULL, "cannot write the file that is sold", e);
        }
    }

    private String list(DemoPeer owner, Path file) {
        narrator.step("The owner lists a file for 3.00 PLAY; others can pass on its ciphertext.");
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", file.toString());
        wanted.put("title", "Charts of a small harbour");
        wanted.put("price", "3000000");
        wanted.put("token", DOLLAR.checksummed());
        wanted.put("shared", true);
        wanted.put("idempotencyKey", "harbour");
        return owner.api().post("/listings", wanted).path("id").asText();
    }

    private void seed(DemoPeer seeder, String listing, String perGib) {
        patience.until(() -> knows(seeder, listing), seeder.name() + " to hear of the listing");
        seeder.api().post("/seeds", Map.of("listing", listing, "perGib", perGib));
        narrator.detail(
                seeder.name() + " seeds it for " + Amount.parseUnits(perGib).decimal(6) + " PLAY a GiB, at 1 MB/s");
    }

    private String agree(StorageStage stage, DemoPeer buyer, String listing) {
        patience.until(() -> knows(buyer, listing), "dora to hear of the listing");
        JsonNode offered = buyer.api().post("/purchases", Map.of("listingId", listing, "idempotencyKey", "harbour"));
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

    private static boolean knows(DemoPeer peer, String listing) {
        for (JsonNode found : peer.get("/listings?limit=50").path("listings")) {
            if (found.path("id").asText().equals(listing)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHere(JsonNode purchase) {
        JsonNode progress = purchase.path("progress");
        return progress.path("total").asLong() > 0
                && progress.path("bytes").asLong() == progress.path("total").asLong();
    }

    /** Asks those whose voucher is newer than their claim to claim. */
    private static boolean isClaimed(StorageStage stage, DemoPeer buyer) {
        boolean all = true;
        Amount sum = Amount.ZERO;
        for (String name : PRICES.keySet()) {
            DemoPeer seeder = stage.peer(name);
            Amount earned = books(seeder);
            sum = sum.plus(earned);
            if (!credited(stage, seeder).equals(earned)) {
                for (JsonNode channel : seeder.get("/channels").path("channels")) {
                    seeder.api().post("/channels/" + channel.path("id").asText() + "/claim", Map.of());
                }
                all = false;
            }
            all = all && earned.equals(worth(seeder)) && !earned.isZero();
        }
        return all && spent(buyer).equals(sum);
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
        Amount paid = spent(stage.peer("dora"));
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

    private static boolean isSame(Path file, JsonNode purchase) {
        try {
            return Files.mismatch(
                            file, Path.of(purchase.path("file").path("path").asText()))
                    < 0;
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "what was bought cannot be read", e);
        }
    }
}
