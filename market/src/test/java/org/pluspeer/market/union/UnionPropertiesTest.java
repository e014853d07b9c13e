package org.pluspeer.market.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

class UnionPropertiesTest {
    @Property(tries = 200)
    void everyPlaceLeadsToTheRootAndNoOtherDoes(
            @ForAll @IntRange(min = 1, max = 70) int count, @ForAll long seed, @ForAll @IntRange(min = 0) int which) {
        List<Member> members = People.crowd(count, seed);
        MemberTree tree = MemberTree.of(members);
        assertEquals(People.slowRoot(members), tree.root());
        Membership membership = Membership.founding(tree, People.quorum(1));
        for (int i = 0; i < count; i++) {
            assertTrue(membership.has(tree.share(i)));
        }
        Share share = tree.share(which % count);
        Member richer =
                new Member(share.member().account(), share.member().weight().add(BigInteger.ONE));
        assertFalse(membership.has(new Share(share.index(), richer, share.path())));
        assertFalse(membership.has(new Share(share.index(), Member.of(People.account(0), 1), share.path())));
        assertFalse(membership.has(new Share(share.index() ^ 1, share.member(), share.path())));
        long wrapped = share.index() + (1L << share.path().size());
        assertFalse(membership.has(new Share(wrapped, share.member(), share.path())));
        List<Hash32> longer = new ArrayList<>(share.path());
        longer.add(Hash32.ZERO);
        assertFalse(membership.has(new Share(share.index(), share.member(), longer)));
    }

    @Property(tries = 200)
    void anIdIsOfOneListAndRuleOnly(
            @ForAll @IntRange(min = 2, max = 40) int count, @ForAll long seed, @ForAll @IntRange(min = 0) int which) {
        List<Member> members = People.crowd(count, seed);
        Rule rule = People.quorum(1);
        Membership founding = Membership.founding(MemberTree.of(members), rule);
        assertTrue(Membership.isUnion(founding.id()));
        assertEquals(null, UnionCheck.fault(founding.id(), members, rule));
        assertEquals(UnionFault.LIST_DIFFERS, UnionCheck.fault(founding.id(), members, People.quorum(2)));
        List<Member> other = new ArrayList<>(members);
        Member one = members.get(which % count);
        other.set(which % count, new Member(one.account(), one.weight().add(BigInteger.ONE)));
        assertEquals(UnionFault.LIST_DIFFERS, UnionCheck.fault(founding.id(), other, rule));
        Membership later = Membership.following(founding.id(), MemberTree.of(members), rule);
        assertFalse(Membership.isUnion(later.id()));
        assertNotEquals(founding.id(), later.id());
    }

    /** Payments and claims in any order: nobody gets more than the rounded-down share, everybody can get that. */
    @Property(tries = 300)
    void sharesAddUp(
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long most) {
        MemberTree tree = MemberTree.of(People.crowd(count, seed));
        Amount[] had = new Amount[count];
        Arrays.fill(had, Amount.ZERO);
        Account account = Account.EMPTY;
        Random chance = new Random(seed);
        for (int step = 0; step < 40; step++) {
            if (chance.nextInt(3) == 0) {
                account = account.received(Amount.of(1 + (chance.nextLong() >>> 1) % most));
            } else {
                account = claimed(account, tree, had, chance.nextInt(count));
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, chance);
        for (int i : order) {
            account = claimed(account, tree, had, i);
        }
        for (int i = 0; i < count; i++) {
            BigInteger weight = tree.members().get(i).weight();
            BigInteger share = account.received().units().multiply(weight).divide(tree.totalWeight());
            assertEquals(share, had[i].units());
        }
        Amount dust = account.received().minus(account.paid());
        assertTrue(dust.isLessThan(Amount.of(count)), dust + " left of " + count + " members");
    }

    private static Account claimed(Account account, MemberTree tree, Amount[] had, int i) {
        Amount due = account.due(tree.members().get(i).weight(), tree.totalWeight(), had[i]);
        had[i] = had[i].plus(due);
        return account.claimed(due);
    }

    /** A total that is too small: the first ones get more, all together never more than came. */
    @Property(tries = 200)
    void anOverWeightedListPaysOutNoMoreThanCame(
            @ForAll @IntRange(min = 2, max = 20) int count,
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long received) {
        MemberTree tree = MemberTree.of(People.crowd(count, seed));
        BigInteger half = tree.totalWeight().shiftRight(1).max(BigInteger.valueOf(256));
        Account account = Account.EMPTY.received(Amount.of(received));
        for (Member member : tree.members()) {
            account = account.claimed(account.due(member.weight(), half, Amount.ZERO));
        }
        assertFalse(account.paid().isMoreThan(account.received()));
    }
}
