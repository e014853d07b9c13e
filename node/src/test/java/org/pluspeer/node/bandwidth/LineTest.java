package org.pluspeer.node.bandwidth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.bandwidth.Line.Proof;
import org.pluspeer.node.channel.Postpaid.Stage;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** One payee, each request worth one unit, sixteen ahead; what is signed in the background is signed when the test says so. */
class LineTest {
    private static final Address PAYEE = Address.parse("0x00000000000000000000000000000000000000a1");
    private static final Hash32 CHANNEL = FakeChannels.id(PAYEE);
    private static final Hash32 TIDES = Hash32.parse("0x" + "21".repeat(32));
    private static final Amount ONE = Amount.of(1);
    private static final int WINDOW = 16;
    private static final long MOST_SECONDS = 120;

    private final FakeChannels channels = new FakeChannels();
    private final LinkedBlockingQueue<Runnable> background = new LinkedBlockingQueue<>();
    private boolean held;
    private final Line line = new Line(channels, PAYEE, Address.ZERO, this::execute);

    private void execute(Runnable task) {
        if (held) {
            background.add(task);
        } else {
            task.run();
        }
    }

    private static Terms terms(long most, long left) {
        return new Terms(TIDES, Amount.of(most), ONE, WINDOW, Amount.of(left));
    }

    private static final Terms PLENTY = terms(100_000, 2000);

    private FakeChannels.Purse open(Terms terms) {
        line.begin();
        line.want(terms);
        FakeChannels.Purse purse = channels.purse(CHANNEL);
        purse.settle();
        return purse;
    }

    private void come(int requests) {
        come(PLENTY, requests);
    }

    private void come(Terms terms, int requests) {
        for (int i = 0; i < requests; i++) {
            assertNotNull(line.begin(terms, ONE));
            line.over(terms, ONE, true);
        }
    }

    private static long sum(@Nullable Proof proof) {
        Voucher newest = Objects.requireNonNull(proof).newest();
        return newest == null ? 0 : newest.cumulative().units().longValueExact();
    }

