package org.pluspeer.market.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.pluspeer.wallet.eth.Signature;

/** A list that is to follow another, and what is refused about lists. */
class BallotTest {
    private static final MemberTree BEFORE = MemberTree.of(People.members(10, 20, 30, 40, 50));
    private static final MemberTree AFTER = MemberTree.of(People.members(10, 20, 30, 40));
    private static final byte[] SECRETARY_KEY = People.key(99);

    private static Change change(Rule rule) {
        Membership current = Membership.founding(BEFORE, rule);
        return Change.to(current.id(), current, rule, AFTER, People.quorum(60), People.UNTIL);
    }

    private static Ballot open(Rule rule) {
        return Ballot.open(change(rule), People.CHAIN, People.UNIONS);
    }

    private static Consent consent(Ballot ballot, int who) {
        return new Consent(BEFORE.share(who), People.sign(People.key(who), ballot.digest()));
    }

    @Test
    void isCompleteWithTheQuorumUntilItsLastSecond() {
        Ballot ballot = open(People.quorum(75));
        ballot = ballot.with(consent(ballot, 4));
        assertFalse(ballot.isComplete(People.UNTIL));
        ballot = ballot.with(consent(ballot, 4));
        assertEquals(BigInteger.valueOf(50), ballot.weight(), "the same one again");
        ballot = ballot.with(consent(ballot, 2));
        assertTrue(ballot.isComplete(People.UNTIL));
        assertFalse(ballot.isComplete(People.UNTIL + 1));
        assertEquals(
                List.of(2L, 4L),
                ballot.consents().stream().map(it -> it.share().index()).toList());
    }

    @Test
    void needsTheSecretaryWhereThereIsOne() {
        Rule rule = new Rule(BigInteger.ZERO, People.accountOf(SECRETARY_KEY), People.TERMS);
        Ballot ballot = open(rule);
        assertFalse(ballot.isComplete(0));
        Signature other = People.sign(People.key(0), ballot.digest());
        assertEquals(UnionFault.SECRETARY_SIGNATURE, ballot.fault(other));
        Ballot refusing = ballot;
        assertThrows(IllegalArgumentException.class, () -> refusing.with(other));
        ballot = ballot.with(People.sign(SECRETARY_KEY, ballot.digest()));
        assertTrue(ballot.isComplete(0));
    }

    @Test
    void countsMembersOnlyAndWhatTheySigned() {
        Ballot ballot = open(People.quorum(75));
        Share share = BEFORE.share(3);
        Share other = new Share(3, Member.of(People.account(7), 40), share.path());
        Consent stranger = new Consent(other, People.sign(People.key(7), ballot.digest()));
        assertEquals(UnionFault.NOT_A_MEMBER, ballot.fault(stranger));
        assertThrows(IllegalArgumentException.class, () -> ballot.with(stranger));
        Consent forged = new Consent(share, People.sign(People.key(4), ballot.digest()));
        assertEquals(UnionFault.CONSENT_SIGNATURE, ballot.fault(forged));
        Hash32 elsewhere = ballot.change().digest(People.CHAIN + 1, People.UNIONS);
        Consent replayed = new Consent(share, People.sign(People.key(3), elsewhere));
        assertEquals(UnionFault.CONSENT_SIGNATURE, ballot.fault(replayed));
    }

    @Test
    void aChangeThatCouldNeverBeMadeIsRefused() {
        Rule rule = People.quorum(75);
        Change good = change(rule);
        Membership current = good.current();
        Hash32 union = good.union();
        refused(() -> change(People.quorum(0)), "fixed for good");
        Hash32 account = People.account(0).padded();
        refused(() -> Change.to(account, current, rule, AFTER, rule, 1), "no union's id");
        Rule other = People.quorum(10);
        refused(() -> new Change(union, current, other, good.next(), good.nextRule(), 1), "current list's rule");
        refused(() -> new Change(union, current, rule, current, rule, 1), "does not follow");
        refused(() -> new Change(union, current, rule, good.next(), other, 1), "new list's rule");
        refused(() -> Change.to(union, current, rule, AFTER, People.quorum(101), 1), "more than all members have");
        refused(() -> Change.to(union, current, rule, AFTER, other, 0), "last second");
        Membership elsewhere = Membership.founding(AFTER, rule);
        refused(() -> Change.to(union, elsewhere, rule, AFTER, other, 1), "another union's list");
    }

