package org.pluspeer.market.fetch;

/**
 * How far sources are trusted with what is wanted. Times are nanoseconds.
 *
 * @param window requests on their way at once to one source; at 256 KiB each, 16 keep 25 MB/s busy over 160 ms
 * @param patience the shortest time after which a run is overdue; and only if another source can bring it
 * @param slack so many times as long as the others take a run may take before it is overdue
 * @param misses so many questions in a row without an answer, and a source is gone
 * @param pause after a source was busy, before it is asked again
 * @param look between two questions to a source for what it holds by now
 * @param enough between two runs: as long as cheaper sources together bring one in less, a dearer one is not asked
 */
public record FetchLimits(int window, long patience, int slack, int misses, long pause, long look, long enough) {
    private static final long SECOND = 1_000_000_000L;

    public static final FetchLimits DEFAULT = new FetchLimits(16, 3 * SECOND, 8, 3, SECOND, 10 * SECOND, SECOND / 16);

    public FetchLimits {
        if (window < 1 || patience < 1 || slack < 1 || misses < 1 || pause < 1 || look < 1 || enough < 1) {
            throw new IllegalArgumentException("fetch limits start at one");
        }
    }
}
