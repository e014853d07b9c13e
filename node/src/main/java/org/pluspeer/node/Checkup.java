package org.pluspeer.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.http.DoctorView;
import org.pluspeer.node.http.DoctorView.Finding;
import org.pluspeer.node.http.Views;
import org.pluspeer.node.p2p.Tally;
import org.pluspeer.node.p2p.reach.Mapped;
import org.pluspeer.node.p2p.reach.ReachState;
import org.pluspeer.node.p2p.reach.Reached;

/**
 * Looks at what a node needs to work, and says each in one sentence.
 *
 * @param places where it listens
 */
record Checkup(
        DataDirectory directory,
        Supplier<Views.Chain> chain,
        NetworkStage network,
        Places places,
        InstantSource clock) {
    private static final long LITTLE = 2_000_000_000L;
    private static final long TOO_LITTLE = 200_000_000L;
    private static final long CLOCK_SLACK = 60;
    private static final long STANDS_STILL = 1800;

    /** Where the page and the links are. */
    record Places(String http, String p2p) {}

    DoctorView look() {
        ReachState reach = network.reach().state().orElse(unknown("it does not listen yet"));
        Views.Chain now = chain.get();
        return DoctorView.of(
                List.of(
                        chain(now),
                        clock(now, clock.instant().getEpochSecond()),
                        disk(free(directory.root())),
                        Finding.ok(
                                "ports",
                                "The page is at " + places.http() + "; peers dial in at " + places.p2p()
                                        + ", by UDP and TCP."),
                        reach(reach),
                        peers(network.network().peers().size()),
                        refused(network.network().tally().all())),
                DoctorView.Reach.of(reach),
                network.network().tally().all().stream()
                        .map(each -> new DoctorView.Refused(each.kind(), each.code(), each.count()))
                        .toList());
    }

    /** Turning away is what the limits are for: it is told, and is no trouble by itself. */
    static Finding refused(List<Tally.Counted> all) {
        Map<String, Long> kinds = all.stream()
                .collect(Collectors.groupingBy(
                        Tally.Counted::kind, TreeMap::new, Collectors.summingLong(Tally.Counted::count)));
        return Finding.ok(
                "refused",
                kinds.isEmpty()
                        ? "Nothing was turned away since the start."
                        : "Turned away or let go since the start: "
                                + kinds.entrySet().stream()
                                        .map(each -> each.getKey() + " " + each.getValue())
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    static ReachState unknown(String why) {
        return new ReachState(
                Reached.UNKNOWN,
                why,
                null,
                List.of(),
                null,
                null,
                0,
                Mapped.none(Mapped.State.OFF, "the router is not asked for the port"));
    }

    static Finding chain(Views.Chain chain) {
        if (!chain.connected()) {
            String trouble = chain.trouble();
            return Finding.failed(
                    "chain",
                    chain.name() + " can't be followed" + (trouble == null ? "." : ": " + trouble + "."),
                    "Look if its address (--rpc) is right and answers; nothing is paid until it does.");
        }
        if (chain.trouble() != null) {
            return Finding.attention(
                    "chain", chain.name() + " is followed, but: " + chain.trouble() + ".", "See ./peer status.");
        }
        return Finding.ok("chain", chain.name() + " (" + chain.id() + ") is followed, block " + chain.head() + ".");
    }

    /** The blocks of a play chain are dated by this machine, so they say nothing of its clock. */
    static Finding clock(Views.Chain chain, long now) {
        if (chain.playMoney() || chain.headTime() == 0) {
            return Finding.ok("clock", "Nothing here depends on its being right to the minute.");
        }
        long ahead = chain.headTime() - now;
        if (ahead > CLOCK_SLACK) {
            return Finding.failed(
                    "clock",
                    "This machine's clock is at least " + ahead + " seconds behind the chain's.",
                    "Set it, best by the network (NTP): offers and listings are judged by it.");
        }
        if (-ahead > STANDS_STILL) {
            return Finding.attention(
                    "clock",
                    "The newest block is " + -ahead / 60
                            + " minutes old: the chain stands still, or this machine's clock" + " is ahead.",
                    "Compare the clock with another one.");
        }
        return Finding.ok("clock", "It agrees with the chain's.");
    }

    /** @param free bytes; null where the system doesn't tell */
    static Finding disk(@Nullable Long free) {
        if (free == null) {
            return Finding.attention("disk", "How much room is left on it can't be seen.", null);
        }
        String room = Output.bytes(free) + " are free where the node keeps its data";
        if (free < TOO_LITTLE) {
            return Finding.failed("disk", room + ": too little.", "Make room; until then purchases are refused.");
        }
        return free < LITTLE
                ? Finding.attention("disk", room + ".", "Make room before you buy or sell large files.")
                : Finding.ok("disk", room + ".");
    }

    static Finding reach(ReachState reach) {
        String sentence =
                switch (reach.reached()) {
                            case DIRECT -> "Peers can dial this node: ";
                            case MAPPED -> "Peers can dial this node through the router: ";
                            case RELAYED -> "Peers come to this node by a relay: ";
                            case UNREACHABLE -> "Peers can't dial this node: ";
                            case UNKNOWN -> "Whether peers can dial this node is not known: ";
                        }
                        + reach.why() + ".";
        return switch (reach.reached()) {
            case DIRECT, MAPPED ->
                reach.advice() == null
                        ? Finding.ok("reach", sentence)
                        : Finding.attention("reach", sentence, reach.advice());
            case RELAYED, UNREACHABLE -> Finding.attention("reach", sentence, reach.advice());
            case UNKNOWN -> new Finding("reach", Finding.ok("", "").health(), sentence, reach.advice());
        };
    }

    static Finding peers(int linked) {
        return linked == 0
                ? Finding.attention(
                        "peers",
                        "This node is linked with nobody.",
                        "Name a peer with --bootstrap HOST:PORT; one is enough, the others are found.")
                : Finding.ok("peers", "Linked with " + linked + (linked == 1 ? " peer." : " peers."));
    }

    /** Bytes where a directory is or would be; null where the system doesn't tell. */
    static @Nullable Long free(Path directory) {
        try {
            Path there = directory;
            while (there.getParent() != null && !Files.isDirectory(there)) {
                there = there.getParent();
            }
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return null;
        }
    }
}
