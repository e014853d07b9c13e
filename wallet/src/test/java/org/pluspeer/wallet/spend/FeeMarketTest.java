package org.pluspeer.wallet.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

class FeeMarketTest {
    private static final Amount ONE = Amount.of(1);

    private static FeeMarket.Block block(long base, long reward) {
        return new FeeMarket.Block(
                Amount.of(base), List.of(Amount.of(reward), Amount.of(reward * 2), Amount.of(reward * 4)), false);
    }

    private static FeeMarket.Block empty(long base) {
        return new FeeMarket.Block(Amount.of(base), List.of(Amount.ZERO, Amount.ZERO, Amount.ZERO), true);
    }

    private static FeeMarket market(long base, List<FeeMarket.Block> blocks) {
        return new FeeMarket(Amount.of(base), ONE, blocks, 12_000);
    }

    private static Fees fees(long priority, long max) {
        return new Fees(Amount.of(priority), Amount.of(max));
    }

    @Test
    void what_every_block_would_have_taken_waits_for_one() {
        FeeMarket market = market(100, List.of(block(90, 5), block(110, 5), block(100, 5)));
        assertEquals(OptionalLong.of(12), market.seconds(fees(5, 200)));
    }

    @Test
    void what_one_in_three_would_have_taken_waits_for_three() {
        FeeMarket market = market(100, List.of(block(90, 5), block(150, 5), block(100, 9)));
        assertEquals(OptionalLong.of(36), market.seconds(fees(5, 120)));
    }

    @Test
    void what_no_block_would_have_taken_has_no_time() {
        assertEquals(OptionalLong.empty(), market(100, List.of(block(90, 5))).seconds(fees(4, 200)));
        assertEquals(OptionalLong.empty(), market(100, List.of(block(90, 5))).seconds(fees(5, 89)));
    }

    @Test
    void a_tip_counts_only_as_far_as_the_maximum_leaves_room_for_it() {
        assertEquals(OptionalLong.empty(), market(100, List.of(block(98, 5))).seconds(fees(5, 102)));
        assertEquals(OptionalLong.of(12), market(100, List.of(block(97, 5))).seconds(fees(5, 102)));
    }

    @Test
    void an_empty_block_takes_anything_and_sets_no_price() {
        FeeMarket market = market(100, List.of(empty(100), block(100, 8)));
        assertEquals(fees(16, 216), market.fees(Fees.Pace.NORMAL));
        assertEquals(OptionalLong.of(24), market.seconds(fees(1, 200)));
    }

    @Test
    void nothing_measured_is_nothing_said() {
        assertEquals(OptionalLong.empty(), market(100, List.of()).seconds(fees(5, 200)));
        assertEquals(
                OptionalLong.empty(), new FeeMarket(Amount.of(1), ONE, List.of(block(1, 1)), 0).seconds(fees(5, 200)));
        assertEquals(fees(1, 201), market(100, List.of()).fees(Fees.Pace.NORMAL));
    }

    @Test
    void a_fast_chain_is_never_said_to_take_no_time() {
        FeeMarket market = new FeeMarket(Amount.of(1), ONE, List.of(block(1, 1)), 250);
        assertEquals(OptionalLong.of(1), market.seconds(fees(5, 200)));
    }

    @Test
    void a_block_has_three_rewards() {
        List<Amount> two = List.of(ONE, ONE);
        assertThrows(IllegalArgumentException.class, () -> new FeeMarket.Block(ONE, two, false));
    }

    /** Who pays more waits no longer. */
    @Property
    void a_faster_pace_costs_no_less_and_waits_no_longer(
            @ForAll @LongRange(max = 1_000_000_000_000L) long base,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 1_000_000_000_000L) Long> bases,
            @ForAll @LongRange(max = 1_000_000_000L) long reward) {
        FeeMarket market = market(
                base,
                LongStream.range(0, bases.size())
                        .mapToObj(i -> block(bases.get((int) i), reward + i))
                        .toList());
        Fees before = market.fees(Fees.Pace.SLOW);
        for (Fees.Pace pace : List.of(Fees.Pace.NORMAL, Fees.Pace.FAST)) {
            Fees now = market.fees(pace);
            assertFalse(now.maxFee().isLessThan(before.maxFee()));
            assertFalse(now.priorityFee().isLessThan(before.priorityFee()));
            if (market.seconds(before).isPresent()) {
                assertTrue(market.seconds(now).orElseThrow()
                        <= market.seconds(before).getAsLong());
            }
            before = now;
        }
    }
}
