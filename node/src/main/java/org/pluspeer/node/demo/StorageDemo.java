package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Three deals over a month of the chain's time; one keeper's disk is really deleted. The keeper pays for it, another takes
 * its place, and the owner, whose own copy is gone too, gets the file back.
 */
public final class StorageDemo {
    public static final String NAME = "storage";

    private static final int EPOCH_BLOCKS = 256;
    private static final int WINDOW = 128;
    private static final int EPOCHS = 4;
    private static final long MONTH = 30L * 24 * 3600;
    private static final long BLOCK_SECONDS = MONTH / EPOCHS / EPOCH_BLOCKS;
    private static final int LARGE = 6 << 20;
    private static final int SMALL = 700_001;

    private final Path directory;
    private final Output output;
    private final Narrator narrator;
    private final Patience patience = new Patience(Duration.ofMillis(150), 2000);

    /** @param directory for its chain and peers; emptied first */
    public StorageDemo(Path directory, Output output) {
        this.directory = directory;
        this.output = output;
        this.narrator = new Narrator(output);
    }

    /** Whether it ended as it must. */
    public boolean run() {
        long start = System.nanoTime();
        try (StorageStage stage =
                StorageStage.set(directory, List.of("north", "east", "south"), new SecureRandom(), narrator)) {
            DemoPeer owner = stage.owner();
            StorageBooks books = new StorageBooks(stage);
            StorageBooks.Wallets before = books.wallets();
            offerAndKnow(stage);
            Path large = write("holiday.tar", LARGE);
            String first = keep(owner, large, 2);
            String second = keep(owner, write("letters.txt", SMALL), 1);
            awaitKept(owner, first);
            awaitKept(owner, second);
            narrator.step("Three deals are open. From here on a block is " + BLOCK_SECONDS / 60
                    + " minutes, so that a month is " + EPOCHS * EPOCH_BLOCKS + " blocks.");
            Month month = new Month(stage, List.of(first, second));
            boolean unchanged = month.play(first, second, large);
            StorageReport report = books.report(before, month.told(first, second), month.span(), unchanged, start);
            output.document(report);
            boolean right = report.conserved() && report.unchanged() && report.asAgreed();
            narrator.step(
                    right
                            ? "The keeper that lost its disk lost its collateral; the owner has the file and its money back."
                            : "It did NOT end as it must.");
            return right;
        }
    }

    private void offerAndKnow(StorageStage stage) {
        narrator.step("Three keepers put room up for hire …");
        for (DemoPeer keeper : stage.keepers()) {
            Map<String, Object> offer = new LinkedHashMap<>();
            offer.put("space", 64 << 20);
            offer.put("token", Deployments.TEST_DOLLAR.address());
            offer.put("perTib30Days", "5000000");
            offer.put("perEpoch", "50000");
            offer.put("collateralPerTib", "20000000");
            offer.put("epochBlocks", EPOCH_BLOCKS);
            offer.put("epochSeconds", MONTH / EPOCHS);
            offer.put("windowBlocks", WINDOW);
            offer.put("maxMissed", 1);
            keeper.api().post("/storage/offered", offer);
        }
        await(
                () -> stage.owner()
                                .get("/listings?limit=20&tag=storage")
                                .path("listings")
                                .size()
                        >= stage.keepers().size(),
                "the keepers' listings");
    }

