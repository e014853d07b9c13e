package org.pluspeer.node.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.reach.Mapped;
import org.pluspeer.node.p2p.reach.ReachState;

/**
 * How the node is, point by point.
 *
 * @param health the worst of the findings: ok, attention or failed
 * @param refused what was turned away or let go since the start, by reason
 */
public record DoctorView(String health, List<Finding> findings, Reach reach, List<Refused> refused) {
    /**
     * How often one reason came up.
     *
     * @param kind link, request, listing or datagram
     * @param reason in the words of its protocol
     */
    public record Refused(String kind, String reason, long count) {}

    /**
     * One point.
     *
     * @param name chain, clock, disk, ports, reach, peers, refused; node, keys where no node runs
     * @param health ok; attention: it works, but not as well as it could; failed: something doesn't work
     * @param sentence for people
     * @param advice what to do; null if there is nothing to be done
     */
    public record Finding(
            String name,
            String health,
            String sentence,
            @Nullable String advice) {
        public static Finding ok(String name, String sentence) {
            return new Finding(name, OK, sentence, null);
        }

        public static Finding attention(String name, String sentence, @Nullable String advice) {
            return new Finding(name, ATTENTION, sentence, advice);
        }

        public static Finding failed(String name, String sentence, String advice) {
            return new Finding(name, FAILED, sentence, advice);
        }
    }

    /**
     * How others can come to this node.
     *
     * @param state direct, mapped, relayed, unreachable or unknown
     * @param why one sentence
     * @param addresses where it can be dialled
     * @param udp whether calls by UDP come through; null if nobody tried
     * @param tcp likewise by TCP
     * @param asked peers that said what came of dialling back
     * @param mapping what the router said: off, asking, granted, behind_another or none
     * @param protocol by which the router granted it
     */
    public record Reach(
            String state,
            String why,
            List<String> addresses,
            @Nullable Boolean udp,
            @Nullable Boolean tcp,
            int asked,
            String mapping,
            @Nullable String protocol) {
        public static Reach of(ReachState state) {
            Mapped mapping = state.mapping();
            return new Reach(
                    state.reached().text(),
                    state.why(),
                    state.addresses().stream().map(Object::toString).toList(),
                    state.udp(),
                    state.tcp(),
                    state.answers(),
                    mapping.state().name().toLowerCase(Locale.ROOT),
                    mapping.protocol());
        }
    }

    private static final String OK = "ok";
    private static final String ATTENTION = "attention";
    private static final String FAILED = "failed";

    public static DoctorView of(List<Finding> findings, Reach reach, List<Refused> refused) {
        List<String> worstFirst = List.of(FAILED, ATTENTION, OK);
        String health = worstFirst.stream()
                .filter(each ->
                        findings.stream().anyMatch(finding -> finding.health().equals(each)))
                .findFirst()
                .orElse(OK);
        return new DoctorView(health, findings, reach, refused);
    }
}
