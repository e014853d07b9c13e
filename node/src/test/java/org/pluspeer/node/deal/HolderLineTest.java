package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.PieceStream;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** What comes back of replicas, from holders that charge and from such as don't, and from such as mean no good. */
@Timeout(300)
class HolderLineTest {
    private static final Hash32 KEEP = Keccak.hash(new byte[] {1});
    private static final byte[] CONTENT = new byte[3 * ReplicaCipher.CLEAR + 17];
    private static final int PIECES = 4;
    private static final Amount PER_GIB = Amount.of(40_960_000);
    /** Three whole pieces of 262,144 bytes and one of 33. */
    private static final Amount ALL = Amount.of(30_002);

    private static final HolderLine.Patience LONG =
            new HolderLine.Patience(Duration.ofMinutes(4), Duration.ofMinutes(4), Duration.ofMillis(1));
    private static final HolderLine.Patience NONE =
            new HolderLine.Patience(Duration.ofMinutes(4), Duration.ZERO, Duration.ofMillis(1));

    static {
        new Random(9).nextBytes(CONTENT);
    }

    private final FakePayments payments = new FakePayments();
    private final Set<Integer> paid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger free = new AtomicInteger();

    private static Address provider(int number) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[19] = (byte) number;
        return Address.of(bytes);
    }

    private static ReplicaCipher cipher(int number) {
        return new ReplicaCipher(Keccak.hash(new byte[] {5, (byte) number}).bytes(), CONTENT.length);
    }

    private static HolderLine.Holder holder(int number, @Nullable Amount perGib) {
        Hash32 deal = Keccak.hash(new byte[] {7, (byte) number});
        var copy = new KeepBook.Copy(KEEP, deal, KEEP, provider(number), Hash32.ZERO, perGib);
        return new HolderLine.Holder(copy, cipher(number), copy.rate(Address.ZERO));
    }

    private static ReplicaPiece piece(int number, ReplicaRequest request) {
        ReplicaCipher cipher = cipher(number);
        int from = (int) cipher.offset(request.index());
        byte[] clear = java.util.Arrays.copyOfRange(CONTENT, from, from + cipher.clearLength(request.index()));
        return new ReplicaPiece(request.dealId(), request.index(), cipher.seal(request.index(), clear));
    }

    /** An honest holder. */
    private Message answer(int number, Message message) {
        return switch (message) {
            case ReplicaRequest it -> {
                free.incrementAndGet();
                yield piece(number, it);
            }
            case PaidReplicaRequest it -> {
                paid.add(number);
                yield piece(number, it.replica());
            }
            default -> throw new AssertionError(message);
        };
    }

    private HolderLine line(HolderLine.Holder holder, Function<Message, Message> answer) {
        return line(holder, LONG, answer);
    }

    private HolderLine line(HolderLine.Holder holder, HolderLine.Patience patience, Function<Message, Message> answer) {
        SalePeers peers = (account, message, _) -> {
            assertEquals(holder.copy().provider(), account);
            return answer.apply(message);
        };
        return new HolderLine(peers, payments, KEEP, holder, patience);
    }

    private HolderLine honest(int number, @Nullable Amount perGib) {
        return line(holder(number, perGib), message -> answer(number, message));
    }

    private static byte[] all(List<HolderLine> lines) throws IOException {
        try (InputStream stream = new PieceStream(new Retrieval(PIECES, lines))) {
            return stream.readAllBytes();
        }
    }

    @Test
    void whoeverChargesNothingIsAskedFirstAndTheCheapestAfterThem() throws IOException {
        payments.most = ALL;
        List<HolderLine> lines =
                new ArrayList<>(List.of(honest(1, PER_GIB), honest(2, Amount.of(9_000_000_000L)), honest(3, null)));
        assertArrayEquals(CONTENT, all(lines));
        assertEquals(PIECES, free.get());
        assertEquals(Set.of(), paid);
        assertEquals(Amount.ZERO, payments.paid());

        lines.set(2, line(holder(3, null), _ -> new Refusal(Refusal.Code.FAULT, "it is gone")));
        lines.set(0, honest(1, PER_GIB));
        lines.set(1, honest(2, Amount.of(9_000_000_000L)));
        assertArrayEquals(CONTENT, all(lines));
        assertEquals(Set.of(1), paid, "one channel is enough");
        assertEquals(ALL, payments.paid());
        assertEquals(1, payments.closed.get());
    }

    @Test
    void nothingIsPaidForOtherBytes() {
        payments.most = ALL;
        HolderLine liar = line(holder(1, PER_GIB), message -> {
            ReplicaRequest asked = ((PaidReplicaRequest) message).replica();
            return new ReplicaPiece(asked.dealId(), asked.index(), new byte[PIECES]);
        });
        ProblemException told = assertThrows(ProblemException.class, () -> liar.fetch(0));
        assertEquals(Problem.Code.PEER_CHEATED, told.problem().code());
        assertEquals(Amount.ZERO, payments.paid());
        assertEquals(0, payments.underWay.get(), "what was set aside is free again");
    }

    @Test
    void whatTheOwnerDidNotAgreeToIsNotAskedFor() {
        payments.most = ALL.minus(Amount.of(3));
        HolderLine dear = line(holder(1, PER_GIB), message -> {
            throw new AssertionError(message);
        });
        assertEquals(
                Problem.Code.REFUSED_BY_POLICY,
                assertThrows(ProblemException.class, () -> dear.fetch(0))
                        .problem()
                        .code());
    }

    @Test
    void aChannelThatTheHolderDoesNotKnowYetAndCreditThatIsUsedUpAreWaitedFor() throws IOException {
        payments.most = ALL;
        payments.openAfter = 20;
        Set<Integer> refused = ConcurrentHashMap.newKeySet();
        AtomicInteger disputes = new AtomicInteger();
        HolderLine slow = line(holder(1, PER_GIB), message -> {
            PaidReplicaRequest asked = (PaidReplicaRequest) message;
            if (refused.add(asked.replica().index())) {
                return asked.replica().index() == 2
                        ? new ChannelStanding(asked.channelId(), Amount.of(disputes.incrementAndGet()), null)
                        : new Refusal(Refusal.Code.NOT_FOUND, "there is no such channel of yours here, or not yet");
            }
            return answer(1, message);
        });
        assertArrayEquals(CONTENT, all(List.of(slow)));
        assertEquals(1, disputes.get());
        assertEquals(1, payments.disputed.get());
        assertEquals(ALL, payments.paid());
        assertTrue(payments.wanted.get() > 0);
    }

    @Test
    void whoNeverTakesThePaymentIsGivenUp() {
        payments.most = ALL;
        HolderLine never = line(holder(1, PER_GIB), NONE, _ -> new Refusal(Refusal.Code.NOT_YET, "not yet"));
        ProblemException told = assertThrows(ProblemException.class, () -> never.fetch(1));
        assertEquals(Problem.Code.TIMEOUT, told.problem().code());
        assertEquals("not yet", told.problem().detail());
        HolderLine gone = line(holder(2, PER_GIB), _ -> new Refusal(Refusal.Code.FAULT, "the bytes are gone"));
        assertEquals(
                "the bytes are gone",
                assertThrows(ProblemException.class, () -> gone.fetch(1))
                        .problem()
                        .detail());
        payments.end = "it wants to be paid for more than a window that did not come";
        HolderLine greedy = honest(3, PER_GIB);
        assertEquals(
                Problem.Code.PEER_REFUSED,
                assertThrows(ProblemException.class, () -> greedy.fetch(1))
                        .problem()
                        .code());
        assertEquals(Amount.ZERO, payments.paid());
    }

    @Test
    void whetherTheBytesAreThereIsLookedAtForNothing() {
        Set<Class<?>> asked = new HashSet<>();
        SalePeers peers = (_, message, _) -> {
            asked.add(message.getClass());
            return answer(1, message);
        };
        HolderLine.sample(peers, holder(1, PER_GIB), 3);
        assertEquals(Set.of(ReplicaRequest.class), asked);
        SalePeers other = (_, message, _) -> piece(2, (ReplicaRequest) message);
        assertThrows(ProblemException.class, () -> HolderLine.sample(other, holder(1, PER_GIB), 3));
    }

    @Test
    void nothingMoreIsPaidOnceItIsClosed() {
        payments.most = ALL;
        HolderLine line = honest(1, PER_GIB);
        assertEquals(17, line.fetch(3).length);
        line.close();
        line.close();
        assertEquals(1, payments.closed.get());
        assertThrows(ProblemException.class, () -> line.fetch(0));
        assertEquals(new Rate(Address.ZERO, PER_GIB).of(33), payments.paid());
    }
}
