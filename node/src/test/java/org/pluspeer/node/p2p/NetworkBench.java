package org.pluspeer.node.p2p;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Measures a link on loopback, both ends in this process: {@code NetworkBench [--json] [--mib N] [--runs N] [--soak N]}.
 * A file goes in requests of 256 KiB, sixteen on their way; each block is checked against its root on arrival, written,
 * and the whole read back from the disk and hashed once more before the clock stops. The ratio is to a single stream of
 * iperf3 in the same run, which encrypts, checks and writes nothing.
 */
public final class NetworkBench {
    private static final int PIECE = BlocksReply.MAX_BYTES;
    private static final int BLOCKS = PIECE / ContentShape.DEFAULT_BLOCK;
    private static final int AT_ONCE = 16;
    private static final int SET_UPS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final ContentShape shape;
    private final Path served;
    private final Path received;
    private final BlockRoots roots;

    private NetworkBench(Path directory, int mebibytes) throws IOException {
        this.shape = new ContentShape((long) mebibytes << 20, ContentShape.DEFAULT_BLOCK);
        this.served = directory.resolve("served");
        this.received = directory.resolve("received");
        this.roots = write(served);
    }

    private BlockRoots write(Path file) throws IOException {
        ContentTree tree = new ContentTree(shape.blockSize());
        Random random = new Random(3);
        byte[] piece = new byte[PIECE];
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < shape.size(); at += PIECE) {
                random.nextBytes(piece);
                tree.add(piece, 0, PIECE);
                out.write(ByteBuffer.wrap(piece));
            }
        }
        return tree.finish();
    }

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        Path directory = Files.createTempDirectory("network-bench");
        try {
            NetworkBench bench = new NetworkBench(directory, number(given, "--mib", 256));
            ObjectNode result = bench.all(number(given, "--runs", 3), number(given, "--soak", 0));
            System.out.println(given.contains("--json") ? result.toPrettyString() : lines(result, ""));
        } finally {
            Files.deleteIfExists(directory.resolve("served"));
            Files.deleteIfExists(directory.resolve("received"));
            Files.delete(directory);
        }
        System.exit(0);
    }

    private static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 >= given.size() ? otherwise : Integer.parseInt(given.get(at + 1));
    }

    private static String lines(ObjectNode node, String indent) {
        StringBuilder text = new StringBuilder();
        node.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode inner) {
                text.append(indent).append(entry.getKey()).append('\n').append(lines(inner, indent + "  "));
            } else {
                text.append(indent)
                        .append(entry.getKey())
                        .append(": ")
                        .append(entry.getValue().asText())
                        .append('\n');
            }
        });
        return text.toString();
    }

    private ObjectNode all(int runs, int soak) throws Exception {
        ObjectNode result = json.createObjectNode();
        result.put("mebibytes", shape.size() >> 20);
        double line = iperf(result);
        for (Carriers carriers : List.of(Carriers.TCP, Carriers.QUIC)) {
            ObjectNode here = result.putObject(carriers.name().toLowerCase(Locale.ROOT));
            measure(carriers, runs, line, here);
            if (soak > 0) {
                LinkSoak.run(carriers, soak, soak / 5).into(here.putObject("soak"));
            }
        }
        return result;
    }

    private void measure(Carriers carriers, int runs, double line, ObjectNode into) throws Exception {
        try (Neighbourhood here = new Neighbourhood(carriers);
                FileChannel source = FileChannel.open(served)) {
            Member seller = here.member(1);
            Member buyer = here.member(2);
            seller.network().onMessage(BlocksRequest.class, (from, ask) -> piece(source, ask));
            buyer.network().connect(seller.at(), seller.node());
            double[] rates = new double[runs];
            double[] cpu = new double[runs];
            for (int i = 0; i < runs; i++) {
                long busy = cpuNanos();
                long began = System.nanoTime();
                fetch(buyer, seller);
                rates[i] = shape.size() / 1e6 / ((System.nanoTime() - began) / 1e9);
                cpu[i] = (cpuNanos() - busy) / 1e6 / (shape.size() / (double) PIECE);
            }
            Arrays.sort(rates);
            Arrays.sort(cpu);
            into.put("megabytesPerSecond", round(rates[runs / 2]));
            into.put("best", round(rates[runs - 1]));
            into.put("cpuMillisPerRequestBothEnds", round(cpu[runs / 2]));
            if (line > 0) {
                into.put("ratioToIperf3", round(rates[runs / 2] / line));
            }
        }
        setUp(carriers, into);
    }

    private BlocksReply piece(FileChannel source, BlocksRequest ask) {
        try {
            byte[] bytes = new byte[PIECE];
            source.read(ByteBuffer.wrap(bytes), ask.first() * shape.blockSize());
            return new BlocksReply(
                    ask.exchangeRoot(), ask.first(), roots.packed(ask.first(), ask.count()), List.of(), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void fetch(Member buyer, Member seller) throws Exception {
        AtomicInteger next = new AtomicInteger();
        int pieces = (int) (shape.size() / PIECE);
        try (FileChannel out = FileChannel.open(
                        received,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(requests.submit(() -> {
                    BlockHasher hasher = new BlockHasher(shape.blockSize());
                    for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                        keep(out, buyer, seller, (long) piece * BLOCKS, hasher);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            out.force(false);
            rehash(out);
        }
    }

    private void keep(FileChannel out, Member buyer, Member seller, long first, BlockHasher hasher) throws IOException {
        BlocksReply reply = (BlocksReply)
                buyer.network().request(seller.node(), new BlocksRequest(Hash32.ZERO, first, BLOCKS), LIMIT);
        byte[] bytes = reply.cipher();
        byte[] found = new byte[BLOCKS * Hash32.LENGTH];
        for (int i = 0; i < BLOCKS; i++) {
            hasher.plainRootInto(bytes, i * shape.blockSize(), shape.blockSize(), found, i * Hash32.LENGTH);
        }
        if (!Arrays.equals(found, roots.packed(first, BLOCKS))) {
            throw new IllegalStateException("a block that was not asked for");
        }
        out.write(ByteBuffer.wrap(bytes), first * shape.blockSize());
    }

    private void rehash(FileChannel from) throws IOException {
        ContentTree tree = new ContentTree(shape.blockSize());
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < shape.size(); at += PIECE) {
            piece.clear();
            from.read(piece, at);
            tree.add(piece.array(), 0, PIECE);
        }
        if (!tree.finish().contentRoot().equals(roots.contentRoot())) {
            throw new IllegalStateException("the disk holds something else");
        }
    }

    /** From the first datagram or segment to a greeted link, and the carrier's own handshake alone. */
    private static void setUp(Carriers carriers, ObjectNode into) throws Exception {
        double[] link = new double[SET_UPS];
        double[] handshake = new double[SET_UPS];
        try (Neighbourhood here = new Neighbourhood(carriers)) {
            Member to = here.member(1);
            Member from = here.member(2);
            Carrier bare = here.stranger(3);
            for (int i = -20; i < SET_UPS; i++) {
                long began = System.nanoTime();
                from.network().connect(to.at(), to.node());
                double linked = (System.nanoTime() - began) / 1e6;
                from.network().cut(to.node(), "measured");
                Eventually.holds(
                        "parted",
                        () -> to.network().links() == 0 && from.network().links() == 0);
                began = System.nanoTime();
                Pipe pipe = bare.dial(to.at(), to.node());
                double shaken = (System.nanoTime() - began) / 1e6;
                pipe.close();
                if (i >= 0) {
                    link[i] = linked;
                    handshake[i] = shaken;
                }
            }
        }
        Arrays.sort(link);
        Arrays.sort(handshake);
        into.put("setUpMillisMedian", round(link[SET_UPS / 2]));
        into.put("setUpMillisWorstOf100", round(link[SET_UPS - 1]));
        into.put("handshakeAloneMillisMedian", round(handshake[SET_UPS / 2]));
        into.put("setUpToHandshake", round(link[SET_UPS / 2] / handshake[SET_UPS / 2]));
    }

    /** Megabytes a second of one stream; 0 if it is not there, with the reason in the result. */
    private double iperf(ObjectNode result) throws IOException, InterruptedException {
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
            result.put("iperf3", "skipped: it is not installed (Debian: apt-get install iperf3)");
            return 0;
        }
        try {
            BufferedReader told = server.inputReader();
            for (String line = told.readLine(); line != null && !line.contains("listening"); line = told.readLine()) {}
            double rate = iperfClient(port);
            result.put("iperf3MegabytesPerSecond", round(rate));
            return rate;
        } finally {
            server.destroy();
            server.waitFor(5, TimeUnit.SECONDS);
        }
    }

    private double iperfClient(int port) throws IOException, InterruptedException {
        Process client =
                new ProcessBuilder("iperf3", "-c", "127.0.0.1", "-p", String.valueOf(port), "-t", "4", "-J").start();
        JsonNode told = json.readTree(client.getInputStream());
        client.waitFor();
        return told.path("end").path("sum_received").path("bits_per_second").asDouble() / 8e6;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
