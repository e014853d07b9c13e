package org.pluspeer.node.reality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Linux itself says of a process: its open files, its shared memory, its sockets.
 *
 * @param listening ports at which it takes TCP connections
 * @param datagrams of its UDP sockets: what each is bound to, and whom it is held to (port 0: nobody)
 */
record Sight(
        Map<String, String> open,
        Map<String, String> shared,
        Set<Connection> connections,
        Set<Integer> listening,
        Set<Connection> datagrams) {

    /** The two ends of a socket. */
    record Connection(String localHost, int localPort, String remoteHost, int remotePort) {}

    /** What is seen in several looks, together. */
    Sight and(Sight other) {
        Map<String, String> files = new HashMap<>(open);
        files.putAll(other.open);
        Map<String, String> memory = new HashMap<>(shared);
        memory.putAll(other.shared);
        Set<Connection> both = new HashSet<>(connections);
        both.addAll(other.connections);
        Set<Integer> ports = new HashSet<>(listening);
        ports.addAll(other.listening);
        Set<Connection> udp = new HashSet<>(datagrams);
        udp.addAll(other.datagrams);
        return new Sight(files, memory, both, ports, udp);
    }

    static Sight of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        Map<String, String> open = new HashMap<>();
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                look(proc, descriptor, open, sockets);
            }
            Set<Connection> connections = new HashSet<>();
            Set<Integer> listening = new HashSet<>();
            Set<Connection> datagrams = new HashSet<>();
            Set<String> known = new HashSet<>();
            for (String version : List.of("", "6")) {
                readTable(proc.resolve("net").resolve("tcp" + version), sockets, known, connections, listening);
                readTable(proc.resolve("net").resolve("udp" + version), sockets, known, datagrams, Set.of());
            }
            sockets.removeAll(known);
            sockets.forEach(inode -> open.put("socket " + inode, "a socket that is neither TCP nor UDP"));
            return new Sight(open, shared(proc), connections, listening, datagrams);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything open for writing, and every file that is not the program's own, by device and inode. */
    private static void look(Path proc, Path descriptor, Map<String, String> open, Set<String> sockets)
            throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            String info = Files.readString(proc.resolve("fdinfo").resolve(descriptor.getFileName()));
            boolean writable = (Integer.parseInt(field(info, "flags"), 8) & 3) != 0;
            if (target.startsWith("socket:[")) {
                sockets.add(target.substring(8, target.length() - 1));
            } else if (!isNobodys(target) && (writable || !isProgram(target))) {
                open.put(Files.getAttribute(descriptor, "unix:dev") + ":" + field(info, "ino"), target);
            }
        } catch (NoSuchFileException e) {
            // Closed while we looked.
            open.remove("");
        }
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + info));
    }

    /** Devices of the kernel that carry nothing between processes; event descriptors all have one inode. */
    private static boolean isNobodys(String target) {
        return target.startsWith("anon_inode:")
                || Set.of("/dev/null", "/dev/random", "/dev/urandom").contains(target);
    }

    private static boolean isProgram(String target) {
        return target.endsWith(".jar") || target.startsWith(System.getProperty("java.home"));
    }

    /** Such as the C library's table of encodings, which every process maps. */
    private static boolean isSystem(String target) {
        return target.startsWith("/usr/lib");
    }

    /** Mappings that other processes could write to or see, by device and inode. */
    private static Map<String, String> shared(Path proc) throws IOException {
        Map<String, String> shared = new HashMap<>();
        for (String line : Files.readAllLines(proc.resolve("maps"))) {
            String[] parts = line.split("\\s+", 6);
            String target = parts.length > 5 ? parts[5] : "";
            if (parts[1].endsWith("s") && (parts[1].contains("w") || !(isProgram(target) || isSystem(target)))) {
                shared.put(parts[3] + ":" + parts[4], target);
            }
        }
        return shared;
    }

    private static void readTable(
            Path table, Set<String> own, Set<String> known, Set<Connection> connections, Set<Integer> listening)
            throws IOException {
        for (String line : Files.readAllLines(table).stream().skip(1).toList()) {
            String[] parts = line.strip().split("\\s+");
            if (!own.contains(parts[9])) {
                continue;
            }
            known.add(parts[9]);
            if (parts[3].equals("0A")) {
                listening.add(port(parts[1]));
            } else {
                connections.add(new Connection(host(parts[1]), port(parts[1]), host(parts[2]), port(parts[2])));
            }
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    /** Of IPv6 too: the kernel writes 32-bit words in its own byte order. */
    private static String host(String address) {
        String hex = address.substring(0, address.indexOf(':'));
        String last = hex.substring(hex.length() - 8);
        boolean four = hex.length() == 8 || hex.startsWith("0000000000000000FFFF0000");
        if (four) {
            StringBuilder host = new StringBuilder();
            for (int i = 6; i >= 0; i -= 2) {
                host.append(Integer.parseInt(last.substring(i, i + 2), 16)).append(i > 0 ? "." : "");
            }
            return host.toString();
        }
        return hex.equals("00000000000000000000000001000000") ? "::1" : hex;
    }
}
