package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.pluspeer.node.demo.Story;
import org.pluspeer.wallet.eth.Amount;

/**
 * Kills either peer with {@code kill -9} at every step of a sale, starts it again on what is on its disk, and looks
 * that the sale ends well and the money adds up by the chain's own word. The steps are read off the sealed events; one
 * at which nobody died fails the last test.
 *
 * <p>A step is a record of the journal: the node stands still once it is durable and before anything follows from it.
 * In one sale the peers die at one step after the other, so each start also shows that the one before it was survived.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillWalkIT {
    private static final int REVEAL_WINDOW = 3600;

    /** Steps that no run with the bundled token can reach, and what tests them instead. */
    private static final Map<String, String> UNREACHABLE_BUYING = Map.of(
            "transaction-planned/APPROVE", "only for tokens without EIP-3009; TransactionDeskTest, PurchaseTest",
            "transaction-sent/APPROVE", "only for tokens without EIP-3009; PurchaseTest",
            "transaction-succeeded/APPROVE", "only for tokens without EIP-3009; PurchaseTest",
            "transaction-refused/APPROVE", "only for tokens without EIP-3009; PurchaseTest",
            "transaction-refused/COMPLAIN", "the same record and answer as REFUND's; PurchaseTest",
            "transaction-refused/REFUND", "needs somebody else who refunds first; PurchaseTest");

    private static final Map<String, String> UNREACHABLE_SELLING = Map.of(
            "transaction-refused/REVEAL", "an honest reveal in time is never refused; SaleTest",
            "transaction-refused/RELEASE", "a release that was checked is never refused; SaleTest",
            "transaction-refused/SETTLE", "needs somebody else who settles first; SaleTest");

    @TempDir
    static Path home;

    private static WalkedTown town;

    @BeforeAll
    static void build() {
        town = WalkedTown.build(home);
    }

    @AfterAll
    static void close() {
        if (town != null) {
            town.close();
        }
    }

    @Test
    @Order(1)
    void anHonestSaleIsDelivered() throws IOException {
        WalkedTown.Ware ware = town.list("honest sale", 100);
        WalkedTown.Books before = town.books();
        Walk walk = town.walk(ware)
                .begin(
                        Story.HONEST,
                        Set.of(
                                "requested",
                                "offer-taken",
                                "approved",
                                "ciphertext-checked",
                                "payment-started",
                                "transaction-planned/ACCEPT",
                                "transaction-sent/ACCEPT",
                                "transaction-succeeded/ACCEPT",
                                "chain-accepted",
                                "key-learned",
                                "delivered",
                                "chain-ended"),
                        Set.of(
                                "prepared",
                                "transaction-planned/DEPOSIT",
                                "transaction-sent/DEPOSIT",
                                "transaction-succeeded/DEPOSIT",
                                "bond-secured",
                                "offer-signed",
                                "chain-accepted",
                                "time-passed",
                                "key-handed-over",
                                "release-taken",
                                "transaction-planned/RELEASE",
                                "transaction-sent/RELEASE",
                                "transaction-succeeded/RELEASE",
                                "chain-ended"));
        walk.until(() -> walk.bought("delivered") && walk.sold("released"));
        isDelivered(walk, ware);
        isPaid(before, ware, 1, 2);
    }

    /** Both die when they have just heard of the payment; before they are back it never was. */
    @Test
    @Order(2)
    void aPaymentThatTheChainTookBackWhileBothWereDeadIsMadeAgain() throws IOException {
        WalkedTown.Ware ware = town.list("reorganised sale", 110);
        WalkedTown.Books before = town.books();
        WalkedPeer buyer = town.buyer();
        WalkedPeer seller = town.seller();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of("transaction-planned/ACCEPT"), Set.of("chain-accepted"));
        walk.untilDead(buyer);
        String snapshot = town.snapshot();
        buyer.start(Story.HONEST, Set.of("chain-accepted"));
        walk.untilDead(buyer, seller);
        town.reorganise(snapshot);
        buyer.start(Story.HONEST, Set.of("chain-unsaid", "release-taken"));
        seller.start(Story.HONEST, Set.of("chain-unsaid"));
        walk.until(() -> walk.bought("delivered") && walk.sold("released"));
        isDelivered(walk, ware);
        isPaid(before, ware, 1, 1);
    }

    @Test
    @Order(3)
    void whatIsCancelledStaysCancelled() {
        WalkedTown.Ware ware = town.list("cancelled sale", 120);
        WalkedTown.Books before = town.books();
        Walk walk = town.walk(ware).cancelling().begin(Story.HONEST, Set.of("cancelled"), Set.of());
        walk.until(() -> walk.bought("cancelled"));
        isUnpaid(before, 0, 0);
    }

    @Test
    @Order(4)
    void aCheatingSellerIsShownToTheChain() {
        WalkedTown.Ware ware = town.list("cheating sale", 130);
        WalkedTown.Books before = town.books();
        Walk walk = town.walk(ware)
                .begin(
                        Story.CHEATING_SELLER,
                        Set.of(
                                "fault-found",
                                "transaction-planned/COMPLAIN",
                                "transaction-sent/COMPLAIN",
                                "transaction-succeeded/COMPLAIN",
                                "chain-ended"),
                        Set.of("chain-ended"));
        walk.until(() -> walk.bought("refunded") && walk.sold("complained"));
        isGivenBack(before, ware.bond(), 2, 0);
    }

    @Test
    @Order(5)
    void aSilentSellerLosesTheSaleAndItsWord() {
        WalkedTown.Ware ware = town.list("silent sale", 140);
        WalkedTown.Books before = town.books();
        Walk walk = town.walk(ware);
        walk.withClock(() -> town.passTime(deadline(walk.bought("paid") ? walk.purchase() : null, "revealBy")))
                .begin(
                        Story.SILENT_SELLER,
                        Set.of(
                                "time-passed",
                                "transaction-planned/REFUND",
                                "transaction-sent/REFUND",
                                "transaction-succeeded/REFUND",
                                "chain-ended"),
                        Set.of("chain-ended"));
        walk.until(() -> walk.bought("refunded") && walk.sold("refunded"));
        isGivenBack(before, ware.noShow(), 2, 0);
    }

    /** The buyer's money goes elsewhere after it agreed to pay: nothing is paid, and that is certain in the end. */
    @Test
    @Order(6)
    void aPaymentThatCannotBeMadeFailsWithNothingPaid() {
        WalkedTown.Ware ware = town.list("unaffordable sale", 150);
        WalkedPeer buyer = town.buyer();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of("payment-started"), Set.of());
        walk.untilDead(buyer);
        town.spendElsewhere(buyer);
        WalkedTown.Books before = town.books();
        try {
            buyer.start(Story.HONEST, Set.of("transaction-refused/ACCEPT"));
            walk.until(() -> walk.bought("paying"));
            town.passTime(town.headTime() + REVEAL_WINDOW);
            walk.until(() -> walk.bought("failed") && walk.sold("expired"));
            isUnpaid(before, 0, 0);
        } finally {
            town.bringBack(buyer);
        }
    }

    /** The seller's money goes elsewhere just before it puts up its bond. */
    @Test
    @Order(7)
    void aSellerWithoutItsBondDeclines() {
        WalkedTown.Ware ware = town.list("bondless sale", 9000);
        WalkedPeer seller = town.seller();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of("failed"), Set.of("transaction-planned/DEPOSIT"));
        walk.untilDead(seller);
        town.spendElsewhere(seller);
        WalkedTown.Books before = town.books();
        try {
            seller.start(Story.HONEST, Set.of("transaction-refused/DEPOSIT", "declined"));
            walk.until(() -> walk.bought("failed") && walk.sold("expired"));
            isUnpaid(before, 0, 0);
        } finally {
            town.bringBack(seller);
        }
    }

    /** The buyer dies as soon as it has paid and is away until the seller has revealed and settled. */
    @Test
    @Order(8)
    void aBuyerWhoWasAwayFindsItsKeyOnTheChain() throws IOException {
        WalkedTown.Ware ware = town.list("absent buyer", 160);
        WalkedTown.Books before = town.books();
        WalkedPeer buyer = town.buyer();
        Walk walk = town.walk(ware)
                .begin(
                        Story.HONEST,
                        Set.of("chain-accepted"),
                        Set.of(
                                "transaction-planned/REVEAL",
                                "transaction-sent/REVEAL",
                                "transaction-succeeded/REVEAL",
                                "chain-revealed",
                                "transaction-planned/SETTLE",
                                "transaction-sent/SETTLE",
                                "transaction-succeeded/SETTLE"));
        walk.untilDead(buyer);
        walk.withClock(() -> {
            if (walk.sold("accepted")) {
                town.passTime(deadline(walk.sale(), "revealBy") - REVEAL_WINDOW / 2);
            } else if (walk.sold("revealed")) {
                town.passTime(deadline(walk.sale(), "disputeBy"));
            }
        });
        walk.until(() -> walk.sold("settled"), Set.of(buyer));
        buyer.start(Story.HONEST, Set.of("chain-revealed"));
        walk.until(() -> walk.bought("delivered"));
        isDelivered(walk, ware);
        isPaid(before, ware, 1, 2);
    }

    @Test
    @Order(9)
    void everyStepWasDiedAt() {
        System.out.println("KillWalkIT: the buyer was killed at " + town.buyer().kills() + " steps, the seller at "
                + town.seller().kills());
        assertEquals(Set.of(), missed(Steps.ofPurchases(), town.buyer(), UNREACHABLE_BUYING));
        assertEquals(Set.of(), missed(Steps.ofSales(), town.seller(), UNREACHABLE_SELLING));
    }

    private static Set<String> missed(Set<String> steps, WalkedPeer peer, Map<String, String> unreachable) {
        assertTrue(steps.containsAll(peer.visited()), () -> "steps that are none: " + peer.visited());
        assertTrue(steps.containsAll(unreachable.keySet()), "an excuse for a step that does not exist");
        Set<String> missed = new TreeSet<>(steps);
        missed.removeAll(peer.visited());
        missed.removeAll(unreachable.keySet());
        return missed;
    }

    private static long deadline(@org.jspecify.annotations.Nullable JsonNode deal, String name) {
        return deal == null ? 0 : deal.path("deadlines").path(name).asLong();
    }

    private static void isDelivered(Walk walk, WalkedTown.Ware ware) throws IOException {
        JsonNode purchase = Objects.requireNonNull(walk.purchase());
        Path file = Path.of(purchase.path("file").path("path").asText());
        assertArrayEquals(ware.bytes(), Files.readAllBytes(file));
    }

    /** @param bought transactions that the buyer sent in all, each once however often it died */
    private static void isPaid(WalkedTown.Books before, WalkedTown.Ware ware, int bought, int sold) {
        WalkedTown.Books after = town.books();
        adds(before, after, bought, sold);
        assertEquals(before.buyer().minus(ware.price()), after.buyer());
        assertEquals(before.seller().plus(ware.price()), after.seller());
    }

    private static void isGivenBack(WalkedTown.Books before, Amount extra, int bought, int sold) {
        WalkedTown.Books after = town.books();
        adds(before, after, bought, sold);
        assertEquals(before.buyer().plus(extra), after.buyer());
        assertEquals(before.seller().minus(extra), after.seller());
    }

    private static void isUnpaid(WalkedTown.Books before, int bought, int sold) {
        WalkedTown.Books after = town.books();
        adds(before, after, bought, sold);
        assertEquals(before.buyer(), after.buyer());
        assertEquals(before.seller(), after.seller());
    }

    private static void adds(WalkedTown.Books before, WalkedTown.Books after, int bought, int sold) {
        assertEquals(before.total(), after.total());
        assertFalse(before.escrow().isLessThan(after.escrow()));
        assertEquals(Amount.ZERO, after.escrow());
        assertEquals(before.bought() + bought, after.bought(), "transactions of the buyer");
        assertEquals(before.sold() + sold, after.sold(), "transactions of the seller");
    }
}
