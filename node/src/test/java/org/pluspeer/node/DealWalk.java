package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.demo.Story;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** One storage deal, on which client and keeper die at one step after the other, and always come back. */
final class DealWalk extends Walk {
    static final int EPOCHS = 2;
    static final int EPOCH_BLOCKS = 256;
    static final int WINDOW = 128;
    /** A little more than 1/256 of an hour, so that the epochs of a deal are over when its time is. */
    static final long BLOCK_SECONDS = 15;

    private static final long EPOCH_SECONDS = 3600;
    private static final int DEEP_ENOUGH = 10;

    private final WalkedTown town;
    private final Path file;

    DealWalk(WalkedTown town, Semaphore bell, Path file) {
        super(town.buyer(), town.seller(), bell, "");
        this.town = town;
        this.file = file;
    }

    /** A price table of a keeper; one epoch of two may be missed. */
    static Map<String, Object> table() {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("space", 64 << 20);
        offer.put("token", PlayChain.DOLLAR.checksummed());
        offer.put("perTib30Days", "5000000");
        offer.put("perEpoch", "50000");
        offer.put("collateralPerTib", "2000000000000");
        offer.put("epochBlocks", EPOCH_BLOCKS);
        offer.put("epochSeconds", EPOCH_SECONDS);
        offer.put("windowBlocks", WINDOW);
        offer.put("maxMissed", 1);
        return offer;
    }

    DealWalk begin(Set<String> clientSteps, Set<String> keeperSteps) {
        begin(Story.HONEST, clientSteps, keeperSteps);
        return this;
    }

    /** The chain goes on to each epoch's proof as soon as the one before it was shown. */
    DealWalk proving() {
        return moving(epoch -> false);
    }

    /** The same, and these epochs' windows go by. */
    DealWalk missing(Set<Integer> epochs) {
        return moving(epochs::contains);
    }

    private DealWalk moving(IntPredicate isMissed) {
        withClock(() -> standing(isMissed));
        return this;
    }

    private void standing(IntPredicate isMissed) {
        JsonNode replica = replica();
        if (replica == null) {
            return;
        }
        Hash32 deal = Hash32.parse(replica.path("id").asText());
        DealContract.Standing standing = new DealContract(town.client()).standing(deal, At.LATEST);
        if (standing.state() != DealState.RUNNING) {
            return;
        }
        long head = town.client().head().number();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            long challenge = standing.start() + (epoch + 1L) * EPOCH_BLOCKS;
            boolean missed = isMissed.test(epoch);
            if (!standing.proven().has(epoch) && head <= challenge + WINDOW) {
                town.mineTo(challenge + (missed ? WINDOW + 1 : DEEP_ENOUGH));
                return;
            }
        }
    }

    /** An owner of a file orders its keeping until it shows. */
    @Override
    void own() {
        if (buyer.isReady() && kept() == null) {
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("path", file.toString());
            order.put("copies", 1);
            order.put("seconds", EPOCHS * EPOCH_SECONDS);
            order.put("token", PlayChain.DOLLAR.checksummed());
            order.put("max", "50000000");
            order.put("idempotencyKey", file.getFileName().toString());
            buyer.post("/storage/kept", order);
        }
    }

    @Override
    boolean isAsking() {
        return placed("proposing");
    }

    boolean placed(String state) {
        JsonNode replica = replica();
        return replica != null && replica.path("state").asText().equals(state);
    }

    boolean hosted(String state) {
        JsonNode deal = hosted();
        return deal != null && deal.path("state").asText().equals(state);
    }

    Amount of(String field) {
        return Amount.parseUnits(Objects.requireNonNull(replica()).path(field).asText());
    }

    Path file() {
        return file;
    }

    @Nullable
    JsonNode kept() {
        JsonNode all = buyer.get("/storage/kept");
        if (all != null) {
            for (JsonNode one : all.path("kept")) {
                if (one.path("name").asText().equals(file.getFileName().toString())) {
                    return one;
                }
            }
        }
        return null;
    }

    private @Nullable JsonNode replica() {
        JsonNode kept = kept();
        return kept == null ? null : kept.path("replicas").get(0);
    }

    private @Nullable JsonNode hosted() {
        JsonNode replica = replica();
        JsonNode all = seller.get("/storage/offered");
        if (all != null && replica != null) {
            for (JsonNode deal : all.path("deals")) {
                if (deal.path("id").equals(replica.path("id"))) {
                    return deal;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "kept " + kept() + "\nhosted " + hosted() + "\nclient at " + buyer.at() + " wants " + buyer.wanted()
                + "\nkeeper at " + seller.at() + " wants " + seller.wanted() + "\nclient's log:\n" + buyer.lastWords()
                + "\nkeeper's log:\n" + seller.lastWords();
    }
}
