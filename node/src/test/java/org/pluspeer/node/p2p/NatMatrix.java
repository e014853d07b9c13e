package org.pluspeer.node.p2p;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Peers behind every kind of router meet every other, as real processes in network namespaces. Where the bytes go is
 * read off counters at the routers, never off what the peers say. Run by {@code ./peer verify --nat}.
 */
final class NatMatrix implements AutoCloseable {
    private static final int BLOCK = 256 << 10;
    private static final int ROUND = 6;
    private static final String PORT = "7338";
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** A punch succeeds in one second or not at all; a pair that is to be relayed is watched for longer than that. */
    private static final Duration PUNCHING = Duration.ofSeconds(4);

    private final Path directory;
    private final NatNet net = new NatNet();
    private final List<NatProcess> processes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final NatProcess relay;

    private NatMatrix(Path directory) throws IOException {
        this.directory = directory;
        this.relay = process(directory, net.edge("relay", NatNet.Kind.PUBLIC, 1), "443", "on", null);
        processes.add(relay);
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("peer-nat");
        List<String> failures;
        try (NatMatrix matrix = new NatMatrix(directory)) {
            matrix.play();
            failures = matrix.failures;
        }
        if (!failures.isEmpty()) {
            failures.forEach(failure -> System.out.println("FAILED  " + failure));
            System.out.println("The peers' logs are in " + directory);
            System.exit(1);
        }
        System.out.println("All paths are as expected.");
        System.exit(0);
    }

    private void play() throws IOException {
        List<NatNet.Kind> kinds = new ArrayList<>(
                List.of(NatNet.Kind.PUBLIC, NatNet.Kind.CONE, NatNet.Kind.SYMMETRIC, NatNet.Kind.MAPPED));
        Map<NatNet.Kind, NatNet.Edge> left = new EnumMap<>(NatNet.Kind.class);
        Map<NatNet.Kind, NatNet.Edge> right = new EnumMap<>(NatNet.Kind.class);
        for (NatNet.Kind kind : kinds) {
            left.put(kind, net.edge("a" + kind.name().toLowerCase(java.util.Locale.ROOT), kind, 10 + kind.ordinal()));
            right.put(kind, net.edge("b" + kind.name().toLowerCase(java.util.Locale.ROOT), kind, 20 + kind.ordinal()));
        }
        NatNet.Edge walled = net.edge("walled", NatNet.Kind.TLS_ONLY, 30);
        NatNet.Edge housemate = net.housemate(Objects.requireNonNull(right.get(NatNet.Kind.CONE)), "housemate");
        NatNet.Edge mapped = Objects.requireNonNull(right.get(NatNet.Kind.MAPPED));
        NatNet.Edge turned = net.housemate(mapped, "turned");
        net.hairpin(mapped, PORT);
        NatNet.Edge twice = net.edge("twice", NatNet.Kind.DOUBLE, 31);
        NatNet.Edge six = net.edge("six", NatNet.Kind.PUBLIC6, 32);
        NatNet.Edge home6 = net.edge("home6", NatNet.Kind.HOME6, 33);
        net.count();
        relay.node();
        String meets = relay.edge.address() + ":" + PORT;
        Map<NatNet.Kind, NatProcess> as = start(left);
        Map<NatNet.Kind, NatProcess> bs = start(right);
        NatProcess locked = start(walled, "0", "off", relay.edge.address() + ":443");
        pairs(as, bs);
        oneHome("two behind one router", start(housemate, "0", "off", meets), of(bs, NatNet.Kind.CONE), "relayed");
        oneHome(
                "the same, and it turns around",
                start(turned, "0", "off", meets),
                of(bs, NatNet.Kind.MAPPED),
                "direct");
        doubleRouter(start(twice, "0", "off", meets), of(as, NatNet.Kind.CONE));
        bySix(start(six, "0", "off", null), home6);
        udpBlocked(locked, of(bs, NatNet.Kind.CONE));
        cutAndMended(of(as, NatNet.Kind.CONE), of(bs, NatNet.Kind.CONE));
        readdressed(of(as, NatNet.Kind.CONE), of(bs, NatNet.Kind.PUBLIC));
    }

