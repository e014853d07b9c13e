package org.pluspeer.node.p2p.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.wire.ListingSummary;
import org.pluspeer.market.wire.ListingSummary.Span;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

class ReconciliationTest {
    private final SplittableRandom random = new SplittableRandom(11);

    private Hash32 hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Hash32.of(bytes);
    }

    private Standing standing() {
        return new Standing(hash(), 1, false, hash());
    }

    @Test
    void theIndexSaysWhatASortedMapSays() {
        StandingIndex index = new StandingIndex();
        TreeMap<Hash32, Hash32> model = new TreeMap<>();
        List<Hash32> slots = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int what = random.nextInt(10);
            Hash32 slot = what < 6 || slots.isEmpty() ? hash() : slots.get(random.nextInt(slots.size()));
            if (what == 9) {
                index.remove(slot);
                model.remove(slot);
            } else {
                Hash32 digest = hash();
                index.put(new Standing(slot, 1, false, digest));
                model.put(slot, digest);
                slots.add(slot);
            }
            if (i % 50 == 0) {
                same(model, index);
            }
        }
        same(model, index);
    }

    private void same(TreeMap<Hash32, Hash32> model, StandingIndex index) {
        assertEquals(model.size(), index.size());
        Hash32 one = hash();
        Hash32 other = hash();
        Hash32 after = one.compareTo(other) < 0 ? one : other;
        Hash32 through = one.compareTo(other) < 0 ? other : one;
        Map<Hash32, Hash32> inside = model.subMap(after, false, through, true);
        byte[] all = inside.entrySet().stream()
                .map(each -> Bytes.concat(each.getKey().bytes(), each.getValue().bytes()))
                .reduce(new byte[0], Bytes::concat);
        assertEquals(new Span(after, through, inside.size(), Sha256.hash(all)), index.span(after, through));
        if (!model.isEmpty()) {
            assertEquals(model.firstEntry().getValue(), index.digest(model.firstKey()));
        }
        List<Span> parts = index.split(after, through, 16);
        assertEquals(inside.size(), parts.stream().mapToInt(Span::count).sum());
        assertTrue(parts.size() <= 16);
        assertEquals(after, parts.getFirst().after());
        assertEquals(through, parts.getLast().through());
        for (int i = 1; i < parts.size(); i++) {
            assertEquals(parts.get(i - 1).through(), parts.get(i).after());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 200, 5_000})
    void whateverDiffersIsInALeafAndTheRestIsNotSaid(int different) {
        StandingIndex mine = new StandingIndex();
        StandingIndex theirs = new StandingIndex();
        for (int i = 0; i < 50_000; i++) {
            Standing both = standing();
            mine.put(both);
            theirs.put(both);
        }
        List<Hash32> differing = new ArrayList<>();
        for (int i = 0; i < different; i++) {
            Standing one = standing();
            differing.add(one.slot());
            (random.nextBoolean() ? mine : theirs).put(one);
        }
        List<Span> leaves = new ArrayList<>();
        int rounds = 0;
        int said = 0;
        Deque<ListingSummary> questions = new ArrayDeque<>(List.of(Reconciliation.opening(mine)));
        while (!questions.isEmpty()) {
            ListingSummary question = questions.remove();
            ListingSummary reply = Reconciliation.answer(question, theirs);
            Reconciliation.Next next = Reconciliation.next(reply, mine);
            leaves.addAll(next.leaves());
            if (!next.deeper().isEmpty()) {
                questions.add(new ListingSummary(next.deeper()));
            }
            said += question.spans().size() + reply.spans().size();
            rounds++;
        }
        for (Hash32 slot : differing) {
            assertEquals(1, leaves.stream().filter(leaf -> holds(leaf, slot)).count(), "in one leaf");
        }
        assertTrue(rounds <= 4, rounds + " rounds");
        assertTrue(said <= 2 + 64 * Math.min(different, 400), said + " stretches for " + different);
        assertTrue(leaves.size() <= different, "no leaf without a difference");
    }

    private static boolean holds(Span span, Hash32 slot) {
        return slot.compareTo(span.after()) > 0 && slot.compareTo(span.through()) <= 0;
    }

    @Test
    void whoHasNothingAsksForAllAtOnce() {
        StandingIndex mine = new StandingIndex();
        StandingIndex theirs = new StandingIndex();
        for (int i = 0; i < 10_000; i++) {
            theirs.put(standing());
        }
        ListingSummary reply = Reconciliation.answer(Reconciliation.opening(mine), theirs);
        Reconciliation.Next next = Reconciliation.next(reply, mine);
        assertEquals(1, next.leaves().size());
        assertTrue(next.deeper().isEmpty());
    }

    @Test
    void anotherDigestInTheSameSlotIsADifference() {
        StandingIndex mine = new StandingIndex();
        StandingIndex theirs = new StandingIndex();
        Hash32 slot = hash();
        mine.put(new Standing(slot, 1, false, hash()));
        theirs.put(new Standing(slot, 2, false, hash()));
        assertNotEquals(Reconciliation.opening(mine), Reconciliation.opening(theirs));
    }
}
