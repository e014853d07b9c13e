package org.pluspeer.node.p2p;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small open network in Linux network namespaces: one router in the middle, and at its ports machines, or homes behind
 * routers of their own. Links by TCP get nowhere but to port 443, so that what moves is QUIC. Every edge counts what it sends to each other edge. Needs root, {@code ip} and {@code nft}.
 */
final class NatNet implements AutoCloseable {
    private static final String PREFIX = "pnat";
    private static final String OPEN = PREFIX + "-open";
    private static final Pattern COUNTER = Pattern.compile("counter (to_\\w+) \\{\\s*packets (\\d+) bytes (\\d+)");

    private static final String GUARD = """
            table inet guard {
              chain in { type filter hook input priority 0; policy accept; iifname "wan0" ct state new drop
              }
              chain through { type filter hook forward priority 0; policy drop;
                ct state established,related accept; ct status dnat accept; %s
              }
            }
            """;

    /** What is between a machine and the open network. */
    enum Kind {
        PUBLIC,
        /** Keeps the port, and lets in only from where it has sent to. */
        CONE,
        /** Another random port for each to whom it sends. */
        SYMMETRIC,
        /** As a cone, and forwards ports that it is asked to. */
        MAPPED,
        /** Lets nothing out but TCP to port 443. */
        TLS_ONLY,
        /** As a cone, behind another that the provider has. */
        DOUBLE,
        /** A machine with an IPv6 address and no other. */
        PUBLIC6,
        /** The same behind a router that lets in answers only. */
        HOME6,
        /** As that, and its router lets in by PCP what it is asked to. */
        MAPPED6;

        boolean isSix() {
            return this == PUBLIC6 || this == HOME6 || this == MAPPED6;
        }
    }

    /**
     * One port of the open network.
     *
     * @param machine the namespace that programs run in
     * @param border the one that has the public address: the machine's own, or its router's
     * @param address the public one
     */
    record Edge(String name, Kind kind, int number, String machine, String border, String address) {}

    private final Set<String> namespaces = new LinkedHashSet<>();
    private final List<Process> routers = new ArrayList<>();
    private final Map<String, Edge> edges = new TreeMap<>();
    /** By name, the address in the home that they share with another edge. */
    private final Map<String, String> housemates = new TreeMap<>();

    NatNet() throws IOException {
        removeLeftovers();
        namespace(OPEN);
        forwards(OPEN);
        script(OPEN, """
                table ip cut { set apart { type ipv4_addr . ipv4_addr
                  }
                  chain forward { type filter hook forward priority 0; policy accept; ip saddr . ip daddr @apart drop
                    tcp dport 7338 drop
                  }
                }
                """);
    }

