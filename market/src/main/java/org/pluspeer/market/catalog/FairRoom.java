package org.pluspeer.market.catalog;

import java.util.Arrays;
import java.util.Collection;

/** Shares room among sellers: who takes little keeps all of it, and those who take more are cut to one level. */
public final class FairRoom {
    private FairRoom() {}

    /**
     * The most that each may take so that together they fit: the largest level for which the sum of {@code min(taken,
     * level)} is at most the room. The largest long if all fits as it is.
     *
     * @param taken bytes of each, from 0
     * @param room bytes, from 0
     */
    public static long level(Collection<Long> taken, long room) {
        long[] rising = taken.stream().mapToLong(Long::longValue).sorted().toArray();
        if (Arrays.stream(rising).sum() <= room) {
            return Long.MAX_VALUE;
        }
        long left = room;
        for (int i = 0; i < rising.length; i++) {
            long each = left / (rising.length - i);
            if (rising[i] > each) {
                return each;
            }
            left -= rising[i];
        }
        throw new IllegalStateException("what does not fit is above some level");
    }
}
