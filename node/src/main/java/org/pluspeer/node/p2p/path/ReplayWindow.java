package org.pluspeer.node.p2p.path;

/** Which counters of a session were seen, as far back as 1,024 (the window of RFC 6479). */
final class ReplayWindow {
    static final int SIZE = 1024;
    private static final int WORD = Long.SIZE;
    /** One word more than the window, so that a whole one can be cleared as it moves on. */
    private static final int WORDS = SIZE / WORD + 1;

    private final long[] bits = new long[WORDS];
    private long highest;

    /** @return false if it was seen before, is too old to tell, or is no counter */
    boolean accept(long counter) {
        if (counter < 1 || counter + SIZE <= highest) {
            return false;
        }
        if (counter > highest) {
            long words = Math.min(WORDS, counter / WORD - highest / WORD);
            for (long i = 1; i <= words; i++) {
                bits[(int) ((highest / WORD + i) % WORDS)] = 0;
            }
            highest = counter;
        }
        int word = (int) (counter / WORD % WORDS);
        long bit = 1L << (counter % WORD);
        boolean fresh = (bits[word] & bit) == 0;
        bits[word] |= bit;
        return fresh;
    }
}
