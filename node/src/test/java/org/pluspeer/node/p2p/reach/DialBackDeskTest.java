package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.market.wire.ReachReply.Outcome;
import org.pluspeer.market.wire.ReachRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.Trial;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

class DialBackDeskTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> dialled = new ArrayList<>();
    private long now;
    private final DialBackDesk desk = new DialBackDesk(
            (at, expected) -> {
                dialled.add(at + " " + expected);
                return new Trial(Outcome.REACHED, Outcome.SILENT);
            },
            () -> now);

    private static PeerInfo from(int number, String host) {
        return new PeerInfo(
                Address.parse("0x%040x".formatted(number)),
                null,
                new HostPort(host, 5000),
                "quic",
                List.of(new HostPort("192.168.1.1", 80), new HostPort("10.0.0.1", 22)),
                "test",
                false,
                Instant.EPOCH);
    }

    private static Refusal.Code refusal(Message reply) {
        return ((Refusal) reply).code();
    }

    @Test
    void whoAsksIsDialledWhereItsLinkComesFromAndNowhereElse() {
        ReachReply reply = (ReachReply) desk.answer(from(1, "5.6.7.8"), new ReachRequest(7338));
        assertEquals("5.6.7.8:7338", reply.seen().toString());
        assertEquals(Outcome.SILENT, reply.tcp());
        assertEquals(List.of("5.6.7.8:7338 " + from(1, "5.6.7.8").node()), dialled);
    }

    @Test
    void aRangeIsDialledOnlyNowAndThenWhoeverAsks() {
        desk.answer(from(1, "5.6.7.8"), new ReachRequest(7338));
        assertEquals(Refusal.Code.BUSY, refusal(desk.answer(from(1, "5.6.7.8"), new ReachRequest(7339))));
        assertEquals(Refusal.Code.BUSY, refusal(desk.answer(from(2, "5.6.7.9"), new ReachRequest(7338))));
        desk.answer(from(3, "5.6.8.9"), new ReachRequest(7338));
        now = 21 * SECOND;
        desk.answer(from(2, "5.6.7.9"), new ReachRequest(7338));
        assertEquals(3, dialled.size());
    }

    @Test
    void whoComesByARelayIsNotDialled() {
        Message reply = desk.answer(from(1, "relay-00.invalid"), new ReachRequest(7338));
        assertEquals(Refusal.Code.UNSUPPORTED, refusal(reply));
        assertEquals(List.of(), dialled);
    }

    @Test
    void onlySomeAreDialledAtOnce() {
        List<Message> inside = new ArrayList<>();
        DialBackDesk[] busy = new DialBackDesk[1];
        int[] depth = {0};
        busy[0] = new DialBackDesk(
                (at, expected) -> {
                    depth[0]++;
                    inside.add(busy[0].answer(from(9, "6.6." + depth[0] + ".1"), new ReachRequest(7338)));
                    return new Trial(Outcome.SILENT, Outcome.SILENT);
                },
                () -> now);
        busy[0].answer(from(1, "5.6.7.8"), new ReachRequest(7338));
        assertEquals(4, depth[0]);
        assertEquals(Refusal.Code.BUSY, refusal(inside.getFirst()), "the fifth within the fourth");
    }

    @Test
    void servicesOfSystemsAreNotKnockedAt() {
        for (int port : List.of(0, 22, 25, 80, 1023, 65536)) {
            assertThrows(MalformedException.class, () -> new ReachRequest(port));
        }
        assertEquals(443, new ReachRequest(443).port());
    }
}
