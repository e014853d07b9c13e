package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.PaidRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.content.Asker;
import org.pluspeer.node.content.Prices;
import org.pluspeer.node.content.Takings;
import org.pluspeer.node.disk.SimDisk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.HandAlarms;
import org.pluspeer.node.run.History;
import org.pluspeer.node.run.JournalHistory;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** A provider that hands replicas back, for nothing and for pay. */
class HandingDeskTest {
    private static final Address CLIENT = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final Address KEEPER = Address.parse("0x00000000000000000000000000000000000000c2");
    private static final Path BLOBS = Path.of("/replicas");
    private static final int PIECE = PieceTree.PIECE;
    private static final Amount PER_GIB = Amount.of(40_960_000);
    private static final DealTerms TERMS = new DealTerms(
            CLIENT,
            KEEPER,
            Address.ZERO,
            Hash32.ZERO,
            PIECE + 33L,
            4,
            256,
            128,
            1,
            1,
            Amount.of(1),
            Amount.of(9),
            Amount.of(2),
            Amount.of(1),
            9,
            Hash32.ZERO,
            Hash32.ZERO);
    private static final DealRequest DEAL =
            DealRequest.at(31337, DealContract.ADDRESS, TERMS, DealRequest.SHORT_HISTORY, 0);
    private static final Hash32 ONE = CLIENT.padded();
    private static final Asker ASKER = new Asker(KEEPER, CLIENT, "10.0.0.0/24");

    @TempDir
    private Path directory;

    private Journal journal;
    private ExecutorService threads;
    private ReplicaStore replicas;
    private HostingDesk hosting;
    private KeepBook book;
    private final Till till = new Till();
    private long now;

    /** Takes note of what is set aside. */
    private static final class Till implements Takings {
        final List<Amount> aside = new ArrayList<>();

        @Nullable
        Message denied;

        @Override
        public QuoteReply quote(Hash32 exchangeRoot, Rate rate, long free) {
            throw new AssertionError("the price table says it");
        }

        @Override
        public @Nullable Message reserve(Asker asker, PaidRequest request, Prices.Tag tag, long bytes) {
            if (denied == null) {
                aside.add(tag.rate().of(bytes));
            }
            return denied;
        }

        @Override
        public void giveBack(PaidRequest request, Prices.Tag tag, long bytes) {
            aside.remove(tag.rate().of(bytes));
        }
    }

    @BeforeEach
    @SuppressWarnings("NullAway")
    void open() {
        journal = Journal.open(directory, _ -> {});
        threads = Executors.newVirtualThreadPerTaskExecutor();
        replicas = ReplicaStore.in(BlobStore.open(new SimDisk(), BLOBS, BLOBS.resolve("out"), 0));
        book = new KeepBook(journal);
        ReplicaStore.Slot slot = ReplicaStore.Slot.of(TERMS);
        replicas.put(slot, 0, bytes(PIECE));
        replicas.put(slot, 1, bytes(33));
        replicas.check(slot);
        Signature signature = new Signature(ONE, ONE, 0);
        List<History.Dated<DealEvent>> events = Stream.of(
                        new DealEvent.Proposed(DEAL),
                        new DealEvent.ReplicaChecked(),
                        new DealEvent.CollateralSecured(),
                        new DealEvent.TermsSigned(signature),
                        new DealEvent.ChainSaid(new DealFact.Opened(1, Hash32.ZERO, 256)))
                .map(event -> new History.Dated<DealEvent>(0, event))
                .toList();
        new JournalHistory<>(journal, RecordKind.HOSTING, DealCodecs.deals(), _ -> true)
                .append(DEAL.id().hex(), events);
        Workshop workshop =
                new Workshop(threads, new HandAlarms(), () -> Instant.EPOCH, new Random(1), Backoff.standard());
        DealPorts ports = new DealPorts(null, null, null, null, null, null, null, () -> false, () -> true);
        hosting = new HostingDesk(ports, workshop, replicas, book, journal, _ -> {});
        hosting.recall();
    }

