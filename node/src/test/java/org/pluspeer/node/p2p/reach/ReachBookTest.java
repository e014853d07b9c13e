package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.market.wire.ReachReply.Outcome;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.reach.ReachBook.Candidate;
import org.pluspeer.wallet.eth.Address;

class ReachBookTest {
    private static final HostPort EVERYWHERE = new HostPort("0.0.0.0", 7338);
    private static final Mapped NO_ROUTER = Mapped.none(Mapped.State.NONE, "the router does not answer");

    private final ReachBook book = new ReachBook();

    private static Candidate peer(int number, String range) {
        return new Candidate(Address.parse("0x%040x".formatted(number)), range);
    }

    private static NodeAddress at(int... numbers) {
        byte[] ip = new byte[4];
        for (int i = 0; i < 4; i++) {
            ip[i] = (byte) numbers[i];
        }
        return new NodeAddress(NodeAddress.DIRECT, ip, 7338);
    }

    private static final NodeAddress HOME = at(5, 6, 7, 8);

    private void answer(Candidate by, NodeAddress seen, Outcome udp, Outcome tcp) {
        book.asked(by.node(), 0);
        if (udp == Outcome.REACHED) {
            book.tried(by.node(), Transport.UDP, 1);
        }
        if (tcp == Outcome.REACHED) {
            book.tried(by.node(), Transport.TCP, 1);
        }
        book.answered(by, new ReachReply(seen, udp, tcp), 2);
    }

    private ReachState state(Mapped mapping, int linked, int relays) {
        return new Verdict(EVERYWHERE, linked, book, mapping, relays).state();
    }

    @Test
    void whoIsDialledBackIsDirectAndSaysWhere() {
        answer(peer(1, "a"), HOME, Outcome.REACHED, Outcome.REACHED);
        ReachState state = state(NO_ROUTER, 1, 0);
        assertEquals(Reached.DIRECT, state.reached());
        assertEquals(List.of(new HostPort("5.6.7.8", 7338)), state.addresses());
        assertEquals("1 of 1 peers that tried could dial 5.6.7.8:7338", state.why());
        assertNull(state.advice());
    }

    @Test
    void whoIsDialledWhereTheRouterForwardsIsMapped() {
        Mapped granted = new Mapped(
                Mapped.State.GRANTED, "PCP", new HostPort("5.6.7.8", 7338), new HostPort("5.6.7.8", 7338), "by PCP");
        assertEquals(Reached.UNKNOWN, state(granted, 2, 0).reached(), "the router's word alone is not enough");
        answer(peer(1, "a"), HOME, Outcome.REACHED, Outcome.SILENT);
        ReachState state = state(granted, 2, 0);
        assertEquals(Reached.MAPPED, state.reached());
        assertEquals(false, state.tcp());
        assertTrue(state.why().endsWith("by UDP only: TCP does not come through"), state.why());
        assertEquals("Open both UDP and TCP of port 7338.", state.advice());
    }

    @Test
    void aSuccessThatThisNodeDidNotSeeItselfIsNotBelieved() {
        Candidate liar = peer(1, "a");
        book.asked(liar.node(), 0);
        book.answered(liar, new ReachReply(HOME, Outcome.REACHED, Outcome.REACHED), 2);
        assertEquals(Reached.UNKNOWN, state(NO_ROUTER, 1, 0).reached());
        book.tried(liar.node(), Transport.UDP, 3);
        assertEquals(Reached.DIRECT, state(NO_ROUTER, 1, 0).reached(), "the call may be noticed after the answer");
    }

    @Test
    void aCallThatNobodyAskedForCountsForNothing() {
        book.tried(peer(1, "a").node(), Transport.UDP, 1);
        book.asked(peer(2, "b").node(), 0);
        book.tried(peer(2, "b").node(), Transport.UDP, 61);
        book.answered(peer(2, "b"), new ReachReply(HOME, Outcome.REACHED, Outcome.UNTRIED), 62);
        assertEquals(0, book.successes());
    }

