package org.pluspeer.node.reality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code peer up} with nobody at a terminal and no passphrase: it waits at its page. */
final class WaitingProgram implements AutoCloseable {
    private final Path out;
    private final Path log;
    private final Path data;
    private final Process process;

    WaitingProgram(Path root, String name, List<String> options) {
        data = root.resolve(name);
        out = root.resolve(name + ".out");
        log = root.resolve(name + ".log");
        List<String> arguments = new ArrayList<>(
                List.of("up", "--data-dir", data.toString(), "--http", "0", "--p2p", "127.0.0.1:0", "--light-seal"));
        arguments.addAll(options);
        try {
            Files.deleteIfExists(out);
            process = Program.builder(arguments)
                    .directory(root.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it prints a line that begins like this. */
    WaitingProgram says(String word) {
        boolean said = Program.until(() -> !process.isAlive() || printed().contains(word));
        if (!said || !printed().contains(word)) {
            throw new AssertionError("it does not say " + word + ":\n" + printed() + read(log));
        }
        return this;
    }

    String printed() {
        return Files.exists(out) ? read(out) : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path data() {
        return data;
    }

    List<Path> prints() {
        return List.of(out, log);
    }

    long pid() {
        return process.pid();
    }

    int exit() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        try {
            Program.end(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