    @AfterEach
    void close() {
        hosting.close();
        replicas.close();
        threads.close();
        journal.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private HandingDesk desk() {
        return new HandingDesk(book, replicas, hosting, till, () -> Instant.ofEpochSecond(now));
    }

    private static ReplicaRequest ask(int index) {
        return new ReplicaRequest(DEAL.id(), index);
    }

    private static PaidReplicaRequest pay(int index, Amount perGib) {
        return new PaidReplicaRequest(ask(index), perGib, Hash32.ZERO, null);
    }

    private static void isRefused(Refusal.Code code, Message answer) {
        assertEquals(code, assertInstanceOf(Refusal.class, answer).code());
    }

    private static void isPiece(byte[] bytes, Message answer) {
        assertArrayEquals(bytes, assertInstanceOf(ReplicaPiece.class, answer).bytes());
    }

    @Test
    void whereTheTableAskedNothingAllOfItIsFreeForItsClientAlone() {
        HandingDesk desk = desk();
        for (int i = 0; i < 3 * HandingDesk.SAMPLES; i++) {
            isPiece(bytes(33), desk.onRequest(ASKER, ask(1)));
        }
        isPiece(bytes(33), desk.onPaid(ASKER, pay(1, PER_GIB)));
        assertEquals(List.of(), till.aside, "and nothing is taken for it");
        isRefused(Refusal.Code.NOT_FOUND, desk.onRequest(new Asker(KEEPER, KEEPER, ""), ask(1)));
        isRefused(Refusal.Code.NOT_FOUND, desk.onRequest(new Asker(KEEPER, null, ""), ask(1)));
        isRefused(Refusal.Code.BAD_REQUEST, desk.onRequest(ASKER, ask(2)));
    }

    @Test
    void whereItHasAPriceSixteenPiecesADayAreFree() {
        book.write(new KeepBook.Fee(DEAL.id(), Hash32.ZERO, PER_GIB));
        HandingDesk desk = desk();
        for (int i = 0; i < HandingDesk.SAMPLES; i++) {
            isPiece(bytes(33), desk.onRequest(ASKER, ask(1)));
        }
        isRefused(Refusal.Code.BUSY, desk.onRequest(ASKER, ask(1)));
        now = 24 * 3600 - 1;
        isRefused(Refusal.Code.BUSY, desk.onRequest(ASKER, ask(1)));
        now = 24 * 3600;
        isPiece(bytes(33), desk.onRequest(ASKER, ask(1)));
        assertEquals(List.of(), till.aside);
    }

    @Test
    void aPieceIsGivenForItsWorthAtThePriceOfTheTableAndNoOther() {
        book.write(new KeepBook.Fee(DEAL.id(), Hash32.ZERO, PER_GIB));
        HandingDesk desk = desk();
        isPiece(bytes(PIECE), desk.onPaid(ASKER, pay(0, PER_GIB)));
        isPiece(bytes(33), desk.onPaid(ASKER, pay(1, PER_GIB)));
        assertEquals(List.of(Amount.of(10_000), Amount.of(2)), till.aside);
        isRefused(Refusal.Code.NOT_PROVEN, desk.onPaid(ASKER, pay(0, Amount.of(1))));
        isRefused(Refusal.Code.BAD_REQUEST, desk.onPaid(ASKER, pay(2, PER_GIB)));
        isRefused(Refusal.Code.NOT_FOUND, desk.onPaid(new Asker(KEEPER, KEEPER, ""), pay(0, PER_GIB)));
        Refusal none = new Refusal(Refusal.Code.BUSY, "no");
        till.denied = none;
        assertEquals(none, desk.onPaid(ASKER, pay(0, PER_GIB)));
        assertEquals(2, till.aside.size());
    }

    @Test
    void whatIsNotThereAnyMoreIsNotCharged() {
        book.write(new KeepBook.Fee(DEAL.id(), Hash32.ZERO, PER_GIB));
        replicas.drop(ReplicaStore.Slot.of(TERMS));
        HandingDesk desk = desk();
        isRefused(Refusal.Code.TOO_LATE, desk.onPaid(ASKER, pay(0, PER_GIB)));
        isRefused(Refusal.Code.TOO_LATE, desk.onRequest(ASKER, ask(0)));
        assertEquals(List.of(), till.aside);
    }

    @Test
    void thePriceIsStillKnownAfterARestart() {
        book.write(new KeepBook.Fee(DEAL.id(), Hash32.ZERO, PER_GIB));
        assertEquals(PER_GIB, new KeepBook(journal).fee(DEAL.id()).orElseThrow().perGib());
    }
}