    private Map<NatNet.Kind, NatProcess> start(Map<NatNet.Kind, NatNet.Edge> edges) throws IOException {
        Map<NatNet.Kind, NatProcess> all = new EnumMap<>(NatNet.Kind.class);
        for (Map.Entry<NatNet.Kind, NatNet.Edge> each : edges.entrySet()) {
            all.put(each.getKey(), start(each.getValue(), "0", "off", relay.edge.address() + ":" + PORT));
        }
        return all;
    }

    private NatProcess start(NatNet.Edge edge, String tls, String relays, @Nullable String to) throws IOException {
        NatProcess process = process(directory, edge, tls, relays, to);
        processes.add(process);
        return process;
    }

    private static NatProcess process(Path directory, NatNet.Edge edge, String tls, String relays, @Nullable String to)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(edge.number()),
                (edge.kind().isSix() ? "[::]:" : "0.0.0.0:") + PORT,
                tls,
                relays,
                directory.resolve(edge.name()).toString()));
        if (to != null) {
            arguments.add(to);
        }
        return new NatProcess(edge, directory, arguments);
    }

    private static NatProcess of(Map<NatNet.Kind, NatProcess> all, NatNet.Kind kind) {
        return Objects.requireNonNull(all.get(kind));
    }

    private void pairs(Map<NatNet.Kind, NatProcess> as, Map<NatNet.Kind, NatProcess> bs) throws IOException {
        System.out.printf("%-10s %-10s %-9s %-9s %s%n", "DIALS", "IS DIALLED", "EXPECTED", "FOUND", "");
        List<CompletableFuture<String>> reached = new ArrayList<>();
        for (NatProcess b : bs.values()) {
            b.node();
            until(
                    b.edge.name() + " is found by its account",
                    () -> of(as, NatNet.Kind.PUBLIC).ask("reach " + b.account()).startsWith("OK"));
        }
        as.values().forEach(a -> bs.values().forEach(b -> reached.add(a.begin("reach " + b.account()))));
        reached.forEach(CompletableFuture::join);
        for (NatProcess a : as.values()) {
            for (NatProcess b : bs.values()) {
                // Who came a moment ago may not know the keeper of a record yet.
                until(a.edge.name() + " reaches " + b.edge.name(), () -> a.ask("reach " + b.account())
                        .startsWith("OK"));
            }
        }
        LockSupport.parkNanos(PUNCHING.toNanos());
        for (Map.Entry<NatNet.Kind, NatProcess> a : as.entrySet()) {
            for (Map.Entry<NatNet.Kind, NatProcess> b : bs.entrySet()) {
                boolean direct = isPunched(a.getKey(), b.getKey());
                String label = "%-10s %-10s %-9s".formatted(a.getKey(), b.getKey(), direct ? "direct" : "relayed");
                String found = direct ? untilDirect(a.getValue(), b.getValue()) : round(a.getValue(), b.getValue());
                System.out.println(label + " " + found);
                if (!found.startsWith(direct ? "direct" : "relayed")) {
                    failures.add(label + " but " + found);
                }
            }
        }
    }

    /** One that can be called meets everybody; two that can't meet if both keep their ports. */
    private static boolean isPunched(NatNet.Kind a, NatNet.Kind b) {
        boolean called = a == NatNet.Kind.PUBLIC || b == NatNet.Kind.PUBLIC;
        boolean mapped = a == NatNet.Kind.MAPPED || b == NatNet.Kind.MAPPED;
        return called || mapped || (a == NatNet.Kind.CONE && b == NatNet.Kind.CONE);
    }

    private String untilDirect(NatProcess a, NatProcess b) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String found = "";
        while (!found.startsWith("direct") && System.nanoTime() < deadline) {
            found = round(a, b);
        }
        return found;
    }

    /** Fetches some blocks of b's, and says by which way b's border has let them out. */
    private String round(NatProcess a, NatProcess b) throws IOException {
        long directBefore = net.sent(b.edge, a.edge.name());
        long relayBefore = net.sent(b.edge, relay.edge.name());
        String fetched = a.ask("fetch " + b.node() + " 0 " + ROUND);
        long direct = net.sent(b.edge, a.edge.name()) - directBefore;
        long relayed = net.sent(b.edge, relay.edge.name()) - relayBefore;
        String way = direct >= (long) ROUND * BLOCK && relayed < BLOCK
                ? "direct"
                : relayed >= (long) ROUND * BLOCK && direct < BLOCK ? "relayed" : "unclear";
        return "%-9s %d kB directly, %d kB to the relay; %s".formatted(way, direct >> 10, relayed >> 10, fetched);
    }

    /** In networks of one home that don't see each other: by the router's outside if it turns around, else by a relay. */
    private void oneHome(String row, NatProcess one, NatProcess other, String expected) throws IOException {
        other.node();
        until("housemates meet", () -> one.ask("reach " + other.account()).startsWith("OK"));
        String found = expected.equals("direct") ? untilDirect(one, other) : round(one, other);
        report(row, found.startsWith(expected), found);
    }

    /** A router behind a router keeps the port if both do, so it is met like a single one. */
    private void doubleRouter(NatProcess twice, NatProcess cone) throws IOException {
        until("who is behind two routers meets a cone", () -> cone.ask("reach " + twice.account())
                .startsWith("OK"));
        String found = untilDirect(cone, twice);
        report("behind two routers, and a cone", found.startsWith("direct"), found);
    }

    /** No relay has an IPv6 address here: the home calls, and then both ways are direct. */
    private void bySix(NatProcess six, NatNet.Edge home) throws IOException {
        six.node();
        NatProcess caller = start(home, "0", "off", "[" + six.edge.address() + "]:" + PORT);
        until("the home is known by IPv6", () -> six.ask("reach " + caller.account())
                .startsWith("OK"));
        String there = round(six, caller);
        String back = round(caller, six);
        report(
                "by IPv6, a home and a machine without a router",
                there.startsWith("direct") && back.startsWith("direct"),
                there + " / " + back);
    }

    private void udpBlocked(NatProcess walled, NatProcess other) throws IOException {
        until("the walled peer is found", () -> other.ask("reach " + walled.account())
                .startsWith("OK"));
        long before = net.sent(walled.edge, relay.edge.name());
        String fetched = other.ask("fetch " + walled.node() + " 0 " + ROUND);
        long relayed = net.sent(walled.edge, relay.edge.name()) - before;
        long udp = net.sent(walled.edge, "udp");
        boolean held = fetched.startsWith("OK") && relayed >= (long) ROUND * BLOCK && udp == 0;
        report(
                "UDP blocked, only TCP 443 let out",
                held,
                "%d kB to the relay by TLS, %d bytes by UDP; %s".formatted(relayed >> 10, udp, fetched));
    }

    private void cutAndMended(NatProcess a, NatProcess b) throws IOException {
        CompletableFuture<String> transfer = a.begin("pull " + b.node());
        untilMore("the transfer runs directly", transfer, b, a.edge.name());
        net.cut(a.edge, b.edge);
        untilMore("the transfer runs through the relay", transfer, b, relay.edge.name());
        net.mend();
        untilMore("the transfer runs directly again", transfer, b, a.edge.name());
        String ended = a.ask("stop") + " " + transfer.join();
        report("direct way cut and mended under a transfer", ended.contains("OK"), ended);
    }

    private void readdressed(NatProcess a, NatProcess b) throws IOException {
        CompletableFuture<String> transfer = a.begin("pull " + b.node());
        untilMore("the transfer runs", transfer, b, a.edge.name());
        net.readdress(a.edge);
        untilMore("the transfer goes on", transfer, b, a.edge.name());
        String ended = a.ask("stop") + " " + transfer.join();
        report("a home gets another address under a transfer", ended.contains("OK"), ended);
    }

    /** A megabyte more than now has left an edge for another, while a transfer runs. */
    private void untilMore(String what, CompletableFuture<String> transfer, NatProcess from, String to)
            throws IOException {
        long before = net.sent(from.edge, to);
        until(what, () -> {
            if (transfer.isDone()) {
                throw new IllegalStateException("the transfer has ended: " + transfer.join());
            }
            try {
                return net.sent(from.edge, to) - before > 1 << 20;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private void report(String row, boolean held, String how) {
        System.out.println(row + ": " + how);
        if (!held) {
            failures.add(row + ": " + how);
        }
    }

    static void until(String what, java.util.function.BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("it never came about that " + what);
            }
            LockSupport.parkNanos(100_000_000L);
        }
    }

    @Override
    public void close() throws IOException {
        processes.forEach(NatProcess::close);
        net.close();
    }
}
