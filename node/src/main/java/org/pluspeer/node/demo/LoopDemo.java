package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Address;

/**
 * The circle: a sale pays, by the owner's rule, for its savings and for having the listing kept; another peer keeps and
 * serves it; and the next buyer has the ciphertext while no process of the owner is there.
 */
public final class LoopDemo {
    public static final String NAME = "loop";

    private static final String TITLE = "Tides of a small harbour";
    private static final int SIZE = 1_500_003;
    private static final long MONTH = 30L * 24 * 3600;
    private static final int EPOCHS = 4;

    private final Path directory;
    private final boolean stay;
    private final Output output;
    private final Narrator narrator;
    private final Patience patience = new Patience(Duration.ofMillis(150), 2000);
    private final SecureRandom random = new SecureRandom();

    /**
     * @param directory for its chain and peers; emptied first
     * @param stay leaves the pages open
     */
    public LoopDemo(Path directory, boolean stay, Output output) {
        this.directory = directory;
        this.stay = stay;
        this.output = output;
        this.narrator = new Narrator(output);
    }

    /** Whether it ended as it must. */
    public boolean run() throws InterruptedException {
        long start = System.nanoTime();
        try (StorageStage stage = StorageStage.set(directory, List.of("keeper", "anna", "ben"), random, narrator)) {
            byte[] some = new byte[Address.LENGTH];
            random.nextBytes(some);
            Address savings = Address.of(some);
            LoopBooks books = new LoopBooks(stage, savings);
            LoopReport report = play(stage, books, savings, start);
            output.document(report);
            boolean right =
                    report.unchanged() && report.conserved() && report.asAgreed() && report.fromReplica() == SIZE;
            narrator.step(
                    right
                            ? "Two sales paid for the owner's savings and for a keeper; the books of all peers balance."
                            : "It did NOT end as it must.");
            if (stay) {
                Pages.leaveOpen(stage.all(), stage::close, narrator);
            }
            return right;
        }
    }

    private LoopReport play(StorageStage stage, LoopBooks books, Address savings, long start) {
        offerRoom(stage.peer("keeper"));
        narrator.step(
                "The owner's rule: half of what comes in to savings, three tenths to keeping listings available …");
        stage.owner().api().put("/loop", rule(savings));
        SharedFile file = list(stage.owner());
        JsonNode first = buy(stage, stage.peer("anna"), file, false);
        narrator.step("Anna has bought it. The sale is final, and the rule spends it:");
        awaitPaid(stage, 2);
        tellSteps(stage.owner());
        narrator.step("The replica holds what every buyer gets; the keeper gives it on, and can't read it.");
        await(() -> !given(stage).isMissingNode(), "the ciphertext at the keeper");
        JsonNode second = buy(stage, stage.peer("ben"), file, true);
        awaitPaid(stage, 3);
        tellSteps(stage.owner());
        boolean unchanged = file.isSameAs(first.path("file"))
                && file.isSameAs(second.path("file"))
                && file.isSameAs(broughtBack(stage.owner()));
        await(books::areReconciled, "the peers' books to agree with the chain");
        return books.report(stage.owner().get("/loop"), fromReplica(stage, second), unchanged, start);
    }

