package org.pluspeer.node.p2p;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.Main;
import org.pluspeer.node.p2p.reach.LanTrial;

/**
 * What IPv6 has besides addresses for all: a home's router that lets a peer in because the node asked it to, and two in
 * one home that find each other. In network namespaces; run by {@code ./peer verify --nat}.
 */
final class NatSix {
    private static final String PORT = "7338";
    private static final String LISTEN = "[::]:" + PORT;
    private static final int ROUND = 6;
    private static final long BYTES = (long) ROUND * (256 << 10);

    private NatSix() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("peer-nat-six");
        try (NatNet net = new NatNet()) {
            NatNet.Edge home = net.edge("home", NatNet.Kind.MAPPED6, 1);
            NatNet.Edge caller = net.edge("caller", NatNet.Kind.PUBLIC6, 2);
            net.neighbours(home, caller);
            net.count();
            pinhole(net, directory, home, caller);
            oneHome(directory, home, caller);
        }
        System.out.println("IPv6 is as expected.");
        System.exit(0);
    }

    /** The home calls nobody: who reaches it came in by what the router was asked for. */
    private static void pinhole(NatNet net, Path directory, NatNet.Edge home, NatNet.Edge caller) throws IOException {
        try (NatProcess at = process(directory, home, List.of());
                NatProcess from = process(directory, caller, List.of("[" + home.address() + "]:" + PORT))) {
            at.node();
            NatMatrix.until("the router lets a caller in", () -> from.ask("reach " + at.account())
                    .startsWith("OK"));
            long before = net.sent(home, "caller");
            String fetched = from.ask("fetch " + at.node() + " 0 " + ROUND);
            long sent = net.sent(home, "caller") - before;
            System.out.println(
                    "called by IPv6 through a router that was asked by PCP: " + (sent >> 10) + " kB; " + fetched);
            if (!fetched.startsWith("OK") || sent < BYTES) {
                throw new IOException("the home was not reached");
            }
        }
    }

    /** Each hears the other by multicast DNS over their unique local addresses. */
    private static void oneHome(Path directory, NatNet.Edge... machines) throws IOException {
        List<Process> speakers = new ArrayList<>();
        try {
            for (NatNet.Edge each : machines) {
                List<String> command = new ArrayList<>(Main.javaCommand());
                command.removeLast();
                command.addAll(List.of(LanTrial.class.getName(), Integer.toString(each.number()), PORT));
                speakers.add(new ProcessBuilder(NatNet.command(each.machine(), command))
                        .redirectError(
                                directory.resolve(each.name() + "-lan.log").toFile())
                        .start());
            }
            for (Process each : speakers) {
                BufferedReader says = each.inputReader();
                String line = says.readLine();
                while (line != null && !line.startsWith("heard")) {
                    line = says.readLine();
                }
                if (line == null) {
                    throw new IOException("one did not hear the other; the logs are in " + directory);
                }
                System.out.println("in one home by IPv6: " + line);
            }
        } finally {
            speakers.forEach(Process::destroy);
        }
    }

    private static NatProcess process(Path directory, NatNet.Edge edge, List<String> bootstrap) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(edge.number()),
                LISTEN,
                "0",
                "off",
                directory.resolve(edge.name()).toString()));
        arguments.addAll(bootstrap);
        return new NatProcess(edge, directory, arguments);
    }
}
