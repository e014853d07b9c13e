package org.pluspeer.node.p2p;

import java.time.Duration;

/**
 * What one peer may cost. Each number is for one link unless it says otherwise.
 *
 * @param connect to open a connection, and again to finish the TLS handshake
 * @param hello to greet once the handshake is done
 * @param pingAfter this long without a whole frame a ping is sent
 * @param silence this long without a whole frame it is cut
 * @param stall a frame that can't be sent for this long means that the other side doesn't read: it is cut
 * @param outboundBytes encoded and not yet handed to the system
 * @param ownRequests that wait for a reply at once; more wait for their turn
 * @param theirRequests being answered at once; more are refused as BUSY
 * @param messagesPerSecond that nobody asked for; above it reading pauses
 * @param burst of them after a quiet time
 * @param neighbours that listings are pushed to, in the whole node
 * @param links open at once, in the whole node
 * @param linksOfRange of them with callers from one range of public addresses
 * @param greeting connections that have not greeted yet, in the whole node
 */
public record LinkLimits(
        Duration connect,
        Duration hello,
        Duration pingAfter,
        Duration silence,
        Duration stall,
        int outboundBytes,
        int ownRequests,
        int theirRequests,
        int messagesPerSecond,
        int burst,
        int neighbours,
        int links,
        int linksOfRange,
        int greeting) {
    public static final LinkLimits DEFAULT = new LinkLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Duration.ofSeconds(30),
            8 << 20,
            64,
            128,
            5_000,
            10_000,
            20,
            64,
            8,
            32);

    /** The same with so many links and neighbours. */
    public LinkLimits withLinks(int most, int mostOfRange, int mostNeighbours) {
        return new LinkLimits(
                connect,
                hello,
                pingAfter,
                silence,
                stall,
                outboundBytes,
                ownRequests,
                theirRequests,
                messagesPerSecond,
                burst,
                mostNeighbours,
                most,
                mostOfRange,
                greeting);
    }

    /** @throws IllegalArgumentException if a number leaves no room to work */
    public LinkLimits {
        boolean works = outboundBytes >= 1 << 20
                && ownRequests >= 1
                && theirRequests >= 1
                && messagesPerSecond >= 1
                && burst >= 1
                && neighbours >= 1
                && links >= neighbours
                && linksOfRange >= 1
                && greeting >= 1
                && silence.compareTo(pingAfter) > 0;
        if (!works) {
            throw new IllegalArgumentException("limits that leave no room to work");
        }
    }
}
