package org.pluspeer.node.p2p;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link NatPeer} in a namespace, and talking to it: one line for a question, one for its answer, in any order. */
final class NatProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 150;

    final NatNet.Edge edge;
    private final Path log;
    private final Process process;
    private final BufferedWriter out;
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final AtomicInteger numbers = new AtomicInteger();

    NatProcess(NatNet.Edge edge, Path directory, List<String> arguments) throws IOException {
        this.edge = edge;
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                NatPeer.class.getName()));
        command.addAll(arguments);
        log = Files.createDirectories(directory).resolve(edge.name() + ".log");
        process = new ProcessBuilder(NatNet.command(edge.machine(), command))
                .redirectError(directory.resolve(edge.name() + ".err").toFile())
                .start();
        out = process.outputWriter();
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try (BufferedReader in = process.inputReader();
                BufferedWriter rest = Files.newBufferedWriter(log)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                String first = space < 0 ? line : line.substring(0, space);
                String words = space < 0 ? "" : line.substring(space + 1);
                if (first.equals("READY")) {
                    ready.complete(words);
                }
                CompletableFuture<String> answer = waiting.remove(first);
                if (answer != null) {
                    answer.complete(words);
                } else {
                    rest.write(line + "\n");
                    rest.flush();
                }
            }
        } catch (IOException e) {
            // The process has ended; whoever waits is told below.
        }
        IOException gone = new IOException(edge.name() + " has ended; see its log");
        ready.completeExceptionally(gone);
        waiting.values().forEach(answer -> answer.completeExceptionally(gone));
    }

    String node() {
        return await(ready).split(" ", -1)[0];
    }

    String account() {
        return await(ready).split(" ", -1)[1];
    }

    CompletableFuture<String> begin(String command) {
        String number = Integer.toString(numbers.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        synchronized (out) {
            try {
                out.write(number + " " + command + "\n");
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return answer;
    }

    String ask(String command) {
        return await(begin(command));
    }

    private static String await(CompletableFuture<String> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
