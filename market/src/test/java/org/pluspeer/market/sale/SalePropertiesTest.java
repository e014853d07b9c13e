package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.pluspeer.wallet.eth.Amount;

/** Two machines against each other, and one machine against its own history in disorder. */
class SalePropertiesTest {
    private static final int TRIES = 150;

    @Property(tries = TRIES)
    void honest_sides_always_end_with_goods_and_money_exchanged(
            @ForAll Random random, @ForAll @IntRange(max = 300) int turmoil, @ForAll PaymentMethod method) {
        TwoSides sides =
                run(random, turmoil, new TwoSides(TwoSides.SellerConduct.HONEST, TwoSides.BuyerConduct.HONEST, method));
        assertInstanceOf(Purchase.Delivered.class, sides.purchase);
        assertInstanceOf(Sale.Released.class, sides.sale);
        assertTrue(sides.purchase.isOver());
    }

    @Property(tries = TRIES)
    void an_honest_buyer_ends_delivered_or_refunded_whatever_the_seller_does(
            @ForAll Random random,
            @ForAll @IntRange(max = 300) int turmoil,
            @ForAll TwoSides.SellerConduct seller,
            @ForAll PaymentMethod method) {
        TwoSides sides = run(random, turmoil, new TwoSides(seller, TwoSides.BuyerConduct.HONEST, method));
        How how = sides.chain.how();
        switch (seller) {
            case HONEST, REVEALS_ONLY -> assertInstanceOf(Purchase.Delivered.class, sides.purchase);
            case WRONG_BLOCK -> {
                assertInstanceOf(Purchase.Refunded.class, sides.purchase);
                assertEquals(How.COMPLAINED, how);
            }
            case NEVER_GIVES_THE_KEY -> {
                assertInstanceOf(Purchase.Refunded.class, sides.purchase);
                assertEquals(How.REFUNDED, how);
            }
        }
    }

    @Property(tries = TRIES)
    void an_honest_seller_is_paid_if_the_buyer_can_have_the_key(
            @ForAll Random random,
            @ForAll @IntRange(max = 300) int turmoil,
            @ForAll TwoSides.BuyerConduct buyer,
            @ForAll PaymentMethod method) {
        TwoSides sides = run(random, turmoil, new TwoSides(TwoSides.SellerConduct.HONEST, buyer, method));
        How how = sides.chain.how();
        assertTrue(sides.buyerHasKey);
        assertTrue(how == How.RELEASED || how == How.SETTLED, "ended " + how);
    }

    @Property(tries = TRIES)
    void a_buyer_whose_seller_vanishes_has_the_goods_or_the_money(
            @ForAll Random random, @ForAll @IntRange(max = 300) int turmoil, @ForAll TwoSides.SellerConduct seller) {
        TwoSides sides = new TwoSides(seller, TwoSides.BuyerConduct.HONEST, PaymentMethod.COIN);
        turmoil(random, turmoil, sides);
        sides.calmDown(true, false);
        boolean has = sides.purchase instanceof Purchase.Delivered;
        boolean back = sides.purchase instanceof Purchase.Refunded;
        assertTrue(has || back || !sides.chain.wasAccepted(), () -> "ended " + sides.purchase);
        assertFalse(back && !sides.chain.isEnded());
    }

    @Property(tries = TRIES)
    void a_seller_whose_buyer_vanishes_is_paid_for_what_it_gave(
            @ForAll Random random, @ForAll @IntRange(max = 300) int turmoil) {
        TwoSides sides = new TwoSides(TwoSides.SellerConduct.HONEST, TwoSides.BuyerConduct.HONEST, PaymentMethod.COIN);
        turmoil(random, turmoil, sides);
        sides.calmDown(false, true);
        How how = sides.chain.how();
        boolean paid = how == How.RELEASED || how == How.SETTLED;
        assertTrue(paid || !sides.chain.wasAccepted(), () -> "ended " + sides.sale + " by " + how);
        assertTrue(sides.sale.isOver(), () -> "not over: " + sides.sale);
    }