    @Test
    void ofSeveralAddressesTheOneThatMostRangesSawCounts() {
        answer(peer(1, "liars"), at(8, 8, 8, 8), Outcome.REACHED, Outcome.UNTRIED);
        answer(peer(2, "liars"), at(8, 8, 8, 8), Outcome.REACHED, Outcome.UNTRIED);
        answer(peer(3, "liars"), at(8, 8, 8, 8), Outcome.REACHED, Outcome.UNTRIED);
        answer(peer(4, "b"), HOME, Outcome.REACHED, Outcome.UNTRIED);
        answer(peer(5, "c"), HOME, Outcome.REACHED, Outcome.UNTRIED);
        assertEquals(
                List.of(new HostPort("5.6.7.8", 7338)), state(NO_ROUTER, 5, 0).addresses());
    }

    @Test
    void whoNobodyCanDialIsUnreachableOrRelayedAndSaysWhy() {
        answer(peer(1, "a"), HOME, Outcome.SILENT, Outcome.SILENT);
        answer(peer(2, "b"), HOME, Outcome.SILENT, Outcome.ANOTHER);
        ReachState state = state(NO_ROUTER, 2, 0);
        assertEquals(Reached.UNREACHABLE, state.reached());
        assertEquals("2 peers tried to dial it and none could; the router does not answer", state.why());
        assertEquals(List.of(), state.addresses());
        assertTrue(String.valueOf(state.advice()).contains("UPnP or PCP"), state.advice());
        assertEquals(Reached.RELAYED, state(NO_ROUTER, 2, 1).reached());
    }

    @Test
    void nobodyThereAndNobodyButNeighboursAreUnknownWithTheReason() {
        assertEquals(
                "no peer is there that could try it", state(NO_ROUTER, 0, 0).why());
        assertEquals("no peer has tried it yet", state(NO_ROUTER, 3, 0).why());
        answer(peer(1, "a"), at(192, 168, 1, 2), Outcome.REACHED, Outcome.REACHED);
        assertEquals(Reached.UNKNOWN, state(NO_ROUTER, 3, 0).reached());
        assertTrue(state(NO_ROUTER, 3, 0).why().startsWith("only peers in the same local network"));
        Verdict alone = new Verdict(new HostPort("127.0.0.1", 7338), 1, book, NO_ROUTER, 0);
        assertEquals(
                "it listens on this machine only, at 127.0.0.1:7338",
                alone.state().why());
    }

    @Test
    void threeAreAskedOfDifferentRangesAndAgainWhenItIsTime() {
        List<Candidate> linked = List.of(peer(1, "a"), peer(2, "a"), peer(3, "b"), peer(4, "c"), peer(5, "d"));
        answer(peer(1, "a"), HOME, Outcome.REACHED, Outcome.REACHED);
        assertEquals(List.of(peer(3, "b"), peer(4, "c")), book.toAsk(linked, 3));
        book.asked(peer(3, "b").node(), 3);
        book.asked(peer(4, "c").node(), 3);
        assertEquals(List.of(), book.toAsk(linked, 4), "two are under way");
        assertEquals(
                List.of(peer(5, "d"), peer(2, "a")), book.toAsk(linked, 64), "those did not answer; others are asked");
        assertEquals(3, book.toAsk(linked, 2 + ReachBook.HOLDS).size());
        book.begin();
        assertEquals(3, book.toAsk(linked, 4).size(), "another port outside is another question");
    }

    @Test
    void badNewsIsTriedAgainSooner() {
        answer(peer(1, "a"), HOME, Outcome.SILENT, Outcome.SILENT);
        answer(peer(2, "b"), HOME, Outcome.REACHED, Outcome.REACHED);
        book.toAsk(List.of(), 2 + ReachBook.HOLDS_BAD_NEWS);
        assertEquals(1, book.answers());
        book.toAsk(List.of(), 2 + ReachBook.HOLDS);
        assertEquals(0, book.answers());
    }
}
