package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.demo.Story;

/** One sale on which the peers die at one step after the other, and always come back. */
class Walk {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(300);
    private static final long LOOK_MILLIS = 150;

    final WalkedPeer buyer;
    final WalkedPeer seller;
    private final Semaphore bell;
    private final String listing;
    private boolean cancels;
    private Runnable clock = () -> {};

    /** @param listing of this sale alone */
    Walk(WalkedPeer buyer, WalkedPeer seller, Semaphore bell, String listing) {
        this.buyer = buyer;
        this.seller = seller;
        this.bell = bell;
        this.listing = listing;
    }

    /** Both peers are killed where they are and started again, to die at these steps. */
    Walk begin(Story conduct, Set<String> buyerSteps, Set<String> sellerSteps) {
        buyer.kill();
        seller.kill();
        seller.start(conduct, sellerSteps);
        buyer.start(Story.HONEST, buyerSteps);
        return this;
    }

    /** The owner of the buyer cancels instead of agreeing. */
    Walk cancelling() {
        cancels = true;
        return this;
    }

    /** @param move looked at again and again, to move the chain's clock when it is due */
    Walk withClock(Runnable move) {
        clock = move;
        return this;
    }

    /** Goes on until all steps that are wanted were visited and the sale stands as it should. */
    void until(BooleanSupplier end) {
        until(end, Set.of());
    }

    /** Goes on until each of these stands still at one of its steps, kills them, and leaves them dead. */
    void untilDead(WalkedPeer... peers) {
        List<WalkedPeer> dying = List.of(peers);
        goOn(() -> dying.stream().allMatch(peer -> peer.at().isPresent()), Set.copyOf(dying));
        dying.forEach(WalkedPeer::kill);
    }

    /** Goes on until it died at this step, and has come back. */
    void untilVisited(WalkedPeer peer, String step) {
        goOn(() -> peer.visited().contains(step), Set.of());
    }

    /** @param dead are not looked after */
    void until(BooleanSupplier end, Set<WalkedPeer> dead) {
        goOn(() -> isWalked(buyer, dead) && isWalked(seller, dead) && end.getAsBoolean(), dead);
    }

    private static boolean isWalked(WalkedPeer peer, Set<WalkedPeer> dead) {
        return dead.contains(peer) || (peer.wanted().isEmpty() && peer.isReady());
    }

    private void goOn(BooleanSupplier end, Set<WalkedPeer> untended) {
        long since = System.nanoTime();
        int kills = 0;
        while (!end.getAsBoolean()) {
            // Each step that is reached is a sign of life, however slow the machine is.
            if (buyer.kills() + seller.kills() != kills) {
                kills = buyer.kills() + seller.kills();
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > PATIENCE_NANOS) {
                throw new AssertionError("it does not go on: " + this);
            }
            await();
            for (WalkedPeer peer : List.of(buyer, seller)) {
                if (!untended.contains(peer)) {
                    tend(peer);
                }
            }
            own();
            clock.run();
        }
    }

    private void tend(WalkedPeer peer) {
        if (peer.at().isPresent()) {
            boolean asking = peer == seller && isAsking();
            peer.killAndStartAgain();
            if (asking) {
                // An owner's patience with a seller who is away is shorter than many restarts.
                buyer.killAndStartAgain();
            }
        } else if (peer.isGone()) {
            throw new AssertionError(peer + " ended by itself:\n" + peer.lastWords());
        }
    }

    /** Whether the buyer waits for a seller that it may lose patience with. */
    boolean isAsking() {
        return bought("requested");
    }

    /** What the buyer's owner does; each may be done twice. */
    void own() {
        JsonNode purchase = purchase();
        String state = purchase == null ? "" : purchase.path("state").asText();
        if (buyer.isReady() && (purchase == null || state.equals("requested"))) {
            buyer.post("/purchases", Map.of("listingId", listing, "idempotencyKey", "walk " + listing));
        } else if (purchase != null && state.equals("offered")) {
            String path = "/purchases/" + purchase.path("id").asText();
            if (cancels) {
                buyer.post(path + "/cancel", Map.of());
            } else {
                buyer.post(
                        path + "/approve",
                        Map.of("total", purchase.path("cost").path("total").asText()));
            }
        }
    }

    private void await() {
        try {
            if (bell.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean bought(String state) {
        JsonNode purchase = purchase();
        return purchase != null && purchase.path("state").asText().equals(state);
    }

    boolean sold(String state) {
        JsonNode sale = sale();
        return sale != null && sale.path("state").asText().equals(state);
    }

    @Nullable
    JsonNode purchase() {
        return mine(buyer.get("/purchases"), "purchases");
    }

    @Nullable
    JsonNode sale() {
        return mine(seller.get("/sales"), "sales");
    }

    private @Nullable JsonNode mine(@Nullable JsonNode all, String list) {
        if (all != null) {
            for (JsonNode one : all.path(list)) {
                if (one.path("listingId").asText().equals(listing)) {
                    return one;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "purchase " + purchase() + "\nsale " + sale() + "\nbuyer at " + buyer.at() + " wants " + buyer.wanted()
                + "\nseller at " + seller.at() + " wants " + seller.wanted() + "\nbuyer's log:\n" + buyer.lastWords()
                + "\nseller's log:\n" + seller.lastWords();
    }
}
