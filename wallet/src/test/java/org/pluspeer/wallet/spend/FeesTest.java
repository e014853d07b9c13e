package org.pluspeer.wallet.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MoneyException;

class FeesTest {
    private static final Amount ONE = Amount.of(1);

    private static Fees fees(long priority, long max) {
        return new Fees(Amount.of(priority), Amount.of(max));
    }

    private static Fees.History history(long base, long... middles) {
        return new Fees.History(
                Amount.of(base),
                java.util.Arrays.stream(middles)
                        .mapToObj(middle -> List.of(Amount.of(middle / 2), Amount.of(middle), Amount.of(middle * 2)))
                        .toList());
    }

    @Test
    void each_pace_takes_its_percentile_and_room_for_the_base_fee() {
        Fees.History history = history(100, 10, 12, 14);
        assertEquals(fees(6, 131), Fees.suggest(history, Fees.Pace.SLOW, ONE));
        assertEquals(fees(12, 212), Fees.suggest(history, Fees.Pace.NORMAL, ONE));
        assertEquals(fees(24, 424), Fees.suggest(history, Fees.Pace.FAST, ONE));
    }

    @Test
    void empty_blocks_leave_the_least_priority() {
        assertEquals(fees(3, 203), Fees.suggest(history(100), Fees.Pace.NORMAL, Amount.of(3)));
        assertEquals(fees(3, 203), Fees.suggest(history(100, 0, 0), Fees.Pace.NORMAL, Amount.of(3)));
        assertEquals(fees(1, 1), Fees.suggest(history(0), Fees.Pace.FAST, ONE));
    }

    @Test
    void a_replacement_is_a_tenth_dearer_rounded_up() {
        assertEquals(Optional.of(fees(11, 112)), fees(10, 101).replacement(fees(1, 1), Amount.of(1000)));
        assertEquals(Optional.of(fees(1, 2)), fees(0, 1).replacement(fees(0, 0), Amount.of(1000)));
    }

    @Test
    void a_replacement_follows_the_market_up_to_the_ceiling() {
        assertEquals(Optional.of(fees(50, 500)), fees(10, 100).replacement(fees(50, 500), Amount.of(1000)));
        assertEquals(Optional.of(fees(50, 120)), fees(10, 100).replacement(fees(50, 500), Amount.of(120)));
        assertEquals(Optional.empty(), fees(10, 100).replacement(fees(50, 500), Amount.of(109)));
        assertEquals(Optional.of(fees(11, 110)), fees(10, 100).replacement(fees(11, 500), Amount.of(110)));
    }

    @Provide
    Arbitrary<Fees> anyFees() {
        return net.jqwik.api.Arbitraries.longs().between(0, 1_000_000).flatMap(max -> net.jqwik.api.Arbitraries.longs()
                .between(0, max)
                .map(tip -> fees(tip, max)));
    }

    @Property
    void pools_take_every_replacement(
            @ForAll("anyFees") Fees old, @ForAll("anyFees") Fees now, @ForAll("anyFees") Fees limits) {
        Amount ceiling = limits.maxFee();
        Optional<Fees> replacement = old.replacement(now, ceiling);
        if (replacement.isPresent()) {
            Fees fees = replacement.get();
            assertFalse(fees.maxFee().isMoreThan(ceiling));
            assertTrue(isBumped(old.maxFee(), fees.maxFee()));
            assertTrue(isBumped(old.priorityFee(), fees.priorityFee()));
        } else {
            assertFalse(isBumped(old.maxFee(), ceiling), "there was room");
        }
    }

    /** As geth asks: old * 110 / 100 or more, and more than before. */
    private static boolean isBumped(Amount before, Amount after) {
        return after.isMoreThan(before) && !after.times(100).isLessThan(before.times(110));
    }

    @Test
    void gas_costs_base_and_priority_and_never_more_than_the_maximum() {
        assertEquals(Amount.of(60), fees(10, 100).effective(Amount.of(50)));
        assertEquals(Amount.of(100), fees(10, 100).effective(Amount.of(95)));
    }

    @Test
    void fees_that_no_chain_takes_are_refused() {
        assertThrows(MoneyException.class, () -> fees(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Fees.History(ONE, List.of(List.of(ONE, ONE))));
    }
}