    @Property(tries = TRIES)
    void the_order_and_number_of_messages_do_not_matter(@ForAll Random random, @ForAll How how) {
        List<PurchaseCommand> news = new ArrayList<>(purchaseNews(how));
        Purchase expected = inOrder(paying(), news, 2);
        List<PurchaseCommand> disorder = new ArrayList<>(news);
        disorder.addAll(news.subList(0, random.nextInt(news.size())));
        Collections.shuffle(disorder, random);
        Purchase actual = inOrder(inOrder(paying(), disorder, 1), news, 2);
        assertEquals(expected.getClass(), actual.getClass());
        assertEquals(expected.effects(), actual.effects());
    }

    @Property(tries = TRIES)
    void what_a_reorganisation_took_back_leaves_no_trace(@ForAll Random random, @ForAll How how) {
        List<PurchaseCommand> news = new ArrayList<>(purchaseNews(how));
        Collections.shuffle(news, random);
        Purchase before = paying();
        Purchase after = inOrder(before, chainOnly(news), 1);
        Purchase again = after.on(new PurchaseCommand.Move(new ChainMove(0L, List.of(), ChainTime.UNKNOWN)))
                .state();
        assertEquals(Escrow.NOTHING, again.facts().escrow());
        Purchase redone = inOrder(again, chainOnly(news), 1);
        assertEquals(after.getClass(), redone.getClass());
        assertEquals(after.effects(), redone.effects());
    }

    private static List<PurchaseCommand> chainOnly(List<PurchaseCommand> news) {
        return news.stream().filter(PurchaseCommand.Move.class::isInstance).toList();
    }

    private static Purchase paying() {
        Purchase state = Purchase.begin(Samples.REQUEST).state();
        List<PurchaseCommand> commands = List.of(
                new PurchaseCommand.TakeOffer(Samples.SIGNED, Samples.SELLER, 1000),
                new PurchaseCommand.Approve(Samples.OFFER.price()),
                new PurchaseCommand.KeepCiphertext(),
                new PurchaseCommand.StartPayment(PaymentMethod.ALLOWANCE, 1000));
        return inOrder(state, commands, 1);
    }

    private static List<PurchaseCommand> purchaseNews(How how) {
        ChainTime time = new ChainTime(5000, 40, 4900);
        TransactionReport sent = new TransactionReport.Sent(SaleTransaction.ACCEPT, 0, Samples.TX);
        TransactionReport approved =
                new TransactionReport.Succeeded(SaleTransaction.APPROVE, 0, Samples.TX, 1, Amount.of(1));
        return List.of(
                new PurchaseCommand.Report(approved),
                new PurchaseCommand.Report(sent),
                new PurchaseCommand.Move(ChainMove.to(time, Samples.accepted(11, 1000))),
                new PurchaseCommand.Move(ChainMove.to(time, Samples.revealed(20, 2000))),
                new PurchaseCommand.TakeKey(Samples.KEY),
                new PurchaseCommand.Deliver(Samples.FILE),
                new PurchaseCommand.Move(ChainMove.to(time, Samples.ended(30, how))),
                new PurchaseCommand.ConfirmRelease());
    }

    private static Purchase inOrder(Purchase state, List<PurchaseCommand> commands, int times) {
        Purchase next = state;
        for (int i = 0; i < times; i++) {
            for (PurchaseCommand command : commands) {
                next = next.on(command).state();
            }
        }
        return next;
    }

    private static TwoSides run(Random random, int turmoil, TwoSides sides) {
        turmoil(random, turmoil, sides);
        sides.calmDown(true, true);
        return sides;
    }

    private static void turmoil(Random random, int steps, TwoSides sides) {
        for (int i = 0; i < steps; i++) {
            sides.happen(random);
        }
        sides.restartBuyer();
        sides.restartSeller();
    }
}