    private CompletableFuture<Proof> beginAside() {
        return CompletableFuture.supplyAsync(() -> Objects.requireNonNull(line.begin(PLENTY, ONE)));
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    // ---- signing

    @Test
    void aVoucherIsSignedForAQuarterOfTheCreditOnceItHasCome() {
        open(PLENTY);
        come(3);
        assertEquals(List.of(), channels.signed);
        come(1);
        assertEquals(List.of(Amount.of(4)), channels.signed);
        assertEquals(4, sum(line.begin(PLENTY, ONE)));
    }

    @Test
    void whatDidNotComeIsNotSignedFor() {
        open(PLENTY);
        for (int i = 0; i < 40; i++) {
            assertNotNull(line.begin(PLENTY, ONE));
            line.over(PLENTY, ONE, false);
        }
        assertEquals(List.of(), channels.signed);
    }

    @Test
    void othersAreAskedWhileAVoucherIsSignedAndNoMoreThanTheCredit() {
        open(PLENTY);
        held = true;
        come(4);
        for (int i = 4; i < WINDOW; i++) {
            assertEquals(0, sum(line.begin(PLENTY, ONE)));
        }
        CompletableFuture<Proof> beyond = beginAside();
        assertFalse(beyond.isDone());
        background.remove().run();
        assertEquals(4, sum(await(beyond)));
    }

    @Test
    void whatCouldNotBeSignedForIsSignedForLater() {
        open(PLENTY);
        channels.diskFails = true;
        come(WINDOW);
        assertNull(line.begin(PLENTY, ONE));
        channels.diskFails = false;
        assertEquals(WINDOW, sum(line.begin(PLENTY, ONE)));
    }

    @Test
    void theRestIsPaidWhenNothingIsOnItsWayAndThePayeeIsTold() {
        open(PLENTY);
        come(2);
        assertNotNull(line.begin(PLENTY, ONE));
        line.rest();
        assertEquals(List.of(), channels.released);
        line.over(PLENTY, ONE, true);
        line.rest();
        assertEquals(List.of(Amount.of(3)), channels.signed);
        assertEquals(List.of(CHANNEL), channels.released);
    }

    /** Whatever comes in whatever order: sums rise, are of what came, and never more is ahead than the credit. */
    @Property(tries = 200)
    void sumsRiseAndAreOfWhatCame(@ForAll long seed) {
        new LineTest().random(new Random(seed));
    }

    private void random(Random random) {
        open(PLENTY);
        held = true;
        int came = 0;
        int asked = 0;
        for (int i = 0; i < 300; i++) {
            int ahead = asked + came - channels.purse(CHANNEL).received.units().intValueExact();
            if (random.nextBoolean() && ahead < WINDOW && background.isEmpty()) {
                assertNotNull(line.begin(PLENTY, ONE));
                asked++;
            } else if (asked > 0) {
                boolean comes = random.nextInt(4) > 0;
                line.over(PLENTY, ONE, comes);
                asked--;
                came += comes ? 1 : 0;
            }
            Runnable task = random.nextBoolean() ? background.poll() : null;
            if (task != null) {
                task.run();
            }
        }
        List<Amount> signed = new ArrayList<>(channels.signed);
        for (int i = 1; i < signed.size(); i++) {
            assertTrue(signed.get(i).isMoreThan(signed.get(i - 1)));
        }
        assertFalse(signed.getLast().isMoreThan(Amount.of(came)));
    }

    // ---- the deposit and the ceiling

    @Test
    void theDepositIsForWhatIsLeftAndIsRaisedOnceBeforeItIsUsedUp() {
        FakeChannels.Purse purse = open(terms(100_000, 5000));
        assertEquals(Amount.of(64 * WINDOW), purse.deposited);
        for (int i = 0; i < 32 * WINDOW; i++) {
            assertNotNull(line.begin(PLENTY, ONE));
            line.over(PLENTY, ONE, true);
        }
        assertEquals(0, purse.raises);
        come(2 * WINDOW);
        assertEquals(1, purse.raises);
        assertEquals(Stage.READY, purse.stage);
        purse.settle();
        come(2 * WINDOW);
        assertEquals(1, purse.raises);
    }

    @Test
    void askedForAgainWhileTheChannelIsBeingOpenedItIsWaitedFor() {
        line.begin();
        line.want(PLENTY);
        line.want(PLENTY);
        assertNull(line.end());
        channels.purse(CHANNEL).settle();
        come(1);
        assertEquals(0, channels.purse(CHANNEL).raises);
    }

    @Test
    void anotherContentRaisesTheDepositBeforeItsFirstRequest() {
        FakeChannels.Purse purse = open(terms(100_000, 20));
        come(terms(100_000, 0), 20);
        line.rest();
        assertFalse(line.isReady(LineTest::nobody, PLENTY));
        line.want(PLENTY);
        assertEquals(Amount.of(20 + 64 * WINDOW), purse.wanted);
        purse.settle();
        assertTrue(line.isReady(LineTest::nobody, PLENTY));
    }

    @Test
    void aDepositThatIsNotRaisedEndsTheDealingsAndTheNextOnesTryAgain() {
        FakeChannels.Purse purse = open(terms(100_000, 20));
        come(12);
        assertEquals(1, purse.raises);
        purse.refuse();
        come(8);
        assertNull(line.begin(PLENTY, ONE));
        assertEquals(1, purse.raises);
        assertTrue(Objects.requireNonNull(line.end()).contains("could not be raised"));
        line.begin();
        assertNull(line.end());
        line.want(PLENTY);
        assertEquals(2, purse.raises);
    }

    @Test
    void nothingIsAskedBeyondTheCeiling() {
        open(PLENTY);
        Terms ten = terms(10, 2000);
        for (int i = 0; i < 10; i++) {
            assertNotNull(line.begin(ten, ONE));
        }
        assertNull(line.begin(ten, ONE));
        assertEquals(Amount.ZERO, channels.spent(TIDES));
    }

    // ---- where the two differ

    private static ChannelStanding standing(long delivered) {
        return new ChannelStanding(CHANNEL, Amount.of(delivered), null);
    }

    @Test
    void whatGotLostIsPaidOneWindowOfItAndNoMore() {
        FakeChannels.Purse purse = open(PLENTY);
        come(8);
        line.disputed(standing(8 + WINDOW), PLENTY);
        assertEquals(Amount.of(WINDOW), purse.lost);
        assertNull(line.end());
        line.disputed(standing(8 + WINDOW + 1), PLENTY);
        assertEquals(Amount.of(WINDOW), purse.lost);
        assertTrue(Objects.requireNonNull(line.end()).contains("more than a window"));
        line.begin();
        assertNotNull(line.end(), "for good");
        assertNull(line.begin(PLENTY, ONE));
    }

    @Test
    void whatIsSaidWhileOthersAreOnTheirWayIsNotLookedAt() {
        FakeChannels.Purse purse = open(PLENTY);
        assertNotNull(line.begin(PLENTY, ONE));
        assertNotNull(line.begin(PLENTY, ONE));
        line.disputed(standing(2), PLENTY);
        assertEquals(Amount.ZERO, purse.lost);
    }

    @Test
    void whatGotLostIsNotPaidBeyondTheCeiling() {
        FakeChannels.Purse purse = open(PLENTY);
        line.disputed(standing(11), terms(10, 2000));
        assertEquals(Amount.ZERO, purse.lost);
        assertTrue(Objects.requireNonNull(line.end()).contains("beyond what bringing it may cost"));
    }

    // ---- after a restart

    private static Message nobody(Message question) {
        throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "nobody is asked here");
    }

    @Test
    void aChannelOfAnEarlierRunIsUsedOnceThePayeeHasSaidWhatItHolds() {
        channels.open(PAYEE, Address.ZERO, Amount.of(1000));
        channels.purse(CHANNEL).settle();
        assertNull(line.begin(PLENTY, ONE));
        assertFalse(line.isReady(LineTest::nobody, PLENTY), "nobody answered");
        List<Message> questions = new ArrayList<>();
        line.isReady(
                question -> {
                    questions.add(question);
                    return standing(5);
                },
                PLENTY);
        assertEquals(List.of(new ChannelQuery(CHANNEL)), questions);
        assertEquals(Amount.of(5), channels.purse(CHANNEL).lost);
        assertEquals(5, sum(line.begin(PLENTY, ONE)));
    }

    @Test
    void aChannelThatEndsWithoutHavingBroughtAnythingIsNotOpenedAgainInTheSameDealings() {
        FakeChannels.Purse purse = open(PLENTY);
        purse.stage = Stage.OVER;
        assertNotNull(line.end());
        line.want(PLENTY);
        assertEquals(Stage.OVER, channels.purse(CHANNEL).stage);
        line.begin();
        line.want(PLENTY);
        assertEquals(Stage.WAITING, channels.purse(CHANNEL).stage);
    }
}
