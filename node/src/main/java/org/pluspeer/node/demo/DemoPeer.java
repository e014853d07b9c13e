package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Main;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Address;

/** One of the demo's peers: a node process of its own with its own data directory, keys, database and ports. */
final class DemoPeer implements AutoCloseable {
    private static final String READY = "READY";

    private final String name;
    private final Process process;
    private final NodeApi api;
    private final Path log;

    private DemoPeer(String name, Process process, NodeApi api, Path log) {
        this.name = name;
        this.process = process;
        this.api = api;
        this.log = log;
    }

    /**
     * What a peer is started with.
     *
     * @param bootstrap addresses of peers to know, with commas; may be empty
     * @param more options of {@code up}
     */
    record Setting(String name, Path directory, String rpc, String bootstrap, Story conduct, List<String> more) {
        Setting(String name, Path directory, String rpc, String bootstrap, Story conduct) {
            this(name, directory, rpc, bootstrap, conduct, List.of());
        }
    }

    /**
     * Starts the process and waits until it says that it is ready.
     *
     * @param random a secure one, for the passphrase
     */
    static DemoPeer start(Setting setting, RandomGenerator random) {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        new DataDirectory(setting.directory()).create();
        DataDirectory.replace(
                passphrase(setting),
                HexFormat.of().formatHex(secret).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return startAgain(setting);
    }

    private static Path passphrase(Setting setting) {
        return setting.directory().resolveSibling(setting.name() + ".passphrase");
    }

    /** On what an earlier run left in its directory. */
    static DemoPeer startAgain(Setting setting) {
        DataDirectory data = new DataDirectory(setting.directory());
        Path log = setting.directory().resolveSibling(setting.name() + ".log");
        try {
            Process process = new ProcessBuilder(command(setting, passphrase(setting)))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitReady(setting.name(), process, log);
            return new DemoPeer(setting.name(), process, NodeApi.of(data), log);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.INTERNAL, setting.name() + " could not be started", e);
        }
    }

    private static List<String> command(Setting setting, Path passphrase) {
        List<String> command = new ArrayList<>(Main.javaCommand());
        if (setting.conduct() == Story.HONEST) {
            command.add("up");
        } else {
            command.addAll(List.of("demo-peer", "--conduct", setting.conduct().text()));
        }
        command.addAll(List.of(
                "--data-dir",
                setting.directory().toString(),
                "--rpc",
                setting.rpc(),
                "--http",
                "0",
                "--p2p",
                "127.0.0.1:0",
                "--light-seal",
                "--passphrase-file",
                passphrase.toString()));
        command.addAll(setting.more());
        if (!setting.bootstrap().isEmpty()) {
            command.addAll(List.of("--bootstrap", setting.bootstrap()));
        }
        return command;
    }

    private static void awaitReady(String name, Process process, Path log) throws IOException {
        // The node's own words go on standard output; the one that counts is READY. A process that dies closes it.
        var lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().name(name + "-output").start(() -> drain(process));
                return;
            }
        }
        String last = Files.readAllLines(log).stream()
                .filter(text -> text.startsWith("peer:"))
                .reduce((first, second) -> second)
                .orElse("see " + log);
        throw new ProblemException(Problem.Code.INTERNAL, "the " + name + " did not start: " + last);
    }

    private static void drain(Process process) {
        try {
            process.inputReader().transferTo(java.io.Writer.nullWriter());
        } catch (IOException e) {
            // The pipe closes with the process; there is nothing left to read.
            process.isAlive();
        }
    }

    String name() {
        return name;
    }

    NodeApi api() {
        return api;
    }

    Path log() {
        return log;
    }

    Address account() {
        return Address.parse(api.get("/status").path("account").asText());
    }

    String p2pAddress() {
        return api.get("/status").path("p2pAddress").asText();
    }

    JsonNode get(String path) {
        return api.get(path);
    }

    /** kill -9: nothing of it is left but its disk. */
    void kill() {
        try {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop, and ends it if it does not. */
    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            api.close();
        }
    }
}
