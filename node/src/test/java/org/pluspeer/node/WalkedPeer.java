package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.chain.FreePort;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.demo.Story;
import org.pluspeer.node.p2p.HostPort;

/** A peer as a process that is killed and started again on the same data, and the owner in front of it. */
final class WalkedPeer implements AutoCloseable {
    private static final String PASSPHRASE = "a passphrase for tests";

    private final String name;
    private final Path directory;
    private final URI rpc;
    /** Like any user's who opened a port: it stays the same over restarts. */
    private final HostPort p2p = new HostPort("127.0.0.1", FreePort.choose());

    private final Semaphore bell;
    private final Set<String> visited = new TreeSet<>();
    private Set<String> wanted = Set.of();
    private Story conduct = Story.HONEST;
    private @Nullable HostPort other;
    private @Nullable Run run;
    private @Nullable Thread owner;
    private int kills;

    /** One life of the process. */
    private static final class Run {
        private final Process process;
        private volatile @Nullable NodeApi api;
        private volatile @Nullable Set<String> at;

        Run(Process process) {
            this.process = process;
        }
    }

    /** @param bell rung when it stands still, is ready, or has ended */
    WalkedPeer(String name, Path home, URI rpc, Semaphore bell) {
        this.name = name;
        this.directory = home.resolve(name);
        this.rpc = rpc;
        this.bell = bell;
    }

    void knows(WalkedPeer peer) {
        other = peer.p2p;
    }

    /** Starts the process and returns at once. It stands still at the first of these steps; without any it is ordinary. */
    void start(Story how, Set<String> steps) {
        conduct = how;
        wanted = new LinkedHashSet<>(steps);
        try {
            DataDirectory data = new DataDirectory(directory).create();
            Path passphrase = directory.resolveSibling(name + ".passphrase");
            DataDirectory.replace(passphrase, PASSPHRASE.getBytes(StandardCharsets.UTF_8));
            Run fresh = new Run(new ProcessBuilder(command(passphrase))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start());
            run = fresh;
            Thread.ofVirtual().name(name + "-output").start(() -> listen(fresh, data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path passphrase) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        HostPort peer = other;
        String known = peer == null ? "" : peer.toString();
        command.addAll(wanted.isEmpty() ? ordinary(passphrase, known) : watched(known));
        return command;
    }

    private List<String> ordinary(Path passphrase, String known) {
        List<String> command = new ArrayList<>(List.of(Main.class.getName()));
        command.addAll(conduct == Story.HONEST ? List.of("up") : List.of("demo-peer", "--conduct", conduct.text()));
        command.addAll(List.of("--data-dir", directory.toString(), "--rpc", rpc.toString(), "--http", "0"));
        command.addAll(List.of("--p2p", p2p.toString(), "--bootstrap", known, "--light-seal"));
        command.addAll(List.of("--passphrase-file", passphrase.toString()));
        return command;
    }

    private List<String> watched(String known) {
        return List.of(
                WatchedNode.class.getName(),
                directory.toString(),
                rpc.toString(),
                p2p.toString(),
                known,
                PASSPHRASE,
                conduct.text(),
                String.join(",", wanted));
    }

    private void listen(Run fresh, DataDirectory data) {
        try (BufferedReader lines = fresh.process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(WatchedNode.READY)) {
                    fresh.api = NodeApi.of(data);
                } else if (line.startsWith(WatchedNode.AT)) {
                    fresh.at = Set.of(line.substring(WatchedNode.AT.length()).split(" "));
                } else {
                    continue;
                }
                bell.release();
            }
        } catch (IOException e) {
            // A killed process tears its pipe; what counts is that it has ended.
            bell.release();
        }
        bell.release();
    }

    /** The steps that it stands still at. */
    Optional<Set<String>> at() {
        return Optional.ofNullable(run).flatMap(it -> Optional.ofNullable(it.at));
    }

    boolean isReady() {
        Run now = run;
        return now != null && now.api != null && now.at == null;
    }

    /** A process that ended though nobody killed it. */
    boolean isGone() {
        Run now = run;
        return now != null && !now.process.isAlive();
    }

    /** kill -9. What it stood still at counts as visited. */
    void kill() {
        Run last = run;
        if (last == null) {
            return;
        }
        at().ifPresent(steps -> {
            visited.addAll(steps);
            wanted.removeAll(steps);
            kills++;
        });
        run = null;
        try {
            last.process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        NodeApi api = last.api;
        if (api != null) {
            api.close();
        }
    }

    void killAndStartAgain() {
        kill();
        start(conduct, wanted);
    }

    /** What its API says; null while it does not answer. */
    @Nullable
    JsonNode get(String path) {
        Run now = run;
        NodeApi api = now == null ? null : now.api;
        if (api == null) {
            return null;
        }
        try {
            return api.get(path);
        } catch (ProblemException e) {
            return null;
        }
    }

    /** The owner asks for something, once at a time, and does not wait: the node may die before it answers. */
    void post(String path, Object body) {
        Run now = run;
        NodeApi api = now == null ? null : now.api;
        Thread before = owner;
        if (api == null || (before != null && before.isAlive())) {
            return;
        }
        owner = Thread.ofVirtual().name(name + "-owner").start(() -> {
            try {
                api.post(path, body);
            } catch (ProblemException e) {
                // Killed, or not yet: what was asked for is asked for again until it shows.
                bell.release();
            }
        });
    }

    /** The owner asks for something and waits for it. */
    JsonNode ask(String path, Object body) {
        Run now = run;
        NodeApi api = now == null ? null : now.api;
        if (api == null) {
            throw new AssertionError(name + " is not there:\n" + lastWords());
        }
        return api.post(path, body);
    }

    /** The owner sets something and waits for it. */
    JsonNode put(String path, Object body) {
        Run now = run;
        NodeApi api = now == null ? null : now.api;
        if (api == null) {
            throw new AssertionError(name + " is not there:\n" + lastWords());
        }
        return api.put(path, body);
    }

    Set<String> wanted() {
        return wanted;
    }

    Set<String> visited() {
        return visited;
    }

    int kills() {
        return kills;
    }

    Path log() {
        return directory.resolveSibling(name + ".log");
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
        } catch (IOException e) {
            return "no log";
        }
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        kill();
    }
}
