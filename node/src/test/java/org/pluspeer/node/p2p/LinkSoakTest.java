package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small soak; {@code ./peer bench network --soak 10000} is the large one. */
@Timeout(300)
class LinkSoakTest {
    private static final int TIMES = 300;

    /** A connection holds more than 7 KiB of heap at each end: were they kept, this would not do. */
    private static final long MOST_HEAP = 2 << 20;

    @ParameterizedTest
    @EnumSource(Carriers.class)
    void comingAndGoingLeavesNothingBehind(Carriers carriers) throws Exception {
        LinkSoak.Result result = LinkSoak.run(carriers, TIMES, TIMES / 3);
        long opened = result.after().descriptors() - result.before().descriptors();
        long grew = result.after().heap() - result.before().heap();
        assertTrue(opened <= 2, opened + " more descriptors are open");
        assertTrue(grew <= MOST_HEAP, "the heap grew by " + grew + " bytes");
    }
}
