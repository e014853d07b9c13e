package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** The rules about endpoints, in a time that only the tests move. */
class EndpointBookTest {
    private static final EndpointBook.Rules RULES = new EndpointBook.Rules(
            Duration.ofMillis(100),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(80)),
            Duration.ofMillis(1000),
            Duration.ofMillis(500));

    private final EndpointBook book = new EndpointBook(3, RULES, 0);

    static BlockRef block(long number) {
        Hash32 hash = Keccak.hash(new byte[] {(byte) number});
        return new BlockRef(number, hash, Hash32.ZERO, 1000 + 12 * number, Amount.ZERO, 0);
    }

    private State state(int endpoint) {
        return book.standing(endpoint).state();
    }

    @Test
    void theOwnersOrderHoldsWhileAllAreWell() {
        assertEquals(List.of(0, 1, 2), book.order(0));
        assertEquals(2, book.needed(0));
    }

    @Test
    void oneThatDoesNotKnowABlockThatAnotherHasHadForLongIsBehind() {
        book.head(0, block(10), 0);
        book.head(1, block(12), 0);
        book.head(0, block(10), 99);
        assertEquals(State.OK, state(0), "blocks need their time to get around");
        book.head(0, block(10), 100);
        assertEquals(State.BEHIND, state(0));
        assertEquals("is at block 10 of 12, 24 s behind", book.standing(0).why());
        assertEquals(List.of(1, 2, 0), book.order(100));
        book.head(0, block(12), 101);
        assertEquals(State.OK, state(0));
        assertEquals(101, book.standing(0).since());
    }

    @Test
    void aLowHeadIsNoLagWhereTheOtherIsAwayOrTookItsBlocksBack() {
        book.head(0, block(10), 0);
        book.head(1, block(12), 0);
        book.failed(1, "no answer", 50);
        book.head(0, block(10), 200);
        assertEquals(State.OK, state(0), "nobody who answers is further");

        book.head(1, block(9), 210);
        book.head(0, block(10), 400);
        assertEquals(State.OK, state(0), "the chain came back shorter");
    }

    @Test
    void oneThatCallsOldBlocksFinalIsBehindToo() {
        book.finalized(0, 0, 0);
        book.finalized(1, 8, 0);
        book.head(0, block(12), 150);
        assertEquals(State.BEHIND, state(0));
        assertEquals("calls block 0 final where block 8 is", book.standing(0).why());
    }

    @Test
    void oneThatIsAwayIsTriedAgainLessAndLessOften() {
        long now = 0;
        for (long expected : List.of(10L, 20L, 40L, 80L, 80L)) {
            book.failed(0, "no answer", now);
            assertFalse(book.isDue(0, now + expected - 1));
            assertTrue(book.isDue(0, now + expected));
            now += expected;
        }
        assertEquals(0, book.standing(0).since(), "away all the time");
        book.head(0, block(1), now);
        assertEquals(State.OK, state(0));
        book.failed(0, "no answer", now + 1);
        assertFalse(book.isDue(0, now + 80), "one good answer is not enough to be trusted as before");
        book.head(0, block(1), now + 100);
        book.head(0, block(1), now + 200);
        book.failed(0, "no answer", now + 201);
        assertTrue(book.isDue(0, now + 211), "it was well for long");
    }

    @Test
    void aLiarStaysOneWhateverItSaysLater() {
        book.lied(1, "is chain 5", 10);
        book.head(1, block(1), 20);
        book.failed(1, "no answer", 30);
        book.lied(1, "something else", 40);
        assertEquals(new EndpointBook.Standing(State.LYING, "is chain 5", block(1), 10), book.standing(1));
        assertEquals(List.of(0, 2), book.order(1_000_000));
        assertFalse(book.isDue(1, 1_000_000));
    }

    @Test
    void oneIsEnoughOnlyWhereTheOthersLieOrHaveBeenAwayForLong() {
        book.lied(0, "lies", 0);
        assertEquals(2, book.needed(0));
        book.failed(1, "no answer", 100);
        assertEquals(2, book.needed(1099), "it may just have been cut off so that one is believed alone");
        assertEquals(1, book.needed(1100));
        book.head(1, block(1), 1200);
        assertEquals(2, book.needed(1200));
    }

    @Test
    void aDisputeIsOverOnceItIsSettledOrOneOfTheTwoIsCaught() {
        book.disputed("block 5", Set.of(0, 1), "one of them lies", 10);
        assertEquals(State.DISPUTED, state(0));
        assertEquals("one of them lies", book.dispute());
        assertTrue(book.isGood(0), "it is still read from");
        book.resolved("block 5", 20);
        assertNull(book.dispute());
        assertEquals(State.OK, state(1));

        book.disputed("block 5", Set.of(0, 1), "one of them lies", 30);
        book.lied(1, "denies what it said", 40);
        assertNull(book.dispute());
        assertEquals(State.OK, state(0));
    }

    @Test
    void aChangeIsToldOnce() {
        book.failed(0, "no answer", 10);
        book.failed(0, "no answer at all", 30);
        book.head(0, block(1), 40);
        assertEquals(
                List.of(State.AWAY, State.OK),
                book.changes().stream().map(change -> change.now().state()).toList());
        assertEquals(List.of(), book.changes());
    }

    /** Something that is seen of an endpoint, some time after the last. */
    record Seen(int kind, int endpoint, long number, int after) {}

    @Provide
    static Arbitrary<List<Seen>> stories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, 20),
                        Arbitraries.integers().between(0, 300))
                .as(Seen::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void whateverHappensTheRulesHold(@ForAll("stories") List<Seen> story) {
        EndpointBook book = new EndpointBook(3, RULES, 0);
        Set<Integer> liars = new HashSet<>();
        State[] last = {State.OK, State.OK, State.OK};
        long now = 0;
        for (Seen seen : story) {
            now += seen.after();
            see(book, seen, now, liars);
            for (EndpointBook.Change change : book.changes()) {
                assertEquals(last[change.endpoint()], change.before().state(), "every change is told, in order");
                assertTrue(change.before().state() != change.now().state());
                last[change.endpoint()] = change.now().state();
            }
            assertHolds(book, liars, last, now);
        }
    }

    private static void see(EndpointBook book, Seen seen, long now, Set<Integer> liars) {
        switch (seen.kind()) {
            case 0 -> book.failed(seen.endpoint(), "no answer", now);
            case 1 -> {
                if (seen.number() < 2) {
                    book.lied(seen.endpoint(), "lies", now);
                    liars.add(seen.endpoint());
                }
            }
            case 2 ->
                book.disputed("q" + seen.number() % 3, Set.of(seen.endpoint(), (seen.endpoint() + 1) % 3), "?", now);
            case 3 -> book.resolved("q" + seen.number() % 3, now);
            case 4 -> book.finalized(seen.endpoint(), seen.number(), now);
            default -> book.head(seen.endpoint(), block(seen.number()), now);
        }
    }

    private static void assertHolds(EndpointBook book, Set<Integer> liars, State[] last, long now) {
        List<Integer> order = book.order(now);
        for (int i = 0; i < 3; i++) {
            EndpointBook.Standing standing = book.standing(i);
            assertEquals(last[i], standing.state());
            assertEquals(liars.contains(i), standing.state() == State.LYING, "nothing else makes or clears a liar");
            assertEquals(!liars.contains(i), order.contains(i));
            assertEquals(standing.state() == State.OK, standing.why() == null);
            assertTrue(standing.since() <= now);
        }
        for (int i = 1; i < order.size(); i++) {
            assertTrue(book.isGood(order.get(i - 1)) || !book.isGood(order.get(i)), "the good come first");
        }
        boolean disputing = order.stream().anyMatch(i -> book.standing(i).state() == State.DISPUTED);
        assertTrue(!disputing || book.dispute() != null);
        assertTrue(liars.size() < 2 || book.dispute() == null, "it takes two to contradict");
        assertTrue(liars.size() < 2 || book.needed(now) == 1);
    }
}
