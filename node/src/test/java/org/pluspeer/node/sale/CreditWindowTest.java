package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.market.sale.PurchaseFault;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.sale.CreditWindow.Answer;

@Timeout(30)
class CreditWindowTest {
    private final Set<Integer> kept = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private static List<Integer> pieces(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Answer keep(int piece) {
        assertTrue(kept.add(piece), "asked for twice: " + piece);
        return new Answer.Kept();
    }

    @Test
    void sixteenAreOnTheirWayAtOnceAfterTheFirstAndNeverMore() {
        CountDownLatch all = new CountDownLatch(CreditWindow.MOST);
        CreditWindow window = new CreditWindow(
                pieces(200),
                piece -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    if (piece == 0) {
                        assertEquals(1, atOnce.get());
                    } else if (piece <= CreditWindow.MOST) {
                        all.countDown();
                        await(all);
                    }
                    atOnce.decrementAndGet();
                    return keep(piece);
                },
                () -> true);
        assertInstanceOf(Answer.Kept.class, window.fill());
        assertEquals(Set.copyOf(pieces(200)), kept);
        assertEquals(CreditWindow.MOST, most.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS), "not all were asked at once");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSellerThatTakesFewerAtOnceIsAskedForFewerAndNothingIsLost() {
        CreditWindow window = new CreditWindow(
                pieces(100),
                piece -> {
                    boolean room = atOnce.incrementAndGet() <= 3;
                    try {
                        return room ? keep(piece) : new Answer.Busy();
                    } finally {
                        atOnce.decrementAndGet();
                    }
                },
                () -> true);
        assertInstanceOf(Answer.Kept.class, window.fill());
        assertEquals(Set.copyOf(pieces(100)), kept);
    }

    @Test
    void aSellerThatTakesNoneIsBusy() {
        CreditWindow window =
                new CreditWindow(pieces(40), piece -> piece == 0 ? keep(piece) : new Answer.Busy(), () -> true);
        assertInstanceOf(Answer.Busy.class, window.fill());
        assertEquals(Set.of(0), kept);
    }

    @Test
    void whereTheFirstIsRefusedNoOtherIsAsked() {
        Answer.Ended refused = new Answer.Ended(PurchaseFault.OFFER_REFUSED, "no");
        AtomicInteger asked = new AtomicInteger();
        CreditWindow window = new CreditWindow(
                pieces(40),
                piece -> {
                    asked.incrementAndGet();
                    return refused;
                },
                () -> true);
        assertSame(refused, window.fill());
        assertEquals(1, asked.get());
    }

    @Test
    void afterARefusalNoMoreAreAsked() {
        Answer.Ended refused = new Answer.Ended(PurchaseFault.CIPHERTEXT_WRONG, "other blocks");
        CreditWindow window = new CreditWindow(pieces(5000), piece -> piece == 20 ? refused : keep(piece), () -> true);
        assertSame(refused, window.fill());
        assertTrue(kept.size() < 5000);
    }

    @Test
    void aLostLinkIsToldOnceAllRequestsHaveEnded() {
        CreditWindow window = new CreditWindow(
                pieces(100),
                piece -> {
                    if (piece > 30) {
                        throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "gone");
                    }
                    return keep(piece);
                },
                () -> true);
        ProblemException e = assertThrows(ProblemException.class, window::fill);
        assertEquals(Problem.Code.PEER_UNREACHABLE, e.problem().code());
        assertEquals(Set.copyOf(pieces(31)), kept);
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotAskedFor() {
        CreditWindow window = new CreditWindow(pieces(1000), this::keep, () -> kept.size() < 50);
        assertInstanceOf(Answer.Kept.class, window.fill());
        assertTrue(kept.size() >= 50 && kept.size() <= 50 + CreditWindow.MOST, kept.size() + " were asked for");
    }

    @Test
    void nothingMissingIsNothingToAsk() {
        assertInstanceOf(Answer.Kept.class, new CreditWindow(List.of(), piece -> new Answer.Busy(), () -> true).fill());
    }
}
