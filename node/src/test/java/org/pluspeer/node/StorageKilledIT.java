package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.deal.DealTransaction.Kind;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.demo.Story;
import org.pluspeer.wallet.eth.Amount;

/**
 * Kills client and keeper of storage deals with {@code kill -9} at every step, as {@link KillWalkIT} does with sales,
 * and looks that money and bytes end where the protocol page says.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageKilledIT {
    private static final int SMALL = 600_001;
    private static final int LARGE = 2_500_000;
    private static final long TO_OPEN = 3 * 3600;

    @TempDir
    static Path home;

    private static WalkedTown town;

    @BeforeAll
    static void build() {
        town = WalkedTown.build(home);
        town.seller().ask("/storage/offered", DealWalk.table());
        boolean heard = Await.until(() -> {
            JsonNode found = town.buyer().get("/listings?limit=9&tag=storage");
            return found != null && !found.path("listings").isEmpty();
        });
        assertTrue(heard, () -> town.seller().lastWords());
    }

    @AfterAll
    static void close() {
        if (town != null) {
            town.close();
        }
    }

    @Test
    @Order(1)
    void aReplicaThatIsShownIsPaidForAndComesBack() throws IOException {
        Purses before = Purses.now();
        DealWalk walk = town.keep("shown", SMALL)
                .begin(
                        Set.of(
                                "keeping/keep",
                                "keeping/copy",
                                "placement/proposed",
                                "placement/terms-signed",
                                "placement/consented",
                                "deal-planned/OPEN",
                                "placement/chain-opened"),
                        Set.of(
                                "hosting/proposed",
                                "hosting/replica-checked",
                                "deal-planned/DEPOSIT",
                                "hosting/collateral-secured",
                                "hosting/terms-signed",
                                "hosting/chain-opened"));
        walk.until(() -> walk.placed("kept") && walk.hosted("storing"));
        comesBack(walk);
        walk.proving()
                .begin(
                        Set.of("placement/chain-proven", "placement/head-moved", "placement/chain-ended"),
                        Set.of(
                                "hosting/head-moved",
                                "deal-planned/PROVE",
                                "hosting/chain-proven",
                                "deal-planned/SETTLE",
                                "hosting/chain-ended"));
        walk.until(() -> walk.placed("ended") && walk.hosted("ended"));
        before.gave(walk.of("price"), Amount.ZERO);
    }

    /** The client's dollars go elsewhere just before it opens the deal. */
    @Test
    @Order(2)
    void aDealThatIsNeverOpenedCostsNobodyAnything() {
        DealWalk walk = town.keep("unopened", SMALL).begin(Set.of("deal-planned/OPEN"), Set.of());
        walk.untilDead(town.buyer());
        town.spendElsewhere(town.buyer());
        Purses before = Purses.now();
        try {
            town.buyer().start(Story.HONEST, Set.of("placement/refused/OPEN"));
            walk.until(() -> walk.placed("opening"));
            town.passTime(town.headTime() + TO_OPEN);
            walk.until(() -> walk.placed("expired") && walk.hosted("expired"));
            before.gave(Amount.ZERO, Amount.ZERO);
        } finally {
            town.bringBack(town.buyer());
        }
    }

    /** The keeper's dollars go elsewhere just before it puts up more collateral than its ledger has. */
    @Test
    @Order(3)
    void aKeeperWithoutItsCollateralDeclines() {
        DealWalk walk = town.keep("unsecured", LARGE).begin(Set.of(), Set.of("deal-planned/DEPOSIT"));
        walk.untilDead(town.seller());
        town.spendElsewhere(town.seller());
        Purses before = Purses.now();
        try {
            town.seller().start(Story.HONEST, Set.of("hosting/refused/DEPOSIT", "hosting/declined"));
            town.buyer().kill();
            town.buyer().start(Story.HONEST, Set.of("placement/declined"));
            walk.until(() -> walk.placed("declined") && walk.hosted("declined"));
            before.gave(Amount.ZERO, Amount.ZERO);
        } finally {
            town.bringBack(town.seller());
        }
    }

    /** The chain takes the opening back while both are dead; then the keeper sleeps over its first proof. */
    @Test
    @Order(4)
    void aMissedEpochIsNotPaidAndCostsItsPenalty() {
        Purses before = Purses.now();
        DealWalk walk = town.keep("missed", SMALL).begin(Set.of("deal-planned/OPEN"), Set.of("hosting/chain-opened"));
        walk.untilDead(town.buyer());
        String snapshot = town.snapshot();
        town.buyer().start(Story.HONEST, Set.of("placement/chain-opened"));
        walk.untilDead(town.buyer(), town.seller());
        town.reorganise(snapshot);
        town.buyer().start(Story.HONEST, Set.of("placement/chain-unsaid"));
        town.seller().start(Story.HONEST, Set.of("hosting/chain-unsaid"));
        walk.until(() -> walk.placed("kept") && walk.hosted("storing"));
        walk.proving().begin(Set.of(), Set.of("deal-planned/PROVE"));
        walk.untilDead(town.seller());
        walk.missing(Set.of(0)).until(() -> walk.of("missed").equals(Amount.of(1)), Set.of(town.seller()));
        town.seller().start(Story.HONEST, Set.of("hosting/refused/PROVE", "deal-planned/SETTLE"));
        walk.untilVisited(town.seller(), "hosting/refused/PROVE");
        walk.proving().untilDead(town.seller());
        town.anybodySettlesTheDeal();
        town.seller().start(Story.HONEST, Set.of("hosting/refused/SETTLE", "hosting/chain-settled"));
        walk.until(() -> walk.placed("ended") && walk.hosted("ended"));
        Amount epoch = half(walk.of("price"));
        // The penalty is two prices, and the client may have a missed price and what a repair costs: none is burnt.
        before.gave(epoch, epoch.times(2));
    }

    /** The keeper is gone for good; the client calls its money in, and a stranger is quicker. */
    @Test
    @Order(5)
    void aKeeperThatIsGoneForfeitsItsCollateral() {
        Purses before = Purses.now();
        DealWalk walk = town.keep("gone", SMALL).begin(Set.of("deal-planned/SETTLE"), Set.of("hosting/chain-opened"));
        walk.untilDead(town.seller());
        walk.missing(Set.of(0, 1)).untilDead(town.buyer());
        town.anybodySettlesTheDeal();
        town.buyer().start(Story.HONEST, Set.of("placement/refused/SETTLE", "placement/chain-settled"));
        town.seller().start(Story.HONEST, Set.of());
        walk.until(() -> walk.placed("ended") && walk.hosted("ended"));
        Amount most = walk.of("price").plus(half(walk.of("price")));
        Amount collateral = walk.of("collateral");
        Amount share = collateral.isLessThan(most) ? collateral : most;
        before.forfeited(share, collateral.minus(share));
    }

    @Test
    @Order(6)
    void everyStepWasDiedAt() {
        System.out.println(
                "StorageKilledIT: the client was killed at " + town.buyer().kills() + " steps, the keeper at "
                        + town.seller().kills());
        Set<String> client = new TreeSet<>(Steps.ofDeals("placement", List.of(Kind.OPEN, Kind.SETTLE)));
        client.addAll(Set.of("keeping/keep", "keeping/copy"));
        // What is the keeper's alone; and what nobody asks for here: an early end, and a hash that outlives 256 blocks.
        client.removeAll(Set.of(
                "placement/replica-checked",
                "placement/collateral-secured",
                "placement/end-agreed",
                "placement/chain-pinned"));
        Set<String> keeper = new TreeSet<>(Steps.ofDeals("hosting", List.of(Kind.DEPOSIT, Kind.PROVE, Kind.SETTLE)));
        keeper.removeAll(Set.of("hosting/consented", "hosting/end-agreed", "hosting/chain-pinned"));
        client.removeAll(town.buyer().visited());
        keeper.removeAll(town.seller().visited());
        assertEquals(List.of(Set.of(), Set.of()), List.of(client, keeper));
    }

    private static Amount half(Amount amount) {
        return new Amount(amount.units().shiftRight(1));
    }

    private static void comesBack(DealWalk walk) throws IOException {
        String id = Objects.requireNonNull(walk.kept()).path("id").asText();
        JsonNode fetched = town.buyer().ask("/storage/kept/" + id + "/fetch", Map.of());
        assertEquals(
                -1, Files.mismatch(walk.file(), Path.of(fetched.path("path").asText())));
    }

    /** Who has what by the chain's word, in wallets and ledgers. */
    private record Purses(Amount client, Amount keeper, Amount burnt) {
        static Purses now() {
            return new Purses(
                    town.inDeals(town.buyer()),
                    town.inDeals(town.seller()),
                    town.burntAndHeld().getFirst());
        }

        /** @param price that the client paid; @param penalty that the keeper forfeited to the client */
        void gave(Amount price, Amount penalty) {
            Purses now = now();
            assertEquals(client.plus(penalty), now.client().plus(price));
            assertEquals(keeper.plus(price), now.keeper().plus(penalty));
            assertEquals(List.of(burnt, Amount.ZERO), town.burntAndHeld());
        }

        void forfeited(Amount share, Amount burning) {
            Purses now = now();
            assertEquals(client.plus(share), now.client());
            assertEquals(keeper, now.keeper().plus(share).plus(burning));
            assertEquals(List.of(burnt.plus(burning), Amount.ZERO), town.burntAndHeld());
        }
    }
}
