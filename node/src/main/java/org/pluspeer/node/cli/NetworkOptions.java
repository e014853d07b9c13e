package org.pluspeer.node.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pluspeer.node.BandwidthSettings;
import org.pluspeer.node.NetworkSettings;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import picocli.CommandLine.Option;

/** The options of {@code up} that are about other peers. */
final class NetworkOptions {
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9})([kMG]?)");

    @Option(
            names = "--port-mapping",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "ask the router to let peers dial in (PCP, NAT-PMP, UPnP; default on)")
    private String mapping;

    @Option(
            names = "--lan-discovery",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "find peers in the same local network and be found by them (default on)")
    private String lan;

    @Option(
            names = "--max-links",
            paramLabel = "N",
            defaultValue = "64",
            description = "links with peers at once (default 64)")
    private int links;

    @Option(
            names = "--max-links-of-range",
            paramLabel = "N",
            defaultValue = "8",
            description = "of them with one range of public addresses (default 8)")
    private int linksOfRange;

    @Option(
            names = "--max-neighbours",
            paramLabel = "N",
            defaultValue = "20",
            description = "peers that listings are exchanged with (default 20)")
    private int neighbours;

    @Option(
            names = "--upload",
            paramLabel = "RATE",
            defaultValue = "unlimited",
            description = "content to others, in bytes a second, such as 500k or 5M (default unlimited)")
    private String upload;

    @Option(
            names = "--download",
            paramLabel = "RATE",
            defaultValue = "unlimited",
            description = "content from others, likewise")
    private String download;

    @Option(
            names = "--relay",
            paramLabel = "RATE",
            defaultValue = "8M",
            description = "passed on for peers that can't be dialled, in bytes a second in all, or off (default 8M)")
    private String relay;

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "take links by TLS on this port too, such as 443, for peers whose networks let nothing else out"
                            + " (default 0: no)")
    private int tlsPort;

    @Option(
            names = "--max-listings",
            paramLabel = "N",
            defaultValue = "250000",
            description = "listings of others kept on this disk (default 250000)")
    private int listings;

    @Option(
            names = "--listing-space",
            paramLabel = "BYTES",
            defaultValue = "2G",
            description = "room that listings of others may take up, such as 500M (default 2G)")
    private String listingSpace;

    @Option(
            names = "--seed-space",
            paramLabel = "BYTES",
            defaultValue = "100G",
            description = "room for what you seed for others (default 100G)")
    private String seedSpace;

    @Option(
            names = "--free-hourly",
            paramLabel = "BYTES",
            defaultValue = "64M",
            description =
                    "what each range of addresses gets for nothing in an hour of what you seed for pay (default 64M)")
    private String freeHourly;

    @Option(
            names = "--transfer-percent",
            paramLabel = "N",
            defaultValue = "5",
            description = "of a listing's price that fetching it from peers may cost, unless you say so with buy"
                    + " --transfer-max (default 5)")
    private int transferPercent;

    NetworkSettings settings() {
        return new NetworkSettings(
                on("--port-mapping", mapping),
                on("--lan-discovery", lan),
                links,
                linksOfRange,
                Math.min(neighbours, links),
                rate("--upload", upload),
                rate("--download", download),
                relay.strip().equals("off") ? 0 : rate("--relay", relay),
                tlsPort,
                listings,
                space("--listing-space", listingSpace),
                space("--seed-space", seedSpace),
                new BandwidthSettings(space("--free-hourly", freeHourly), transferPercent));
    }

    private static boolean on(String option, String text) {
        return switch (text.strip()) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new ProblemException(Problem.Code.BAD_REQUEST, option + " takes on or off");
        };
    }

    /** Bytes; decimal units. */
    private static long space(String option, String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, option + " takes bytes, such as 500M or 2G");
        }
        return bytes(matcher);
    }

    /** Bytes a second; decimal units; 0 for unlimited. */
    static long rate(String option, String text) {
        if (text.strip().equals("unlimited")) {
            return 0;
        }
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, option + " takes bytes a second, such as 500k or 5M, or 'unlimited'");
        }
        return bytes(matcher);
    }

    private static long bytes(Matcher matcher) {
        long unit =
                switch (matcher.group(2)) {
                    case "k" -> 1_000;
                    case "M" -> 1_000_000;
                    case "G" -> 1_000_000_000;
                    default -> 1;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
