package org.pluspeer.node.reality;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Address;

/** {@code peer up} in a process of its own; all that it keeps and prints lies under one folder. */
final class RunningNode implements AutoCloseable {
    static final String PASSPHRASE = "a passphrase that nobody guesses 7261";
    /** However busy the machine is; how often the bell rings meanwhile says nothing. */
    private static final long PATIENCE = Duration.ofMinutes(8).toNanos();

    private final Path root;
    private final String name;
    private final Process process;
    private final NodeApi api;

    private RunningNode(Path root, String name, Process process, NodeApi api) {
        this.root = root;
        this.name = name;
        this.process = process;
        this.api = api;
    }

    /** @param options beside those that every test needs */
    static RunningNode start(Path root, String name, List<String> options) {
        Path data = root.resolve(name);
        Path out = root.resolve(name + ".out");
        try {
            Files.createDirectories(data);
            Files.writeString(passphraseFile(root, name), PASSPHRASE);
            Files.deleteIfExists(out);
            Process process = Program.builder(arguments(root, name, options))
                    .directory(root.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(root.resolve(name + ".log").toFile())
                    .start();
            boolean ready = Program.until(() -> !process.isAlive() || says(out, "READY"));
            if (!ready || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not start:\n" + Files.readString(root.resolve(name + ".log")));
            }
            return new RunningNode(root, name, process, NodeApi.of(new DataDirectory(data)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> arguments(Path root, String name, List<String> options) {
        List<String> arguments = new ArrayList<>(
                List.of("up", "--data-dir", root.resolve(name).toString(), "--http", "0", "--p2p", "127.0.0.1:0"));
        arguments.addAll(List.of(
                "--light-seal", "--passphrase-file", passphraseFile(root, name).toString()));
        arguments.addAll(options);
        return arguments;
    }

    static Path passphraseFile(Path root, String name) {
        return root.resolve(name + ".passphrase");
    }

    private static boolean says(Path file, String line) {
        try {
            return Files.exists(file) && Files.readString(file).contains(line);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path data() {
        return root.resolve(name);
    }

    /** What it printed, and where it logs. */
    List<Path> prints() {
        return List.of(root.resolve(name + ".out"), root.resolve(name + ".log"));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    NodeApi api() {
        return api;
    }

    Address account() {
        return Address.parse(api.get("/status").path("account").asText());
    }

    String p2p() {
        return api.get("/status").path("p2pAddress").asText();
    }

    int httpPort() {
        return api.address().getPort();
    }

    int p2pPort() {
        String address = p2p();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Asks again at each ring of the node's bell. */
    JsonNode until(String path, java.util.function.Predicate<JsonNode> done) {
        long since = System.nanoTime();
        long known = 0;
        JsonNode answer = api.get(path);
        while (!done.test(answer)) {
            if (System.nanoTime() - since > PATIENCE) {
                throw new AssertionError(name + " does not get further with " + path + ": " + answer);
            }
            known = api.get("/events?wait=2&since=" + known).path("last").asLong();
            answer = api.get(path);
        }
        return answer;
    }

    @Override
    public void close() {
        api.close();
        try {
            Program.end(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
