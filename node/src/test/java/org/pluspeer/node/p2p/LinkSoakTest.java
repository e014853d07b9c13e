package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.node.p2p.LinkSoak.Held;

/**
 * A small soak; {@code ./peer bench network --soak 10000} is the large one. What leaks with each connection grows in
 * every round; what a machine or a collector does at its leisure does not, so one round that leaves nothing behind shows
 * that there is no leak, and none is only believed if all rounds grew.
 */
@Timeout(600)
class LinkSoakTest {
    private static final int TIMES = 60;
    private static final int ROUNDS = 8;

    /** A connection holds more than 7 KiB of heap at each end. */
    private static final long LEAK = TIMES * 1024L;

    /** Those of a moment: a dial that is just ending. */
    private static final long SOME = 2;

    @ParameterizedTest
    @EnumSource(Carriers.class)
    void comingAndGoingLeavesNothingBehind(Carriers carriers) throws Exception {
        List<Held> held = LinkSoak.rounds(carriers, 2 * TIMES, TIMES, ROUNDS, LinkSoakTest::isFlat);
        assertTrue(isFlat(held), "it grew in every round: " + held);
    }

    private static boolean isFlat(List<Held> held) {
        return hasFlatRound(held, Held::heap, LEAK) && hasFlatRound(held, Held::descriptors, SOME);
    }

    private static boolean hasFlatRound(List<Held> held, ToLongFunction<Held> what, long most) {
        for (int i = 1; i < held.size(); i++) {
            if (what.applyAsLong(held.get(i)) - what.applyAsLong(held.get(i - 1)) <= most) {
                return true;
            }
        }
        return false;
    }
}
