package org.pluspeer.node.p2p.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pluspeer.node.p2p.path.NatTown.End;
import org.pluspeer.node.p2p.path.NatTown.Kind;

/** Two peers behind routers, in virtual time; the relay is always there. */
class PeerPathsTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    @ParameterizedTest
    @CsvSource({
        "PUBLIC,PUBLIC,true",
        "PUBLIC,CONE,true",
        "PUBLIC,SYMMETRIC,true",
        "CONE,CONE,true",
        "CONE,SYMMETRIC,false",
        "SYMMETRIC,SYMMETRIC,false",
        "SYMMETRIC,PUBLIC,true",
        "SYMMETRIC,CONE,false"
    })
    void twoPeersThatMetThroughARelayGoDirectWhereRoutersAllow(Kind a, Kind b, boolean direct) {
        NatTown town = new NatTown(a, b, 7);
        town.offer();
        town.run(20 * SECOND);
        assertEquals(direct, town.left.paths.isUsedDirect(), "left");
        assertEquals(direct, town.right.paths.isUsedDirect(), "right");
    }

    @Test
    void aPunchTakesLessThanASecond() {
        NatTown town = new NatTown(Kind.CONE, Kind.CONE, 7);
        town.offer();
        town.run(SECOND);
        assertTrue(town.left.paths.isUsedDirect() && town.right.paths.isUsedDirect());
    }

    @Test
    void aTransferGoesToTheRelayWhenTheDirectWayIsCutAndBackWhenItIsRestored() {
        NatTown town = new NatTown(Kind.CONE, Kind.CONE, 7);
        town.offer();
        town.traffic = true;
        town.run(2 * SECOND);
        town.cut = true;
        town.run(4500 * MILLI);
        assertFalse(town.left.paths.isUsedDirect());
        assertFalse(town.right.paths.isUsedDirect());
        assertTrue(town.longestGap() < 4 * SECOND, town.longestGap() / MILLI + " ms without a datagram");
        town.run(6 * SECOND);
        assertFalse(town.left.paths.isUsedDirect(), "it is still cut");
        town.cut = false;
        town.run(6 * SECOND);
        assertTrue(town.left.paths.isUsedDirect() && town.right.paths.isUsedDirect());
    }

    @Test
    void aRouterThatGivesANewPortCostsAMomentOnly() {
        for (Kind other : List.of(Kind.PUBLIC, Kind.CONE)) {
            NatTown town = new NatTown(Kind.CONE, other, 7);
            town.offer();
            town.traffic = true;
            town.run(2 * SECOND);
            town.left.renumber();
            town.run(4 * SECOND);
            // The relay has seen the new port, and the peer is told.
            town.offer();
            town.run(4 * SECOND);
            assertTrue(town.left.paths.isUsedDirect() && town.right.paths.isUsedDirect(), other + ": direct again");
            assertTrue(town.longestGap() < 5 * SECOND, other + ": " + town.longestGap() / MILLI + " ms");
        }
    }

    @Test
    void anIdleLinkSaysLittleAndNoticesThatItsWayIsGone() {
        NatTown town = new NatTown(Kind.CONE, Kind.CONE, 7);
        town.offer();
        town.run(5 * SECOND);
        int before = town.left.sent;
        int looked = town.left.looks;
        town.run(600 * SECOND);
        int perMinute = (town.left.sent - before) / 10;
        assertTrue(perMinute <= 10, perMinute + " packets a minute");
        int looks = (town.left.looks - looked) / 10;
        assertTrue(looks <= 10, looks + " looks a minute");
        town.cut = true;
        town.run(25 * SECOND);
        assertFalse(town.left.paths.isUsedDirect());
    }

    @Test
    void aSingleQuestionOutOfSilenceFindsOutThatItsWayIsGone() {
        NatTown town = new NatTown(Kind.CONE, Kind.CONE, 7);
        town.offer();
        town.run(20 * SECOND);
        town.cut = true;
        town.left.data();
        town.run(3 * SECOND);
        assertFalse(town.left.paths.isUsedDirect());
    }

    @Test
    void aQuestionThatIsAnsweredCostsOneLook() {
        NatTown town = new NatTown(Kind.CONE, Kind.CONE, 7);
        town.offer();
        town.run(5 * SECOND);
        int looked = town.left.looks;
        int sent = town.left.sent;
        town.left.data();
        town.run(50 * MILLI);
        town.right.data();
        town.run(50 * MILLI);
        town.left.data();
        town.run(9 * SECOND);
        assertEquals(1, town.left.looks - looked);
        assertEquals(0, town.left.sent - sent);
    }

    @Test
    void whoCannotBePunchedIsAskedEverMoreRarely() {
        NatTown town = new NatTown(Kind.SYMMETRIC, Kind.SYMMETRIC, 7);
        town.offer();
        town.run(60 * SECOND);
        int before = town.left.sent;
        town.run(600 * SECOND);
        int perMinute = (town.left.sent - before) / 10;
        assertTrue(perMinute <= 2 * 2 * (PeerPaths.MOST + 1), perMinute + " packets a minute");
    }

    @Test
    void noAnswerIsLongerThanItsQuestionAndNoneIsAnsweredTwice() {
        End end = new NatTown(Kind.PUBLIC, Kind.PUBLIC, 7).left;
        end.paths.drain();
        for (int i = 0; i < 1000; i++) {
            end.paths.checked("stranger:" + i, 100 + i, 0, SECOND);
            assertEquals(1, end.paths.drain().size(), "one answer to one question");
            end.paths.checked("nobody:" + i, 0, 77, SECOND);
            assertEquals(List.of(), end.paths.drain(), "an echo that nobody asked for");
        }
        assertTrue(end.paths.known().size() <= 2 * PeerPaths.MOST + 2);
    }

    @Test
    void whoSaysThatItIsWhereItIsNotIsSentQuestionsOnly() {
        End end = new NatTown(Kind.PUBLIC, Kind.PUBLIC, 7).left;
        end.paths.offered(List.of("victim:1"), 0);
        end.paths.drain();
        int asked = 0;
        for (long now = 0; now < 120 * SECOND; now += 100 * MILLI) {
            end.paths.checked("victim:1", 0, 12345 + now, now);
            end.paths.tick(now);
            for (PathAct<String> act : end.paths.drain()) {
                assertFalse(act instanceof PathAct.Use<String>, "a guessed number moves nothing");
                asked++;
            }
        }
        assertTrue(asked <= 40, asked + " questions of 68 bytes in two minutes");
    }

    @Test
    void aPeerCanNameAFewWaysOnly() {
        End end = new NatTown(Kind.PUBLIC, Kind.PUBLIC, 7).left;
        for (int i = 0; i < 1000; i++) {
            end.paths.offered(List.of("victim:" + i), i * SECOND);
        }
        assertTrue(end.paths.known().size() <= PeerPaths.MOST + 1);
    }

    @Test
    void aRelayThatIsGoneIsReplacedOrAskedFor() {
        PeerPaths<String> paths = new PeerPaths<>("relay:1", NatTown::isDirect, new java.util.Random(1), 0);
        paths.lost("relay:1");
        assertEquals(List.of(new PathAct.Seek<String>()), paths.drain());
        paths.offered(List.of("relay:2"), SECOND);
        assertTrue(paths.drain().contains(new PathAct.Use<>("relay:2")));
        assertEquals("relay:2", paths.used());
    }
}
