package org.pluspeer.node.p2p;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One node that others connect to, ask something of and leave, again and again; every third leaves without a word. What
 * the process holds is looked at after a while, and again at the end.
 */
final class LinkSoak {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A machine that is busy with other things must not look like a peer that is silent. */
    private static final PeerSetting PATIENT = Neighbourhood.setting(Neighbourhood.hasty(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofMinutes(1)));

    private LinkSoak() {}

    /**
     * What the process held.
     *
     * @param descriptors files and sockets
     * @param heap bytes in use after a collection
     * @param resident bytes of the process; 0 where the system does not tell
     */
    record Held(long descriptors, long heap, long resident) {
        static Held now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long open = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
            return new Held(open, runtime.totalMemory() - runtime.freeMemory(), residentBytes());
        }

        private static long residentBytes() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                        .findFirst()
                        .orElse(0);
            } catch (IOException e) {
                return 0;
            }
        }
    }

    /**
     * What was held after each round, until {@code enough} says that it has seen what it wants, or the last round.
     *
     * @param warmUp connects before the first look
     */
    static List<Held> rounds(Carriers carriers, int warmUp, int times, int most, Predicate<List<Held>> enough)
            throws Exception {
        try (Neighbourhood here = new Neighbourhood(carriers)) {
            Member to = here.member(1, PATIENT);
            to.network().onMessage(BlocksRequest.class, (from, ask) -> null);
            Member from = here.member(2, PATIENT);
            Carrier rude = here.stranger(3);
            connect(to, from, rude, warmUp);
            List<Held> held = new ArrayList<>();
            held.add(Held.now());
            for (int i = 0; i < most && !enough.test(held); i++) {
                connect(to, from, rude, times);
                held.add(Held.now());
            }
            return held;
        }
    }

    private static void connect(Member to, Member from, Carrier rude, int times) {
        for (int i = 0; i < times; i++) {
            if (i % 3 == 2) {
                Pipe pipe = rude.dial(to.at(), to.node());
                Stranger stranger = new Stranger(pipe).greet();
                Eventually.holds("it is linked", () -> to.network().links() == 1);
                pipe.close();
                if (stranger.heard().size() > 2) {
                    throw new AssertionError("more than a greeting was said to a stranger");
                }
            } else {
                from.network().connect(to.at(), to.node());
                from.network().request(to.node(), new BlocksRequest(Hash32.ZERO, i, 1), LIMIT);
                from.network().cut(to.node(), "until next time");
            }
            Eventually.holds(
                    "it has gone",
                    () -> to.network().links() == 0 && from.network().links() == 0);
        }
    }
}
