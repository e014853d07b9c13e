package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

/** Sums against a purse that is emptied epoch by epoch; machines against a model of the contract. */
class DealPropertiesTest {
    private static final int TRIES = 200;

    // --- sums

    @Property
    void every_course_gives_away_price_and_collateral_and_no_more(@ForAll Random random) {
        DealTerms terms = anyTerms(random);
        ProvenEpochs proven = new ProvenEpochs(new BigInteger(terms.epochs(), random));
        DealAccount account = DealAccount.of(terms, proven, terms.epochs());
        assertTrue(account.state().isOver());
        Amount all = account.provider().plus(account.client()).plus(account.burnt());
        assertEquals(terms.price().plus(terms.collateral()), all);
        assertEquals(byEpochs(terms, proven), List.of(account.provider(), account.client(), account.burnt()));
    }

    @Property
    void sums_only_grow_and_a_default_is_final(@ForAll Random random) {
        DealTerms terms = anyTerms(random);
        ProvenEpochs proven = new ProvenEpochs(new BigInteger(terms.epochs(), random));
        DealAccount before = DealAccount.of(terms, proven, 0);
        for (int decided = 1; decided <= terms.epochs(); decided++) {
            DealAccount after = DealAccount.of(terms, proven, decided);
            assertFalse(after.provider().isLessThan(before.provider()));
            assertFalse(after.client().isLessThan(before.client()));
            if (before.state() == DealState.DEFAULTED) {
                assertEquals(before, after);
            } else {
                DealAccount early = DealAccount.endedEarly(terms, proven, decided - 1);
                Amount all = early.provider().plus(early.client()).plus(early.burnt());
                assertEquals(terms.price().plus(terms.collateral()), all);
                assertFalse(early.provider().isLessThan(before.provider()));
            }
            before = after;
        }
    }

    private static DealTerms anyTerms(Random random) {
        DealSamples.Draft draft = new DealSamples.Draft();
        draft.epochs = 1 + random.nextInt(DealTerms.MAX_EPOCHS);
        draft.maxMissed = random.nextInt(draft.epochs);
        draft.price = new Amount(new BigInteger(1 + random.nextInt(96), random)).plus(Amount.of(1));
        draft.price = draft.price.units().bitLength() > 96 ? Amount.of(1) : draft.price;
        draft.collateral = new Amount(new BigInteger(random.nextInt(97), random));
        BigInteger most = draft.collateral.units().divide(BigInteger.valueOf(Math.max(1, draft.maxMissed)));
        draft.penalty = new Amount(new BigInteger(96, random).min(most));
        draft.repair = new Amount(new BigInteger(random.nextInt(97), random));
        return draft.terms();
    }

    private static List<Amount> byEpochs(DealTerms terms, ProvenEpochs proven) {
        Amount escrow = terms.price();
        Amount kept = terms.collateral();
        Amount earned = Amount.ZERO;
        Amount back = Amount.ZERO;
        Amount lost = Amount.ZERO;
        int missed = 0;
        for (int epoch = 0; epoch < terms.epochs(); epoch++) {
            if (proven.has(epoch)) {
                escrow = escrow.minus(terms.pricePerEpoch());
                earned = earned.plus(terms.pricePerEpoch());
            } else if (++missed > terms.maxMissed()) {
                back = back.plus(escrow);
                lost = lost.plus(kept);
                kept = Amount.ZERO;
                break;
            } else {
                escrow = escrow.minus(terms.pricePerEpoch());
                back = back.plus(terms.pricePerEpoch());
                kept = kept.minus(terms.penalty());
                lost = lost.plus(terms.penalty());
            }
        }
        Amount cap = back.plus(terms.repairCost());
        Amount share = lost.isLessThan(cap) ? lost : cap;
        return List.of(earned.plus(kept), back.plus(share), lost.minus(share));
    }

    // --- the clock

    @Property
    void an_epoch_is_provable_in_its_window_and_decided_after_it(
            @ForAll @IntRange(max = 5) int epoch, @ForAll @IntRange(max = 700) int after) {
        EpochClock clock = EpochClock.openedIn(1000, DealSamples.TERMS);
        assertEquals(1024, clock.start());
        long block = clock.challenge(epoch) + after;
        boolean open = after >= 1 && after <= DealSamples.TERMS.windowBlocks();
        int provable = clock.provableIn(block).orElse(-1);
        assertEquals(open, provable == epoch);
        boolean nextIsOpen = epoch < 5 && block > clock.challenge(epoch + 1) && block <= clock.last(epoch + 1);
        assertTrue(provable == -1 || provable == epoch || nextIsOpen);
        boolean closed = block > clock.last(epoch);
        assertEquals(closed, clock.decided(block, ProvenEpochs.NONE) > epoch);
    }

    @Test
    void a_deal_starts_at_the_next_block_of_the_grid() {
        assertEquals(1024, EpochClock.openedIn(768, DealSamples.TERMS).start());
        assertEquals(1024, EpochClock.openedIn(1023, DealSamples.TERMS).start());
        assertEquals(1280, EpochClock.openedIn(1024, DealSamples.TERMS).start());
    }

    // --- the machines

    @Property(tries = TRIES)
    void an_honest_provider_earns_everything_through_restarts_and_reorganisations(@ForAll Random random) {
        DealTown town = new DealTown(random, 0);
        town.play();
        assertInstanceOf(Hosting.Ended.class, town.hosting);
        assertInstanceOf(Placement.Ended.class, town.placement);
        assertEquals(DealState.COMPLETED, town.chain.state());
        assertEquals(DealSamples.TERMS.epochs(), town.chain.proven().bits().bitCount());
        assertFalse(town.placement.needsRepair());
        assertTrue(town.dropped);
    }

    @Property(tries = TRIES)
    void a_provider_that_sleeps_gets_what_the_terms_say_and_the_client_is_never_stuck(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 100) int sleepiness) {
        DealTown town = new DealTown(random, sleepiness);
        town.play();
        assertInstanceOf(Placement.Ended.class, town.placement);
        assertTrue(town.chain.state().isOver());
        DealAccount account = DealAccount.of(DealSamples.TERMS, town.chain.proven(), DealSamples.TERMS.epochs());
        assertEquals(account.state(), town.chain.state());
        assertEquals(account.state() == DealState.DEFAULTED, town.placement.needsRepair());
    }

    @Property(tries = TRIES)
    void a_client_that_vanishes_costs_the_provider_nothing(@ForAll Random random) {
        DealTown town = new DealTown(random, 0);
        town.clientVanishesOnceOpened = true;
        town.play();
        assertEquals(DealState.COMPLETED, town.chain.state());
        assertInstanceOf(Hosting.Ended.class, town.hosting);
    }
}