    private Path write(String name, int size) {
        byte[] bytes = new byte[size];
        new SecureRandom().nextBytes(bytes);
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.DISK_FULL, "cannot write " + name, e);
        }
    }

    private String keep(DemoPeer owner, Path file, int copies) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("path", file.toString());
        order.put("copies", copies);
        order.put("seconds", MONTH);
        order.put("token", Deployments.TEST_DOLLAR.address());
        JsonNode plan = owner.api().post("/storage/plan", order);
        plan.path("providers").forEach(choice -> {
            if (choice.path("taken").asBoolean()) {
                narrator.detail(
                        file.getFileName() + ": " + choice.path("sentence").asText());
            }
        });
        order.put("max", "2000000");
        order.put("idempotencyKey", file.getFileName().toString());
        return owner.api().post("/storage/kept", order).path("id").asText();
    }

    private void awaitKept(DemoPeer owner, String id) {
        await(() -> owner.get("/storage/kept/" + id).path("state").asText().equals("kept"), "the deals of " + id);
    }

    private void await(BooleanSupplier so, String what) {
        patience.until(so, what);
    }

    /** The owner's own copy goes first. */
    private boolean comesBack(StorageStage stage, String id, Path original) {
        narrator.step("The owner's own files are deleted too; the file comes back from those who keep it …");
        StorageDisk.delete(stage.home("owner").resolve("blobs"), "[0-9a-f]{64}");
        JsonNode fetched = stage.owner().api().post("/storage/kept/" + id + "/fetch", Map.of());
        try {
            return Files.mismatch(original, Path.of(fetched.path("path").asText())) < 0;
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "what came back cannot be read", e);
        }
    }

    /** The month, epoch by epoch. */
    private final class Month {
        private final StorageStage stage;
        private final ChainClient chain;
        private final DealContract contract;
        private final long begun;
        private final long begunAt;
        private final long base;

        Month(StorageStage stage, List<String> keeps) {
            this.stage = stage;
            this.chain = stage.chain().play().client();
            this.contract = new DealContract(chain);
            stage.chain().play().still();
            this.begun = chain.head().number();
            this.begunAt = chain.head().time();
            this.base = keeps.stream()
                    .flatMap(keep -> deals(keep).stream())
                    .mapToLong(deal -> standing(deal).start())
                    .max()
                    .orElseThrow();
        }

        /** Whether the file came back unchanged, after the loss and before the month was over. */
        boolean play(String first, String second, Path large) {
            boolean unchanged = false;
            String victim = lastKeeper(first);
            narrator.step("Blocks go by, and the disk of " + victim + " is deleted …");
            StorageDisk.delete(stage.home(victim).resolve("replicas"), ".*");
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                long challenge = base + (long) (epoch + 1) * EPOCH_BLOCKS;
                mineTo(challenge + 10);
                for (String keep : List.of(first, second)) {
                    awaitProofs(keep, challenge);
                }
                mineTo(challenge + WINDOW + 1);
                if (epoch == 0) {
                    repaired(first);
                }
                if (epoch == EPOCHS - 2) {
                    unchanged = comesBack(stage, first, large);
                }
            }
            awaitEnd(first, second);
            return unchanged;
        }

        private void repaired(String first) {
            await(
                    () -> kept(first).path("replicas").size() == 3
                            && kept(first).path("safe").asInt() == 2,
                    "the repair");
            narrator.step("It missed its first proof and could not show a piece: another keeper has a new replica.");
        }

        /** Those that have the bytes answer by themselves. */
        private void awaitProofs(String keep, long challenge) {
            for (JsonNode copy : kept(keep).path("replicas")) {
                Hash32 deal = Hash32.parse(copy.path("id").asText());
                long epoch = (challenge - standing(deal).start()) / EPOCH_BLOCKS - 1;
                if (!copy.path("lost").asBoolean() && !isDeleted(copy) && epoch >= 0) {
                    await(() -> standing(deal).proven().has((int) epoch), "the proof of " + deal);
                }
            }
        }

        private boolean isDeleted(JsonNode copy) {
            return !StorageDisk.hasFiles(
                    stage.home(nameOf(copy.path("provider").asText())).resolve("replicas"));
        }

        private void awaitEnd(String first, String second) {
            for (String keep : List.of(first, second)) {
                for (Hash32 deal : deals(keep)) {
                    await(() -> standing(deal).state().isOver(), "the end of " + deal);
                }
            }
        }

        private void mineTo(long block) {
            long missing = block - chain.head().number();
            if (missing > 0) {
                stage.chain().play().mine((int) missing, BLOCK_SECONDS);
            }
        }

        private String lastKeeper(String keep) {
            JsonNode replicas = kept(keep).path("replicas");
            return nameOf(replicas.get(replicas.size() - 1).path("provider").asText());
        }

        private String nameOf(String account) {
            return stage.keepers().stream()
                    .filter(peer -> peer.account().checksummed().equals(account))
                    .findFirst()
                    .orElseThrow()
                    .name();
        }

        private JsonNode kept(String id) {
            return stage.owner().get("/storage/kept/" + id);
        }

        private List<Hash32> deals(String keep) {
            return kept(keep)
                    .path("replicas")
                    .valueStream()
                    .map(copy -> Hash32.parse(copy.path("id").asText()))
                    .toList();
        }

        private DealContract.Standing standing(Hash32 deal) {
            return contract.standing(deal, At.LATEST);
        }

        List<StorageBooks.Told> told(String... keeps) {
            return List.of(keeps).stream()
                    .flatMap(keep -> kept(keep)
                            .path("replicas")
                            .valueStream()
                            .map(copy -> told(kept(keep).path("name").asText(), copy)))
                    .toList();
        }

        private StorageBooks.Told told(String file, JsonNode copy) {
            Hash32 deal = Hash32.parse(copy.path("id").asText());
            return new StorageBooks.Told(file, nameOf(copy.path("provider").asText()), copy, standing(deal));
        }

        StorageBooks.Span span() {
            return new StorageBooks.Span(
                    chain.head().number() - begun, (chain.head().time() - begunAt) / (24 * 3600));
        }
    }
}