    private static Map<String, Object> rule(Address savings) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("on", true);
        rule.put("savings", 500);
        rule.put("availability", 300);
        rule.put("seeders", 0);
        rule.put("gas", 0);
        rule.put("savingsTo", savings.checksummed());
        rule.put(
                "tokens",
                List.of(Map.of(
                        "token", Deployments.TEST_DOLLAR.address(),
                        "least", "10000",
                        "perDay", "5000000",
                        "inAll", "50000000")));
        rule.put("copies", 1);
        rule.put("days", 30);
        rule.put("collateral", 0);
        rule.put("gasTarget", "10000000000000000");
        return rule;
    }

    private void offerRoom(DemoPeer keeper) {
        narrator.step("The keeper puts room on its disk up for hire …");
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("space", 64 << 20);
        offer.put("token", Deployments.TEST_DOLLAR.address());
        offer.put("perTib30Days", "5000000");
        offer.put("perEpoch", "50000");
        offer.put("collateralPerTib", "20000000");
        offer.put("epochBlocks", 256);
        offer.put("epochSeconds", MONTH / EPOCHS);
        offer.put("windowBlocks", 128);
        offer.put("maxMissed", 1);
        keeper.api().post("/storage/offered", offer);
    }

    private SharedFile list(DemoPeer owner) {
        await(() -> owner.get("/listings?limit=20&tag=storage").path("listings").size() > 0, "the keeper's prices");
        narrator.step("The owner lists a file for 3.00 PLAY; others can pass on its ciphertext.");
        return SharedFile.list(owner, directory.resolve("tides.bin"), TITLE, SIZE, random);
    }

    /** @param away whether the owner's process is killed between its offer and the payment */
    private JsonNode buy(StorageStage stage, DemoPeer buyer, SharedFile file, boolean away) {
        NodeApi api = buyer.api();
        await(() -> file.isKnownTo(buyer), buyer.name() + " to hear of the listing");
        JsonNode offered = file.offeredTo(buyer);
        String id = offered.path("id").asText();
        if (away) {
            narrator.step("Ben has the owner's signed offer. Now the owner's process is killed …");
            stage.owner().kill();
        }
        api.post(
                "/purchases/" + id + "/approve",
                Map.of("total", offered.path("cost").path("total").asText()));
        if (away) {
            await(() -> SharedFile.isHere(buyer.get("/purchases/" + id)), "ben's ciphertext");
            if (stage.owner().isAlive()) {
                throw new ProblemException(Problem.Code.INTERNAL, "the owner's process is still there");
            }
            narrator.step("Ben has the whole ciphertext, checked, from the keeper. The owner comes back for the key.");
            stage.ownerReturns(buyer);
        }
        await(() -> SharedFile.isDelivered(buyer, id), buyer.name() + "'s delivery");
        await(() -> SharedFile.isOver(stage.owner(), id), "the end of " + buyer.name() + "'s sale");
        // So that what ended the sale lies in a final block.
        stage.chain().play().mine(3);
        return buyer.get("/purchases/" + id);
    }

    /** Waits until so many payments are made, and the one that keeps the listing stands. */
    private void awaitPaid(StorageStage stage, int payments) {
        await(
                () -> {
                    int made = 0;
                    for (JsonNode step : stage.owner().get("/loop").path("steps")) {
                        made += List.of("done", "paid")
                                        .contains(step.path("state").asText())
                                ? 1
                                : 0;
                    }
                    return made == payments;
                },
                payments + " payments of the rule");
    }

    private void tellSteps(DemoPeer owner) {
        owner.get("/loop")
                .path("steps")
                .forEach(step -> narrator.detail(step.path("why").asText()));
    }

    /** What the keeper says that it gives on out of the replica; missing while it doesn't. */
    private static JsonNode given(StorageStage stage) {
        JsonNode given = stage.peer("keeper")
                .get("/storage/offered")
                .path("deals")
                .path(0)
                .path("given");
        return given.isNull() ? MissingNode.getInstance() : given;
    }

    /** Bytes that the buyer had from others than the seller, if the keeper gave on as many and seeds nothing. */
    private static long fromReplica(StorageStage stage, JsonNode purchase) {
        long bytes = 0;
        for (JsonNode source : purchase.path("progress").path("sources")) {
            bytes += source.path("kind").asText().equals("node")
                    ? source.path("bytes").asLong()
                    : 0;
        }
        boolean seedsNothing = stage.peer("keeper").get("/seeds").path("seeds").isEmpty();
        return seedsNothing && given(stage).path("bytes").asLong() == bytes ? bytes : 0;
    }

    /** The same replica brings the owner's file back, opened by the owner's own key. */
    private static JsonNode broughtBack(DemoPeer owner) {
        String keep = owner.get("/storage/kept").path("kept").path(0).path("id").asText();
        return owner.api().post("/storage/kept/" + keep + "/fetch", Map.of());
    }

    private void await(BooleanSupplier so, String what) {
        patience.until(so, what);
    }
}
