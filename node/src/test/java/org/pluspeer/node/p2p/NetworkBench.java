package org.pluspeer.node.p2p;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.node.p2p.find.HalfGone;

/**
 * Measures links on loopback, both ends in this process, beside other programs on the same file:
 * {@code NetworkBench [--json] [--mib N] [--runs N]}. What counts are the ratios within a round, in which all
 * take their turn; the median of the rounds is told. {@link BenchFile} says what is timed.
 */
public final class NetworkBench {
    private static final int WARM = 1 << 30;
    private static final int SET_UPS = 100;
    private static final int SET_UPS_WARM = 100;
    private static final double LINE = 25;
    private static final int LINE_DELAY_MILLIS = 20;
    private static final double LINE_LOSS = 0.005;

    private final ObjectMapper json = new ObjectMapper();
    private final BenchFile file;
    private final int rounds;
    private final double[] iperf;
    private final double[] iperfCpu;

    private NetworkBench(BenchFile file, int rounds) {
        this.file = file;
        this.rounds = rounds;
        this.iperf = new double[rounds];
        this.iperfCpu = new double[rounds];
    }

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        Path directory = Files.createTempDirectory("network-bench");
        try {
            BenchFile file = new BenchFile(directory, number(given, "--mib", 256));
            ObjectNode result = new NetworkBench(file, number(given, "--runs", 5)).all();
            System.out.println(given.contains("--json") ? result.toPrettyString() : lines(result, ""));
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
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

    private ObjectNode all() throws Exception {
        ObjectNode result = json.createObjectNode();
        result.put("mebibytes", Math.round(file.megabytes() * 1e6) >> 20);
        result.put("rounds", rounds);
        result.put("loadBefore", load());
        try (FileChannel source = FileChannel.open(file.served());
                Ends tcp = new Ends(Carriers.TCP, source);
                Ends quic = new Ends(Carriers.QUIC, source)) {
            List<Ends> ours = List.of(tcp, quic);
            double[][] theirs = rounds(ours);
            if (median(iperf) > 0) {
                result.put("iperf3MegabytesPerSecond", round3(median(iperf)));
                result.put("iperf3CpuMillisPerRequestBothEnds", round3(median(iperfCpu)));
            } else {
                result.put("iperf3", "not installed: apt-get install iperf3");
            }
            for (Ends each : ours) {
                ObjectNode here = result.putObject(each.carriers.name().toLowerCase(Locale.ROOT));
                each.tell(here);
                setUp(each.carriers, here);
            }
            lossyLine((ObjectNode) result.get("quic"), source);
            for (int i = 0; i < theirs.length; i++) {
                rival(Rivals.ALL.get(i), theirs[i], ours, result);
            }
        }
        stages(result.putObject("millisOfOneCorePerRequest"));
        lookups(result.putObject("lookups"));
        result.put("loadAfter", load());
        return result;
    }

    /** Two nodes that share a link, and how they did. */
    private final class Ends implements AutoCloseable {
        private final Carriers carriers;
        private final Neighbourhood here;
        private final Member seller;
        private final Member buyer;
        private final double[] rates = new double[rounds];
        private final double[] cpu = new double[rounds];

        Ends(Carriers carriers, FileChannel source) throws Exception {
            this.carriers = carriers;
            here = new Neighbourhood(carriers);
            seller = here.member(1);
            buyer = here.member(2);
            file.serve(seller, source);
            buyer.network().connect(seller.at(), seller.node());
            for (double warm = 0; warm < WARM; warm += file.megabytes() * 1e6) {
                file.fetch(buyer, seller, file.runs());
            }
        }

        void round(int i) throws Exception {
            long busy = cpuNanos();
            rates[i] = file.megabytes() / file.fetch(buyer, seller, file.runs());
            cpu[i] = (cpuNanos() - busy) / 1e6 / file.runs();
        }

        void tell(ObjectNode into) {
            into.put("megabytesPerSecond", round3(median(rates)));
            into.put("best", round3(Arrays.stream(rates).max().orElse(0)));
            into.put("cpuMillisPerRequestBothEnds", round3(median(cpu)));
            if (median(iperf) > 0) {
                into.put("ratioToIperf3", round3(median(ratios(rates, iperf))));
                into.put("ratioToIperf3ByCpu", round3(median(ratios(iperfCpu, cpu))));
            }
        }

        @Override
        public void close() throws Exception {
            here.close();
        }
    }

    /** Megabytes a second of each rival in each round; none for one that is not there. */
    private double[][] rounds(List<Ends> ours) throws Exception {
        double[][] theirs = new double[Rivals.ALL.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            Rivals.Line line = Rivals.iperf();
            iperf[round] = line.megabytesPerSecond();
            iperfCpu[round] = line.cpuMillis();
            for (Ends each : ours) {
                each.round(round);
            }
            for (int i = 0; i < theirs.length; i++) {
                Optional<Rivals.Told> told =
                        theirs[i].length == 0 ? Optional.empty() : Rivals.run(Rivals.ALL.get(i), file.served());
                if (told.isPresent()) {
                    theirs[i][round] = file.megabytes() / told.get().seconds();
                } else {
                    theirs[i] = new double[0];
                }
            }
        }
        return theirs;
    }

    private void rival(Rivals.Rival rival, double[] rates, List<Ends> ours, ObjectNode into) {
        if (rates.length == 0) {
            into.put(rival.name(), "not installed: " + rival.install());
            return;
        }
        ObjectNode here = into.putObject(rival.name());
        here.put("megabytesPerSecond", round3(median(rates)));
        for (Ends each : ours) {
            here.put(
                    each.carriers.name().toLowerCase(Locale.ROOT) + "TimesAsFast",
                    round3(median(ratios(each.rates, rates))));
        }
    }

    /**
     * The whole file by a fresh link over a line of 25 MB/s that takes 20 ms each way and loses one datagram of 200, the
     * first 64 MiB of that, and the first 64 MiB once more.
     */
    private void lossyLine(ObjectNode quic, FileChannel source) throws Exception {
        int runs = Math.min(file.runs(), (64 << 20) / BenchFile.RUN);
        double[] whole = new double[3];
        double[] first = new double[whole.length];
        double[] then = new double[whole.length];
        for (int i = 0; i < whole.length; i++) {
            try (Neighbourhood here = new Neighbourhood(Carriers.QUIC)) {
                Member seller = here.member(1);
                Member buyer = here.member(2);
                file.serve(seller, source);
                try (LossyLine line = new LossyLine(seller.at(), LINE, LINE_DELAY_MILLIS, LINE_LOSS)) {
                    buyer.network().connect(line.at(), seller.node());
                    double megabytes = runs * (double) BenchFile.RUN / 1e6;
                    BenchFile.Times fresh = file.fetch(buyer, seller, file.runs(), runs);
                    whole[i] = file.megabytes() / fresh.all();
                    first[i] = megabytes / fresh.some();
                    then[i] = megabytes / file.fetch(buyer, seller, runs);
                }
            }
        }
        ObjectNode into = quic.putObject("lineOf25MegabytesPerSecond40MillisRoundTripHalfPercentLoss");
        into.put("megabytesPerSecond", round3(median(whole)));
        into.put("partOfTheLine", round3(median(whole) / LINE));
        into.put("partOfTheLineInTheFirst64MiB", round3(median(first) / LINE));
        into.put("partOfTheLineOnceUp", round3(median(then) / LINE));
    }

    /** In memory and in virtual time: what is told does not hang on this machine. */
    private static void lookups(ObjectNode into) {
        HalfGone after = HalfGone.of(300);
        into.put("nodes", after.nodes());
        into.put("died", after.died());
        into.put("asked", after.asked());
        into.put("found", after.found());
    }

    private void stages(ObjectNode into) throws Exception {
        BenchFile.Stages stages = file.stages();
        into.put("sealAtTheSeller", round3(stages.seal()));
        into.put("check", round3(stages.check()));
        into.put("write", round3(stages.write()));
        into.put("readBack", round3(stages.read()));
        into.put("openWithTheKey", round3(stages.open()));
    }

    /**
     * From the first datagram or segment to a greeted link, and a bare handshake of the same library: until both sides
     * have proven their names, and nothing more. QUIC's listener hears of the stream with its first byte.
     */
    private static void setUp(Carriers carriers, ObjectNode into) throws Exception {
        double[] link = new double[SET_UPS];
        double[] handshake = new double[SET_UPS];
        try (Neighbourhood here = new Neighbourhood(carriers)) {
            Member to = here.member(1);
            Member from = here.member(2);
            Carrier bare = here.stranger(3);
            SynchronousQueue<Pipe> proven = new SynchronousQueue<>();
            HostPort at = here.stranger(4).listen(Neighbourhood.ANY_PORT, pipe -> hand(pipe, proven));
            for (int i = -SET_UPS_WARM; i < SET_UPS; i++) {
                long began = System.nanoTime();
                from.network().connect(to.at(), to.node());
                double linked = (System.nanoTime() - began) / 1e6;
                from.network().cut(to.node(), "measured");
                Eventually.holds(
                        "parted",
                        () -> to.network().links() == 0 && from.network().links() == 0);
                began = System.nanoTime();
                Pipe pipe = bare.dial(at, Neighbourhood.key(4).address());
                pipe.write(Buffer.buffer(1).appendByte((byte) 0), () -> {});
                Pipe other = proven.take();
                double shaken = (System.nanoTime() - began) / 1e6;
                pipe.close();
                other.close();
                if (i >= 0) {
                    link[i] = linked;
                    handshake[i] = shaken;
                }
            }
        }
        into.put("setUpMillisMedian", round3(median(link)));
        into.put("setUpMillisWorstOf100", round3(Arrays.stream(link).max().orElse(0)));
        into.put("handshakeAloneMillisMedian", round3(median(handshake)));
        into.put("setUpToHandshake", round3(median(link) / median(handshake)));
    }

    private static void hand(Pipe pipe, SynchronousQueue<Pipe> to) {
        try {
            to.put(pipe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double[] ratios(double[] of, double[] to) {
        double[] ratios = new double[of.length];
        Arrays.setAll(ratios, i -> of[i] / to[i]);
        return ratios;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double load() {
        return round3(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double round3(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
