package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;

/** Two sides against each other, and the facts of a chain in disorder. */
class ChannelPropertiesTest {
    private static final int TRIES = 300;

    @Property(tries = TRIES)
    void whatever_happens_both_get_what_vouchers_say(
            @ForAll Random random, @ForAll @IntRange(max = 300) int turmoil, @ForAll boolean expires) {
        // Far enough to be used, near enough to be met.
        long expiry = expires ? 1_000_000 + 400_000 : 0;
        TwoEnds ends = new TwoEnds(random, expiry, Amount.of(1000), Amount.of(100));
        for (int i = 0; i < turmoil; i++) {
            ends.turmoil();
        }
        ends.calmDown();
        assertTrue(ends.payer.isOver(), () -> "payer: " + ends.payer);
        ChannelFact.Closed closed = ends.chain().closed();
        if (ends.payer instanceof Outgoing.Cancelled) {
            return;
        }
        assertTrue(ends.payee.isOver(), () -> "payee: " + ends.payee);
        assertNotNull(closed);
        assertFalse(closed.claimed().isLessThan(ends.safe), "a voucher was lost");
        Amount deposited = ends.chain().holding().deposited();
        assertEquals(deposited, closed.claimed().plus(closed.returned()));
    }

    @Property(tries = TRIES)
    void the_order_of_facts_does_not_matter(@ForAll Random random) {
        List<ChannelFact> facts = new ArrayList<>(List.of(
                ChannelSamples.opened(10),
                ChannelSamples.toppedUp(20, 1200),
                ChannelSamples.toppedUp(25, 1300),
                ChannelSamples.claimed(30, 70),
                ChannelSamples.claimed(31, 90),
                ChannelSamples.exitStarted(40)));
        Holding inOrder = held(facts, random, false);
        Collections.shuffle(facts, random);
        Holding inDisorder = held(facts, random, true);
        assertEquals(inOrder.deposited(), inDisorder.deposited());
        assertEquals(inOrder.finalDeposit(), inDisorder.finalDeposit());
        assertEquals(inOrder.claimed(), inDisorder.claimed());
        assertEquals(inOrder.exit(), inDisorder.exit());
    }

    private static Holding held(List<ChannelFact> facts, Random random, boolean twice) {
        Holding holding = Holding.NOTHING;
        for (ChannelFact fact : facts) {
            holding = holding.with(fact);
            if (twice && random.nextBoolean()) {
                holding = holding.with(fact).with(new ChainTime(22, 22, 22));
            }
        }
        return holding.with(new ChainTime(22, 22, 22));
    }

    /** Whatever is taken back and said again, the sum that was promised only rises. */
    @Property(tries = TRIES)
    void a_promise_never_falls(@ForAll Random random) {
        Outgoing payer = Outgoing.begin(ChannelSamples.OUT).state();
        Amount highest = Amount.ZERO;
        for (int i = 0; i < 60; i++) {
            payer = payer.on(any(random, i)).state();
            assertFalse(payer.facts().purse().promised().isLessThan(highest));
            highest = payer.facts().purse().promised();
            for (OutgoingEffect effect : payer.effects()) {
                if (effect instanceof OutgoingEffect.SendVoucher(var _, Amount sum)) {
                    assertEquals(highest, sum);
                }
            }
        }
    }

    private static OutgoingCommand any(Random random, int i) {
        Amount amount = Amount.of(random.nextInt(120));
        Voucher voucher = new Voucher(amount, ChannelSamples.SIGNATURE);
        ChainTime time = ChannelSamples.fresh(100L + i);
        return switch (random.nextInt(10)) {
            case 0 -> new OutgoingCommand.Move(ChannelSamples.move(time, ChannelSamples.opened(50)));
            case 1 -> new OutgoingCommand.Move(ChannelSamples.move(time, ChannelSamples.claimed(60L + i, i)));
            case 2 -> new OutgoingCommand.Move(ChannelSamples.reverted(40L + random.nextInt(60), time));
            case 3 -> new OutgoingCommand.Doubt();
            case 4 -> new OutgoingCommand.Recall(voucher, ChannelSamples.KEY);
            case 5 -> new OutgoingCommand.RecallNothing();
            case 6 -> new OutgoingCommand.ConfirmVoucher(amount);
            case 7 -> new OutgoingCommand.Receive(amount);
            default -> new OutgoingCommand.Pay(amount);
        };
    }
}