    @Test
    void malformedListsAreRefused() {
        assertThrows(MalformedException.class, () -> MemberTree.of(List.of()));
        BigInteger most = BigInteger.TWO.pow(96).subtract(BigInteger.ONE);
        Member heavy = new Member(People.account(0), most);
        assertEquals(most, MemberTree.of(List.of(heavy)).totalWeight());
        assertThrows(MalformedException.class, () -> MemberTree.of(List.of(heavy, Member.of(People.account(1), 1))));
        assertThrows(MalformedException.class, () -> Member.of(People.account(0), 0));
        assertThrows(MalformedException.class, () -> new Member(People.account(0), most.add(BigInteger.ONE)));
        assertThrows(MalformedException.class, () -> People.quorum(-1));
        assertThrows(
                MalformedException.class,
                () -> new Membership(Hash32.ZERO, BigInteger.ZERO, 1, Hash32.ZERO, Hash32.ZERO));
        assertThrows(
                MalformedException.class,
                () -> new Membership(Hash32.ZERO, BigInteger.ONE, 0, Hash32.ZERO, Hash32.ZERO));
        assertThrows(MalformedException.class, () -> new Share(-1, heavy, List.of()));
    }

    @Test
    void whoeverPaysLooksAtTheListFirst() {
        List<Member> members = BEFORE.members();
        Rule rule = People.quorum(75);
        Hash32 id = Membership.founding(BEFORE, rule).id();
        assertEquals(UnionFault.NOT_A_UNION, UnionCheck.fault(People.account(0).padded(), members, rule));
        assertEquals(UnionFault.LIST_MALFORMED, UnionCheck.fault(id, List.of(), rule));
        assertEquals(UnionFault.LIST_DIFFERS, UnionCheck.fault(id, AFTER.members(), rule));
        Rule tooMuch = People.quorum(151);
        Hash32 stuck = Membership.founding(BEFORE, tooMuch).id();
        assertEquals(UnionFault.QUORUM_UNREACHABLE, UnionCheck.fault(stuck, members, tooMuch));
    }

    @Test
    void anAccountPaysOutNoMoreThanItHas() {
        Account account = Account.EMPTY.received(Amount.of(10)).claimed(Amount.of(7));
        assertThrows(MalformedException.class, () -> account.claimed(Amount.of(4)));
        assertEquals(Amount.of(3), account.due(BigInteger.ONE, BigInteger.ONE, Amount.ZERO));
        assertThrows(MoneyException.class, () -> account.due(BigInteger.ONE, BigInteger.TWO, Amount.of(6)));
        Amount most = new Amount(BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
        Account full = Account.EMPTY.received(most);
        assertThrows(MalformedException.class, () -> full.received(Amount.of(1)));
    }

    @Test
    void oneAccountMayHaveSeveralPlaces() {
        Address twice = People.account(0);
        MemberTree tree =
                MemberTree.of(List.of(Member.of(twice, 1), Member.of(People.account(1), 2), Member.of(twice, 3)));
        assertEquals(
                List.of(0L, 2L), tree.shares(twice).stream().map(Share::index).toList());
        assertEquals(List.of(), tree.shares(People.account(5)));
    }

    private static void refused(Executable attempt, String why) {
        String said =
                String.valueOf(assertThrows(MalformedException.class, attempt).getMessage());
        assertTrue(said.contains(why), said);
    }
}
