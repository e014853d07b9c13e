package org.pluspeer.node.p2p;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.pluspeer.node.p2p.Neighbourhood.Member;

/**
 * Measures what a node costs that has nothing to do: {@code IdleBench --idle [SECONDS] [--json]}. The node is a process
 * of its own with twenty neighbours, all in this one; what is counted is every byte on the loopback device, headers and
 * all, so it should run in a network namespace of its own. Then two hundred links after two hundred say what each holds.
 */
public final class IdleBench {
    private static final int NEIGHBOURS = 20;
    private static final int MORE = 200;
    private static final int SETTLE_SECONDS = 20;
    private static final int CLOCK_TICKS = 100;

    private IdleBench() {}

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        if (given.contains("--node")) {
            node(Carriers.valueOf(given.get(given.indexOf("--node") + 1)));
            return;
        }
        int at = given.indexOf("--idle") + 1;
        int seconds = at < given.size() && given.get(at).matches("[0-9]+") ? Integer.parseInt(given.get(at)) : 60;
        ObjectNode result = new ObjectMapper().createObjectNode();
        for (Carriers carriers : List.of(Carriers.TCP, Carriers.QUIC)) {
            measure(carriers, seconds, result.putObject(carriers.name().toLowerCase(Locale.ROOT)));
        }
        System.out.println(given.contains("--json") ? result.toPrettyString() : result.toString());
        System.exit(0);
    }

    /** The node that is measured: it links with each address that it reads, and answers with what it holds. */
    private static void node(Carriers carriers) throws Exception {
        try (Neighbourhood here = new Neighbourhood(carriers);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            LinkLimits many = LinkLimits.DEFAULT.withLinks(1000, 1000, NEIGHBOURS);
            Member self = trading(here, here.member(1, Neighbourhood.setting(many)));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("held")) {
                    LinkSoak.Held now = LinkSoak.Held.now();
                    System.out.println("held " + now.resident() + " " + now.heap());
                } else {
                    self.network().connect(HostPort.parse(line));
                    System.out.println("linked");
                }
            }
        }
    }

    private static Member trading(Neighbourhood here, Member member) {
        ListingExchange listings = new ListingExchange(
                member.network(),
                new IndexedShelf(new Listings.MemoryKeeper()),
                ExchangeLimits.DEFAULT,
                new ListingExchange.Clocks(here.scheduler, Neighbourhood.CLOCK, System::nanoTime));
        listings.start();
        return member;
    }

    private static void measure(Carriers carriers, int seconds, ObjectNode into) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                // All of the heap is resident from the start: what it holds is asked of itself, and garbage not
                // counted.
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                IdleBench.class.getName(),
                "--node",
                carriers.name()));
        Process node = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Neighbourhood here = new Neighbourhood(carriers);
                BufferedReader told = node.inputReader();
                BufferedWriter tell = node.outputWriter()) {
            for (int i = 0; i < NEIGHBOURS; i++) {
                ask(told, tell, trading(here, here.member(i + 2)).at().toString());
            }
            pass(SETTLE_SECONDS);
            long bytes = loopback();
            long busy = busyTicks(node.pid());
            pass(seconds);
            into.put("neighbours", NEIGHBOURS);
            into.put("seconds", seconds);
            into.put("kilobytesPerSecondBothWays", (loopback() - bytes) / 1000.0 / seconds);
            into.put("percentOfACore", 100.0 * (busyTicks(node.pid()) - busy) / CLOCK_TICKS / seconds);
            links(here, told, tell, into);
        } finally {
            node.destroy();
            node.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void links(Neighbourhood here, BufferedReader told, BufferedWriter tell, ObjectNode into)
            throws IOException, InterruptedException {
        // The first two hundred also bring what is compiled and reserved once.
        long[] before = more(1_000, here, told, tell);
        long[] after = more(2_000, here, told, tell);
        double outside = (after[0] - before[0]) / 1024.0 / MORE;
        double heap = (after[1] - before[1]) / 1024.0 / MORE;
        into.put("kiBEachLink", outside + heap);
        into.put("kiBEachLinkOutsideTheHeap", outside);
    }

    private static long[] more(int first, Neighbourhood here, BufferedReader told, BufferedWriter tell)
            throws IOException, InterruptedException {
        for (int i = 0; i < MORE; i++) {
            ask(told, tell, here.member(first + i).at().toString());
        }
        pass(SETTLE_SECONDS);
        return held(told, tell);
    }

    /** Bytes that are resident, and of live objects in the heap. */
    private static long[] held(BufferedReader told, BufferedWriter tell) throws IOException {
        String[] words = ask(told, tell, "held").split(" ", -1);
        return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
    }

    private static String ask(BufferedReader told, BufferedWriter tell, String line) throws IOException {
        tell.write(line + "\n");
        tell.flush();
        String answer = told.readLine();
        while (answer != null && !answer.startsWith("linked") && !answer.startsWith("held")) {
            answer = told.readLine();
        }
        if (answer == null) {
            throw new IOException("the node has ended");
        }
        return answer;
    }

    private static void pass(int seconds) throws InterruptedException {
        if (new CountDownLatch(1).await(Duration.ofSeconds(seconds).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** Bytes that left by the loopback device; each arrives once. */
    private static long loopback() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/dev")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("lo:"))
                .mapToLong(line -> Long.parseLong(line.substring(3).strip().split("\\s+", -1)[0]))
                .sum();
    }

    /** Processor time of a process, user's and system's, in hundredths of a second. */
    private static long busyTicks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
