package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.http.DoctorView;
import org.pluspeer.node.http.DoctorView.Finding;
import org.pluspeer.node.http.Views;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.Tally;
import org.pluspeer.node.p2p.reach.Mapped;
import org.pluspeer.node.p2p.reach.ReachState;
import org.pluspeer.node.p2p.reach.Reached;

class CheckupTest {
    private static final long NOW = 1_800_000_000L;

    @SuppressWarnings("NullAway") // no finding looks at the coin
    private static Views.Chain chain(boolean playMoney, long headTime, boolean connected, @Nullable String trouble) {
        TokenView none = null;
        return new Views.Chain(1, "some chain", playMoney, 7, headTime, connected, trouble, none, List.of(), List.of());
    }

    private static ReachState reach(Reached reached, @Nullable String advice) {
        return new ReachState(
                reached,
                "so it is",
                advice,
                List.of(new HostPort("5.6.7.8", 7338)),
                true,
                null,
                1,
                Mapped.none(Mapped.State.NONE, "no router"));
    }

    @Test
    void aChainThatIsAwayFailsAndSaysWhatToDo() {
        Finding away = Checkup.chain(chain(false, NOW, false, "nobody listens there"));
        assertEquals("failed", away.health());
        assertEquals("some chain can't be followed: nobody listens there.", away.sentence());
        assertNotNull(away.advice());
        assertEquals(
                "attention", Checkup.chain(chain(false, NOW, true, "one lies")).health());
        assertEquals("ok", Checkup.chain(chain(false, NOW, true, null)).health());
    }

    @Test
    void aClockIsHeldAgainstTheChainUnlessThisMachineDatesIt() {
        assertEquals(
                "ok", Checkup.clock(chain(false, NOW - 20, true, null), NOW).health());
        assertEquals(
                "failed",
                Checkup.clock(chain(false, NOW + 100, true, null), NOW).health());
        assertEquals(
                "attention",
                Checkup.clock(chain(false, NOW - 3600, true, null), NOW).health());
        assertEquals(
                "ok", Checkup.clock(chain(true, NOW - 3600, true, null), NOW).health());
    }

    @Test
    void aDiskFillsInSteps() {
        assertEquals("ok", Checkup.disk(50_000_000_000L).health());
        assertEquals("attention", Checkup.disk(1_000_000_000L).health());
        assertEquals("failed", Checkup.disk(100_000_000L).health());
        assertEquals("attention", Checkup.disk(null).health());
    }

    @Test
    void beingUnreachableIsWorthAttentionAndNoFault() {
        assertEquals("ok", Checkup.reach(reach(Reached.MAPPED, null)).health());
        assertEquals(
                "attention",
                Checkup.reach(reach(Reached.DIRECT, "Open UDP too.")).health());
        Finding unreachable = Checkup.reach(reach(Reached.UNREACHABLE, "Switch on UPnP."));
        assertEquals("attention", unreachable.health());
        assertTrue(unreachable.sentence().startsWith("Peers can't dial this node: "), unreachable.sentence());
        assertEquals("ok", Checkup.reach(reach(Reached.UNKNOWN, null)).health());
        assertEquals("attention", Checkup.peers(0).health());
        assertEquals("Linked with 1 peer.", Checkup.peers(1).sentence());
    }

    @Test
    void whatWasTurnedAwayIsToldAndNoTrouble() {
        Finding some = Checkup.refused(List.of(
                new Tally.Counted("link", "too_long", 2),
                new Tally.Counted("link", "flooding", 1),
                new Tally.Counted("listing", "no_room", 4)));
        assertEquals("Turned away or let go since the start: link 3, listing 4.", some.sentence());
        assertEquals("ok", some.health());
        assertEquals("ok", Checkup.refused(List.of()).health());
    }

    @Test
    void whereNoNodeRunsItIsSaidWhatCanBeSeen(@TempDir Path root) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            DoctorView found = OfflineCheckup.look(new DataDirectory(root), taken.getLocalPort());
            assertEquals("failed", found.health());
            assertEquals(
                    List.of("node", "keys", "disk", "ports"),
                    found.findings().stream().map(Finding::name).toList());
            assertTrue(found.findings().getFirst().sentence().contains(root.toString()));
            assertEquals("attention", found.findings().getLast().health());
            assertEquals("unknown", found.reach().state());
        }
    }

    @Test
    void theWorstFindingIsTheHealthOfAll() {
        DoctorView.Reach reach = DoctorView.Reach.of(reach(Reached.DIRECT, null));
        assertEquals("direct", reach.state());
        assertEquals(List.of("5.6.7.8:7338"), reach.addresses());
        List<Finding> some = List.of(Finding.ok("disk", ""), Finding.attention("reach", "", null));
        assertEquals("attention", DoctorView.of(some, reach, List.of()).health());
        List<Finding> bad = List.of(Finding.failed("chain", "", ""), Finding.attention("reach", "", null));
        assertEquals("failed", DoctorView.of(bad, reach, List.of()).health());
        assertEquals(
                "ok",
                DoctorView.of(List.of(Finding.ok("disk", "")), reach, List.of()).health());
    }
}
