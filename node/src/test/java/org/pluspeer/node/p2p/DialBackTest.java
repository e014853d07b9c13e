package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.wire.ReachReply.Outcome;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Address;

/** Calls that are made only to see if they can be, over real sockets. */
class DialBackTest {
    private final Neighbourhood here = new Neighbourhood(Carriers.BOTH);

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    @Test
    void aTrialIsSeenByBothCarriersAndLeavesNoLinkAndNoFarewell() {
        Member a = here.member(1);
        Member b = here.member(2);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        a.network().watch(new PeerNetwork.Watcher() {
            @Override
            public void linked(PeerInfo peer) {
                seen.add("linked");
            }

            @Override
            public void parted(PeerInfo peer, Parting parting) {}

            @Override
            public void tried(Address by, String carrier) {
                seen.add(by + " " + carrier);
            }
        });
        assertEquals(new Trial(Outcome.REACHED, Outcome.REACHED), b.network().tries(a.at(), a.node()));
        Eventually.holds("both calls were seen", () -> seen.equals(Set.of(b.node() + " quic", b.node() + " tcp")));
        assertEquals(0, a.network().links());
        assertTrue(a.network().farewells().isEmpty());
    }

    @Test
    void nobodyThereAndAnotherNodeThereAreToldApart() {
        Member a = here.member(1);
        Member b = here.member(2);
        Member c = here.member(3);
        assertEquals(new Trial(Outcome.ANOTHER, Outcome.ANOTHER), b.network().tries(a.at(), c.node()));
        a.network().close();
        assertEquals(new Trial(Outcome.SILENT, Outcome.SILENT), b.network().tries(a.at(), a.node()));
    }

    @Test
    void aTrialDoesNotDisturbTheLinkThatIsThere() {
        Member a = here.member(1);
        Member b = here.member(2);
        PeerInfo link = b.network().connect(a.at(), a.node());
        assertEquals(new Trial(Outcome.REACHED, Outcome.REACHED), b.network().tries(a.at(), a.node()));
        assertEquals(link, b.network().peer(a.node()).orElseThrow());
        Eventually.holds("there is one link", () -> a.network().links() == 1);
    }
}
