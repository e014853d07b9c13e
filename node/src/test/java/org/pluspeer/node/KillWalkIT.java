package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Audit audit = Audit.begin(town, ware);
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
        audit.isPaid(1, 1);
    }

    /** Both die when they have just heard of the payment; before they are back it never was. */
    @Test
    @Order(2)
    void aPaymentThatTheChainTookBackWhileBothWereDeadIsMadeAgain() throws IOException {
        WalkedTown.Ware ware = town.list("reorganised sale", 110);
        Audit audit = Audit.begin(town, ware);
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
        audit.isPaid(1, 1);
    }

    @Test
    @Order(3)
    void whatIsCancelledStaysCancelled() {
        WalkedTown.Ware ware = town.list("cancelled sale", 120);
        Audit audit = Audit.begin(town, ware);
        Walk walk = town.walk(ware).cancelling().begin(Story.HONEST, Set.of("cancelled"), Set.of());
        walk.until(() -> walk.bought("cancelled"));
        audit.isUnpaid(0, 0);
    }

    @Test
    @Order(4)
    void aCheatingSellerIsShownToTheChain() {
        WalkedTown.Ware ware = town.list("cheating sale", 130);
        Audit audit = Audit.begin(town, ware);
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
        audit.isGivenBack(ware.bond(), 2, 0);
    }

    @Test
    @Order(5)
    void aSilentSellerLosesTheSaleAndItsWord() {
        WalkedTown.Ware ware = town.list("silent sale", 140);
        Audit audit = Audit.begin(town, ware);
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
        audit.isGivenBack(ware.noShow(), 2, 0);
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
        Audit audit = Audit.begin(town, ware);
        try {
            buyer.start(Story.HONEST, Set.of("transaction-refused/ACCEPT"));
            walk.until(() -> walk.bought("paying"));
            closeTheWindow();
            walk.until(() -> walk.bought("failed") && walk.sold("expired"));
            audit.isUnpaid(0, 0);
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
        Audit audit = Audit.beginBondless(town, ware);
        try {
            seller.start(Story.HONEST, Set.of("transaction-refused/DEPOSIT", "declined"));
            walk.until(() -> walk.bought("failed") && walk.sold("expired"));
            audit.isUnpaid(0, 0);
        } finally {
            town.bringBack(seller);
        }
    }

    /** The buyer dies as soon as it has paid and is away until the seller has revealed and settled. */
    @Test
    @Order(8)
    void aBuyerWhoWasAwayFindsItsKeyOnTheChain() throws IOException {
        WalkedTown.Ware ware = town.list("absent buyer", 160);
        Audit audit = Audit.begin(town, ware);
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
        walk.withClock(() -> moveTheClockFor(walk)).until(() -> walk.sold("settled"), Set.of(buyer));
        buyer.start(Story.HONEST, Set.of("chain-revealed"));
        walk.until(() -> walk.bought("delivered"));
        isDelivered(walk, ware);
        audit.isPaid(1, 2);
    }

    /** Both were about to act when the window closed, and somebody else called the money back for the buyer. */
    @Test
    @Order(9)
    void aRefundByAnybodyLeavesNothingToRefundNorToReveal() {
        WalkedTown.Ware ware = town.list("late key", 170);
        Audit audit = Audit.begin(town, ware);
        WalkedPeer buyer = town.buyer();
        WalkedPeer seller = town.seller();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of("chain-accepted"), Set.of("transaction-planned/REVEAL"));
        walk.untilDead(buyer);
        walk.withClock(() -> moveTheClockFor(walk)).untilDead(seller);
        closeTheWindow();
        buyer.start(Story.HONEST, Set.of("transaction-planned/REFUND"));
        walk.withClock(() -> {}).untilDead(buyer);
        town.anybodyCalls("refund");
        buyer.start(Story.HONEST, Set.of("transaction-refused/REFUND"));
        seller.start(Story.HONEST, Set.of("transaction-refused/REVEAL"));
        walk.until(() -> walk.bought("refunded") && walk.sold("refunded"));
        audit.isGivenBack(ware.noShow(), 2, 1);
    }

    /** The buyer knows of the wrong block and is away until somebody else called its money back. */
    @Test
    @Order(10)
    void aRefundByAnybodyLeavesNothingToComplainOf() {
        WalkedTown.Ware ware = town.list("late complaint", 180);
        Audit audit = Audit.begin(town, ware);
        WalkedPeer buyer = town.buyer();
        Walk walk = town.walk(ware).begin(Story.CHEATING_SELLER, Set.of("transaction-planned/COMPLAIN"), Set.of());
        walk.untilDead(buyer);
        closeTheWindow();
        town.anybodyCalls("refund");
        buyer.start(Story.HONEST, Set.of("transaction-refused/COMPLAIN"));
        walk.until(() -> walk.bought("refunded") && walk.sold("refunded"));
        audit.isGivenBack(ware.noShow(), 2, 0);
    }

    /** A seller who has the buyer's release and sleeps over its deadline: the buyer has both, as the terms say. */
    @Test
    @Order(11)
    void aReleaseThatComesTooLateIsVoid() throws IOException {
        WalkedTown.Ware ware = town.list("late release", 190);
        Audit audit = Audit.begin(town, ware);
        WalkedPeer seller = town.seller();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of(), Set.of("transaction-planned/RELEASE"));
        walk.untilDead(seller);
        closeTheWindow();
        town.anybodyCalls("refund");
        seller.start(Story.HONEST, Set.of("transaction-refused/RELEASE"));
        walk.until(() -> walk.bought("delivered") && walk.sold("refunded"));
        isDelivered(walk, ware);
        audit.isGivenBack(ware.noShow(), 1, 1);
    }

    @Test
    @Order(12)
    void aSettlementByAnybodyPaysTheSeller() throws IOException {
        WalkedTown.Ware ware = town.list("settled by others", 200);
        Audit audit = Audit.begin(town, ware);
        WalkedPeer buyer = town.buyer();
        WalkedPeer seller = town.seller();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of("chain-accepted"), Set.of("transaction-planned/SETTLE"));
        walk.untilDead(buyer);
        walk.withClock(() -> moveTheClockFor(walk)).untilDead(seller);
        town.anybodyCalls("settle");
        seller.start(Story.HONEST, Set.of("transaction-refused/SETTLE"));
        buyer.start(Story.HONEST, Set.of());
        walk.withClock(() -> {}).until(() -> walk.bought("delivered") && walk.sold("settled"));
        isDelivered(walk, ware);
        audit.isPaid(1, 2);
    }

    /** Most tokens know no payment by signature: the price is allowed first and paid then. */
    @Test
    @Order(13)
    void aPriceOutOfAnAllowanceIsPaidOnce() throws IOException {
        WalkedTown.Ware ware = town.list("allowed sale", 210, town.permitToken());
        Audit audit = Audit.begin(town, ware);
        Walk walk = town.walk(ware)
                .begin(
                        Story.HONEST,
                        Set.of(
                                "transaction-planned/APPROVE",
                                "transaction-sent/APPROVE",
                                "transaction-succeeded/APPROVE",
                                "transaction-planned/ACCEPT"),
                        Set.of());
        walk.until(() -> walk.bought("delivered") && walk.sold("released"));
        isDelivered(walk, ware);
        audit.isPaid(2, 1);
    }

    /** Somebody with the same words took the buyer's coins for gas, just after it agreed to pay. */
    @Test
    @Order(14)
    void anAllowanceThatCannotBeGivenFailsWithNothingPaid() {
        WalkedTown.Ware ware = town.list("disallowed sale", 220, town.permitToken());
        WalkedPeer buyer = town.buyer();
        Walk walk = town.walk(ware).begin(Story.HONEST, Set.of("payment-started"), Set.of());
        walk.untilDead(buyer);
        Audit audit = Audit.begin(town, ware);
        String coins = town.takeCoins(buyer);
        try {
            buyer.start(Story.HONEST, Set.of("transaction-refused/APPROVE"));
            walk.until(() -> walk.bought("paying"));
            closeTheWindow();
            walk.until(() -> walk.bought("failed") && walk.sold("expired"));
            audit.isUnpaid(0, 0);
        } finally {
            town.giveCoins(buyer, coins);
        }
    }

    /** The seller's secret for this buyer, its answer to the payment and the masked key outlive both. */
    @Test
    @Order(15)
    void aMaskedSaleIsDelivered() throws IOException {
        WalkedTown.Ware ware = town.listShared("masked sale", 230);
        Audit audit = Audit.begin(town, ware);
        Walk walk = town.walk(ware)
                .begin(Story.HONEST, Set.of("offer-taken", "key-learned"), Set.of("offer-signed", "key-handed-over"));
        walk.until(() -> walk.bought("delivered") && walk.sold("released"));
        isDelivered(walk, ware);
        audit.isPaid(1, 1);
    }

    @Test
    @Order(16)
    void everyStepWasDiedAt() {
        System.out.println("KillWalkIT: the buyer was killed at " + town.buyer().kills() + " steps, the seller at "
                + town.seller().kills());
        assertEquals(new TreeSet<>(Steps.ofPurchases()), town.buyer().visited());
        assertEquals(new TreeSet<>(Steps.ofSales()), town.seller().visited());
    }

    /** The seller reveals when half of its time is over, and settles when nobody may complain any more. */
    private static void moveTheClockFor(Walk walk) {
        if (walk.sold("accepted")) {
            town.passTime(deadline(walk.sale(), "revealBy") - REVEAL_WINDOW / 2);
        } else if (walk.sold("revealed")) {
            town.passTime(deadline(walk.sale(), "disputeBy"));
        }
    }

    private static void closeTheWindow() {
        town.passTime(town.headTime() + REVEAL_WINDOW);
    }

    private static long deadline(@org.jspecify.annotations.Nullable JsonNode deal, String name) {
        return deal == null ? 0 : deal.path("deadlines").path(name).asLong();
    }

    private static void isDelivered(Walk walk, WalkedTown.Ware ware) throws IOException {
        JsonNode purchase = Objects.requireNonNull(walk.purchase());
        Path file = Path.of(purchase.path("file").path("path").asText());
        assertArrayEquals(ware.bytes(), Files.readAllBytes(file));
    }
}
