package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.key.NodeKey;

/** Nodes that claim to speak for an account. */
@Timeout(120)
@ParameterizedClass
@EnumSource(Carriers.class)
class StatementTest {
    private final Neighbourhood here;

    StatementTest(Carriers carriers) {
        this.here = new Neighbourhood(carriers);
    }

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    private static Problem.Code refusal(Member from, Member to) {
        return assertThrows(ProblemException.class, () -> from.network().connect(to.at()))
                .problem()
                .code();
    }

    @Test
    void aStatementForAnotherNodeIsNotAccepted() {
        Member a = here.member(1);
        NodeKey key = Neighbourhood.key(2);
        NodeKey account = Neighbourhood.key(102);
        Member b = here.member(
                key,
                account,
                Neighbourhood.setting(LinkLimits.DEFAULT),
                Neighbourhood.binding(account, Neighbourhood.key(3).address(), 1));
        assertEquals(Problem.Code.PEER_REFUSED, refusal(a, b));
        assertTrue(a.network().nodeOf(account.address()).isEmpty());
    }

    @Test
    void aStatementThatTheAccountDidNotSignIsNotAccepted() {
        Member a = here.member(1);
        NodeKey key = Neighbourhood.key(2);
        NodeKey victim = Neighbourhood.key(50);
        long until = Neighbourhood.CLOCK.instant().getEpochSecond() + 60;
        Member b = here.member(
                key,
                victim,
                Neighbourhood.setting(LinkLimits.DEFAULT),
                Neighbourhood.signed(key, victim.address(), key.address(), 1, until));
        assertEquals(Problem.Code.PEER_REFUSED, refusal(a, b));
        Eventually.holds("b hears why", () -> PeerNetworkTest.reasons(b).contains(Bye.Reason.WRONG_IDENTITY));
    }

    @Test
    void anExpiredStatementIsNotAccepted() {
        Member a = here.member(1);
        NodeKey key = Neighbourhood.key(2);
        NodeKey account = Neighbourhood.key(102);
        long past = Neighbourhood.CLOCK.instant().getEpochSecond() - 1;
        Member b = here.member(
                key,
                account,
                Neighbourhood.setting(LinkLimits.DEFAULT),
                Neighbourhood.signed(account, account.address(), key.address(), 1, past));
        assertEquals(Problem.Code.PEER_REFUSED, refusal(a, b));
    }
}
