package org.pluspeer.node.http;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One-time addresses for files, so that a browser can download one without its token in the address. */
public final class DownloadTickets {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final int MOST = 1000;

    private final InstantSource clock;
    private final Supplier<byte[]> entropy;
    private final Map<String, Ticket> tickets = new LinkedHashMap<>();

    /** @param entropy 32 fresh random bytes a call */
    public DownloadTickets(InstantSource clock, Supplier<byte[]> entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    /** A file and the name to offer it under. */
    public record Download(Path file, String name) {}

    private record Ticket(Download download, Instant until) {}

    /** The address, below the node's own, good once and for a minute. */
    public synchronized String issue(Download download) {
        Instant now = clock.instant();
        tickets.values().removeIf(ticket -> ticket.until().isBefore(now));
        if (tickets.size() >= MOST) {
            tickets.remove(tickets.keySet().iterator().next());
        }
        String name = HexFormat.of().formatHex(entropy.get());
        tickets.put(name, new Ticket(download, now.plus(LIFE)));
        return "/download/" + name;
    }

    synchronized Optional<Download> redeem(String name) {
        Ticket ticket = tickets.remove(name);
        return ticket == null || ticket.until().isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(ticket.download());
    }
}
