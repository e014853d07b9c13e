package org.pluspeer.node.p2p;

import java.time.Duration;

/**
 * What listings may cost this node.
 *
 * @param slotsOfSeller listings and tombstones kept of one seller
 * @param slots kept in all
 * @param bytes that others' listings take up, about; the owner's and what the owner bought are kept beyond it
 * @param newPerSecond checked from one neighbour, after a burst; above it the neighbour is told to wait
 * @param newBurst of them
 * @param page standings in one inventory
 * @param inFlight listings on their way to one neighbour without its acknowledgement
 * @param queue listings that wait to be sent to one neighbour; what doesn't fit, reconciling brings
 * @param firstPass after a link came up that the other side dialled
 * @param longestPass between two reconciliations in which there was nothing new
 */
public record ExchangeLimits(
        int slotsOfSeller,
        int slots,
        long bytes,
        int newPerSecond,
        int newBurst,
        int page,
        int inFlight,
        int queue,
        Duration firstPass,
        Duration longestPass) {
    public static final ExchangeLimits DEFAULT = new ExchangeLimits(
            1_000,
            250_000,
            2_000_000_000L,
            1_000,
            10_000,
            1_024,
            16,
            4_096,
            Duration.ofSeconds(30),
            Duration.ofMinutes(16));

    /** The same with so many kept in all, of so many bytes. */
    public ExchangeLimits withRoom(int most, long mostBytes) {
        return new ExchangeLimits(
                slotsOfSeller, most, mostBytes, newPerSecond, newBurst, page, inFlight, queue, firstPass, longestPass);
    }
}
