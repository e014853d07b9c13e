package org.pluspeer.node;

import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.path.RelayLimits;

/**
 * How a node takes part in the network, and what that may cost its owner.
 *
 * @param mapping asks the router to forward the port where peers dial in
 * @param lan tells the machines in the same network that it is here, and looks for theirs
 * @param links open at once
 * @param linksOfRange of them with one range of public addresses: an IPv4 /24 or an IPv6 /48
 * @param neighbours that listings are exchanged with at once
 * @param upload content to others, in bytes a second; 0 for as fast as it goes
 * @param download likewise from others
 * @param relay passed on for peers that can't be dialled, in bytes a second in all; 0 for nothing
 * @param tlsPort where links are taken by TLS as well, for peers whose networks let nothing else out; 0 for nowhere
 * @param listings of others kept, on the disk and by name in memory
 * @param listingSpace bytes that they may take up
 * @param seedSpace bytes that what is seeded for others may take up
 * @param bandwidth what it may cost and bring
 */
public record NetworkSettings(
        boolean mapping,
        boolean lan,
        int links,
        int linksOfRange,
        int neighbours,
        long upload,
        long download,
        long relay,
        int tlsPort,
        int listings,
        long listingSpace,
        long seedSpace,
        BandwidthSettings bandwidth) {
    public static final NetworkSettings USUAL = new NetworkSettings(
            true,
            true,
            64,
            8,
            20,
            0,
            0,
            8_000_000,
            0,
            250_000,
            2_000_000_000L,
            100_000_000_000L,
            BandwidthSettings.USUAL);

    private static final int MOST_LINKS = 10_000;
    private static final int MOST_LISTINGS = 10_000_000;

    /** Slower than this no request would end in time. */
    private static final long SLOWEST = 16 << 10;

    private static final long LEAST_SPACE = 10_000_000;

    /** @throws ProblemException BAD_REQUEST with what each may be */
    public NetworkSettings {
        within("--max-links", links, 1, MOST_LINKS);
        within("--max-links-of-range", linksOfRange, 1, MOST_LINKS);
        within("--max-neighbours", neighbours, 1, links);
        within("--max-listings", listings, 1000, MOST_LISTINGS);
        enough("--listing-space", listingSpace);
        enough("--seed-space", seedSpace);
        fastEnough("--upload", upload);
        fastEnough("--download", download);
        fastEnough("--relay", relay);
        within("--tls-port", tlsPort, 0, 0xffff);
    }

    /** What is passed on for others; null for nothing. One gets up to a quarter of it. */
    public @Nullable RelayLimits relayLimits() {
        if (relay == 0) {
            return null;
        }
        int total = (int) Math.min(relay, Integer.MAX_VALUE);
        return new RelayLimits(
                RelayLimits.DEFAULT.clients(), RelayLimits.DEFAULT.group(), Math.max(1, total / 4), total);
    }

    private static void within(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, option + " takes a number from " + least + " to " + most);
        }
    }

    private static void enough(String option, long bytes) {
        if (bytes < LEAST_SPACE) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, option + " takes at least 10M bytes");
        }
    }

    private static void fastEnough(String option, long rate) {
        if (rate != 0 && rate < SLOWEST) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, option + " takes at least 16k bytes a second, or 'unlimited'");
        }
    }
}