    private static void forwards(String namespace) throws IOException {
        in(namespace, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    }

    /** @param number 1 to 250, its own */
    Edge edge(String name, Kind kind, int number) throws IOException {
        if (kind.isSix()) {
            return edge6(name, kind, number);
        }
        String machine = PREFIX + "-" + name;
        String border = kind == Kind.PUBLIC ? machine : machine + "-nat";
        Edge edge = new Edge(name, kind, number, machine, border, "11.0." + number + ".2");
        namespace(machine);
        if (kind != Kind.PUBLIC) {
            namespace(border);
        }
        join(OPEN, "p" + number, "11.0." + number + ".1", border, "wan0", edge.address());
        in(border, "ip", "route", "add", "default", "via", "11.0." + number + ".1");
        if (kind != Kind.PUBLIC) {
            String inner = kind == Kind.DOUBLE ? inner(machine, number) : machine;
            String lan = "10.0." + number + ".";
            join(border, "lan0", lan + "1", inner, kind == Kind.DOUBLE ? "wan0" : "eth0", lan + "2");
            in(inner, "ip", "route", "add", "default", "via", lan + "1");
            forwards(border);
            script(border, rules(kind));
        }
        if (kind == Kind.MAPPED) {
            router(edge, "10.0." + number + ".1/24");
        }
        edges.put(name, edge);
        return edge;
    }

    /** A router of the home's own between its machine and the provider's. */
    private String inner(String machine, int number) throws IOException {
        String router = machine + "-in";
        namespace(router);
        forwards(router);
        String lan = "10.1." + number + ".";
        join(router, "lan0", lan + "1", machine, "eth0", lan + "2");
        in(machine, "ip", "route", "add", "default", "via", lan + "1");
        script(router, rules(Kind.DOUBLE));
        return router;
    }

    /** Another machine in the same home, in a network of its own there. */
    Edge housemate(Edge of, String name) throws IOException {
        String machine = PREFIX + "-" + name;
        namespace(machine);
        String lan = "10.2." + of.number() + ".";
        join(of.border(), "lan1", lan + "1", machine, "eth0", lan + "2");
        in(machine, "ip", "route", "add", "default", "via", lan + "1");
        Edge edge = new Edge(name, of.kind(), of.number() + 100, machine, of.border(), of.address());
        housemates.put(name, lan + "2");
        edges.put(name, edge);
        return edge;
    }

    /** What a home sends to its own router's public address at a mapped port comes back into the home. */
    void hairpin(Edge edge, String port) throws IOException {
        in(
                edge.border(),
                "nft",
                "add rule inet nat pre iifname \"lan*\" ip daddr " + edge.address() + " udp dport " + port
                        + " dnat ip to 10.0." + edge.number() + ".2");
    }

    private Edge edge6(String name, Kind kind, int number) throws IOException {
        String machine = PREFIX + "-" + name;
        String border = kind == Kind.PUBLIC6 ? machine : machine + "-nat";
        String line = "2600:11:" + number + "::";
        namespace(machine);
        if (kind != Kind.PUBLIC6) {
            namespace(border);
        }
        join(OPEN, "p" + number, line + "1", border, "wan0", line + "2");
        in(border, "ip", "-6", "route", "add", "default", "via", line + "1");
        String address = line + "2";
        if (kind != Kind.PUBLIC6) {
            String home = "2600:12:" + number + "::";
            address = home + "2";
            forwards(border);
            join(border, "lan0", home + "1", machine, "eth0", address);
            in(machine, "ip", "-6", "route", "add", "default", "via", home + "1");
            in(OPEN, "ip", "-6", "route", "add", home + "/64", "via", line + "2");
            script(border, GUARD.formatted("iifname \"lan0\" accept"));
        }
        Edge edge = new Edge(name, kind, number, machine, border, address);
        if (kind == Kind.MAPPED6) {
            // The router's program wants an IPv4 side, which nothing here uses.
            in(border, "ip", "addr", "add", "10.0." + number + ".1/24", "dev", "lan0");
            script(border, "table inet nat { chain post { type nat hook postrouting priority 100;\n}\n}\n");
            router(edge, "lan0");
        }
        edges.put(name, edge);
        return edge;
    }

    /** Puts two machines into one network of unique local IPv6 addresses. */
    void neighbours(Edge a, Edge b) throws IOException {
        join(a.machine(), "home0", "fd00:7::1", b.machine(), "home0", "fd00:7::2");
    }

    /** The router drops what comes unasked, also to itself: else it would take a peer's first datagram for a guest's. */
    private static String rules(Kind kind) {
        String out = kind == Kind.TLS_ONLY ? "iifname \"lan0\" tcp dport 443 accept" : "iifname \"lan*\" accept";
        return """
                table inet nat { chain post { type nat hook postrouting priority 100; oifname "wan0" masquerade %s
                  }
                }
                """.formatted(kind == Kind.SYMMETRIC ? "fully-random" : "") + GUARD.formatted(out);
    }

    /** A real router's program, which forwards ports that are asked for by PCP, NAT-PMP or UPnP. */
    private void router(Edge edge, String inside) throws IOException {
        in(edge.border(), "nft", "add", "chain", "inet", "nat", "pre", "{ type nat hook prerouting priority -100; }");
        for (String chain : List.of("guard maps", "nat maps", "nat mapsback")) {
            in(edge.border(), "nft", "add chain inet " + chain);
        }
        in(edge.border(), "nft", "add rule inet guard through jump maps");
        in(edge.border(), "nft", "add rule inet nat pre jump maps");
        in(edge.border(), "nft", "add rule inet nat post jump mapsback");
        Path file = Files.createTempFile("pnat", ".conf");
        Files.writeString(file, """
                ext_ifname=wan0
                ext_ip=%s
                listening_ip=%s
                enable_natpmp=yes
                enable_upnp=yes
                secure_mode=yes
                upnp_table_name=guard
                upnp_nat_table_name=nat
                upnp_forward_chain=maps
                upnp_nat_chain=maps
                upnp_nat_postrouting_chain=mapsback
                uuid=84fa9af3-01a6-469e-8e0c-a92640528292
                allow 1024-65535 0.0.0.0/0 1024-65535
                """.formatted("11.0." + edge.number() + ".2", inside));
        routers.add(new ProcessBuilder(
                        command(edge.border(), List.of("miniupnpd", "-d", "-f", file.toString(), "-P", file + ".pid")))
                .redirectErrorStream(true)
                .redirectOutput(Path.of(file + ".log").toFile())
                .start());
    }

    /** A loopback port of some machines leads to one of another's. */
    void tunnel(Edge to, String port, String inside, Edge... from) throws IOException {
        in(to.machine(), "sysctl", "-qw", "net.ipv4.conf.all.route_localnet=1");
        script(to.machine(), """
                table ip tunnel { chain pre { type nat hook prerouting priority -100; tcp dport %s dnat to 127.0.0.1:%s
                  }
                }
                """.formatted(port, inside));
        for (Edge each : from) {
            in(each.machine(), "sysctl", "-qw", "net.ipv4.conf.all.route_localnet=1");
            script(each.machine(), """
                    table ip tunnel {
                      chain out { type nat hook output priority -100; ip daddr 127.0.0.1 tcp dport %s dnat to %s
                      }
                      chain post { type nat hook postrouting priority 100; ip daddr %s masquerade
                      }
                    }
                    """.formatted(port, to.address(), to.address()));
        }
    }

    private void join(String a, String nameA, String addressA, String b, String nameB, String addressB)
            throws IOException {
        String link = "pn" + Integer.toHexString(namespaces.size() * 1000 + edges.size()) + nameB.charAt(0);
        run("ip", "link", "add", link + "a", "netns", a, "type", "veth", "peer", "name", link + "b", "netns", b);
        for (String[] end : new String[][] {{a, link + "a", nameA, addressA}, {b, link + "b", nameB, addressB}}) {
            in(end[0], "ip", "link", "set", end[1], "name", end[2]);
            if (end[3].contains(":")) {
                in(end[0], "ip", "addr", "add", end[3] + "/64", "dev", end[2], "nodad");
            } else {
                in(end[0], "ip", "addr", "add", end[3] + "/24", "dev", end[2]);
            }
            in(end[0], "ip", "link", "set", end[2], "up");
        }
    }

    /** To be called when all edges are there. */
    void count() throws IOException {
        for (Edge edge : edges.values()) {
            if (housemates.containsKey(edge.name())) {
                continue;
            }
            StringBuilder rules = new StringBuilder("table inet tally {\n");
            edges.values().forEach(to -> rules.append("counter to_%s {}\n".formatted(to.name())));
            rules.append("counter to_udp {}\nchain out { type filter hook postrouting priority 300;\n");
            rules.append("oifname \"wan0\" meta l4proto udp counter name to_udp\n");
            edges.values().stream()
                    .filter(to -> !housemates.containsKey(to.name()))
                    .forEach(to -> rules.append("%s counter name to_%s\n".formatted(destination(to), to.name())));
            rules.append("}\nchain across { type filter hook forward priority 300;\n");
            // What comes in from outside for a housemate is not what a housemate said.
            housemates.forEach((name, inside) ->
                    rules.append("iifname \"lan*\" ip daddr %s counter name to_%s\n".formatted(inside, name)));
            script(edge.border(), rules.append("}\n}\n").toString());
        }
    }

    private String destination(Edge to) {
        return to.kind().isSix()
                ? "ip6 daddr { 2600:11:%1$d::/64, 2600:12:%1$d::/64 }".formatted(to.number())
                : "ip daddr 11.0.%d.0/24".formatted(to.number());
    }

    /** Bytes that an edge has sent to another, or by UDP, as its border counted them. */
    long sent(Edge from, String to) throws IOException {
        Matcher counters = COUNTER.matcher(in(from.border(), "nft", "list", "counters"));
        while (counters.find()) {
            if (counters.group(1).equals("to_" + to)) {
                return Long.parseLong(counters.group(3));
            }
        }
        throw new IOException("nothing counts what " + from.name() + " sends to " + to);
    }

    /** Nothing passes between two edges until {@link #mend}. */
    void cut(Edge a, Edge b) throws IOException {
        in(
                OPEN,
                "nft",
                "add",
                "element",
                "ip",
                "cut",
                "apart",
                "{ %1$s . %2$s, %2$s . %1$s }".formatted(a.address(), b.address()));
    }

    void mend() throws IOException {
        in(OPEN, "nft", "flush", "set", "ip", "cut", "apart");
    }

    /** A home's router gets another public address, and with it forgets whom it let in. */
    void readdress(Edge edge) throws IOException {
        String fresh = "11.0." + edge.number() + ".3";
        in(edge.border(), "ip", "addr", "del", edge.address() + "/24", "dev", "wan0");
        in(edge.border(), "ip", "addr", "add", fresh + "/24", "dev", "wan0");
        in(edge.border(), "ip", "route", "replace", "default", "via", "11.0." + edge.number() + ".1");
    }

    private void namespace(String name) throws IOException {
        namespaces.add(name);
        run("ip", "netns", "add", name);
        in(name, "ip", "link", "set", "lo", "up");
    }

    private static void removeLeftovers() throws IOException {
        for (String line : run("ip", "netns", "list").lines().toList()) {
            String name = line.split(" ", -1)[0];
            if (name.startsWith(PREFIX + "-")) {
                run("ip", "netns", "del", name);
            }
        }
    }

    static List<String> command(String namespace, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(command);
        return all;
    }

    static String in(String namespace, String... command) throws IOException {
        return run(command(namespace, List.of(command)).toArray(String[]::new));
    }

    private static void script(String namespace, String rules) throws IOException {
        Process nft = new ProcessBuilder(command(namespace, List.of("nft", "-f", "-")))
                .redirectErrorStream(true)
                .start();
        try (var out = nft.getOutputStream()) {
            out.write(rules.getBytes(StandardCharsets.UTF_8));
        }
        finish(nft, "nft in " + namespace);
    }

    private static String run(String... command) throws IOException {
        return finish(new ProcessBuilder(command).redirectErrorStream(true).start(), String.join(" ", command));
    }

    private static String finish(Process process, String what) throws IOException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(what + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        routers.forEach(Process::destroyForcibly);
        for (String name : namespaces) {
            run("ip", "netns", "del", name);
        }
    }
}
