package org.pluspeer.node.p2p;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other programs that move the same file on this machine, each in processes of its own. */
final class Rivals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("tools", "rivals").toAbsolutePath();
    private static final String NPM = "npm ci --ignore-scripts --prefix tools/rivals";

    /**
     * One program.
     *
     * @param install the command to get it with
     */
    record Rival(String name, List<String> command, String install) {}

    static final List<Rival> ALL = List.of(
            new Rival(
                    "libtorrent",
                    List.of("/usr/bin/python3", FOLDER.resolve("bittorrent.py").toString()),
                    "apt-get install python3-libtorrent"),
            new Rival(
                    "webtorrent",
                    List.of("node", FOLDER.resolve("webtorrent.mjs").toString()),
                    NPM),
            new Rival(
                    "hypercore", List.of("node", FOLDER.resolve("hypercore.mjs").toString()), NPM));

    private Rivals() {}

    /**
     * What one run of it told.
     *
     * @param seconds from the first byte until all was checked and on the disk, which leaves out its finding the peer
     */
    record Told(String version, double seconds) {}

    /** Empty if it is not installed, or failed. */
    static Optional<Told> run(Rival rival, Path file) throws IOException, InterruptedException {
        Path into = Files.createTempDirectory("rival");
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(rival.command().stream(), Stream.of(file.toString(), into.toString()))
                                    .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String told = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(told);
            return Optional.of(new Told(
                    json.path("version").asText(),
                    json.path("secondsFromFirstByte").asDouble()));
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            try (Stream<Path> all = Files.walk(into)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    /**
     * What one stream of iperf3 did, which encrypts, checks and writes nothing.
     *
     * @param cpuMillis of both ends for 256 KiB
     */
    record Line(double megabytesPerSecond, double cpuMillis) {}

    /** Zeros if it is not there. */
    static Line iperf() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process server;
        try {
            server = new ProcessBuilder(
                            "iperf3", "-s", "-1", "--forceflush", "-B", "127.0.0.1", "-p", String.valueOf(port))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return new Line(0, 0);
        }
        try {
            BufferedReader told = server.inputReader();
            for (String line = told.readLine(); line != null && !line.contains("listening"); line = told.readLine()) {}
            Process client = new ProcessBuilder(
                            "iperf3", "-c", "127.0.0.1", "-p", String.valueOf(port), "-t", "2", "-J")
                    .start();
            JsonNode answer = JSON.readTree(client.getInputStream());
            client.waitFor();
            JsonNode end = answer.path("end");
            JsonNode cpu = end.path("cpu_utilization_percent");
            JsonNode received = end.path("sum_received");
            double percent =
                    cpu.path("host_total").asDouble() + cpu.path("remote_total").asDouble();
            double requests = received.path("bytes").asDouble() / BenchFile.RUN;
            return new Line(
                    received.path("bits_per_second").asDouble() / 8e6,
                    percent * 10 * received.path("seconds").asDouble() / requests);
        } finally {
            server.destroy();
            server.waitFor(5, TimeUnit.SECONDS);
        }
    }
}
