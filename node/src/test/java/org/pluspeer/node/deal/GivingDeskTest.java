package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.EarlyEnd;
import org.pluspeer.market.deal.Hosting;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaUnlock;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.disk.SimDisk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.HandAlarms;
import org.pluspeer.node.run.History;
import org.pluspeer.node.run.JournalHistory;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** A keeper that dies around an unlock and around an early end: what it had agreed to, it does after the restart, once. */
class GivingDeskTest {
    private static final Address CLIENT = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final Address KEEPER = Address.parse("0x00000000000000000000000000000000000000c2");
    private static final SalePeers.Caller CALLER = new SalePeers.Caller(KEEPER, CLIENT);
    private static final Path BLOBS = Path.of("/replicas");
    private static final Signature SIGNATURE = new Signature(CLIENT.padded(), CLIENT.padded(), 0);

    @TempDir
    private Path directory;

    private final ContentShape shape = new ContentShape(3L * ContentShape.RUN, 1024);
    private final SealedRunsTest.Kept kept = new SealedRunsTest().keep(shape);
    private final SimDisk disk = new SimDisk();
    private final Set<Hash32> served = new HashSet<>();
    private ExecutorService threads;
    private DealRequest deal;

    /** One life of the node. */
    private final class Life implements AutoCloseable {
        final Journal journal = Journal.open(directory, _ -> {});
        final ReplicaStore replicas = ReplicaStore.in(BlobStore.open(disk, BLOBS, BLOBS.resolve("out"), 0));
        final KeepBook book = new KeepBook(journal);
        final HostingDesk hosting;
        final Shelf shelf;
        final GivingDesk giving;

        @SuppressWarnings("NullAway")
        Life() {
            Workshop workshop =
                    new Workshop(threads, new HandAlarms(), () -> Instant.EPOCH, new Random(1), Backoff.standard());
            DealPorts ports = new DealPorts(null, null, null, null, null, null, null, () -> false, () -> true);
            hosting = new HostingDesk(ports, workshop, replicas, book, journal, _ -> {});
            hosting.recall();
            served.clear();
            shelf = new Shelf(roots -> {
                served.clear();
                served.addAll(roots);
            });
            giving = new GivingDesk(book, replicas, hosting, shelf);
            giving.lookAtAll();
        }

        int records(RecordKind kind) {
            AtomicInteger count = new AtomicInteger();
            journal.replay(record -> count.addAndGet(record.kind() == kind ? 1 : 0));
            return count.get();
        }

        @Override
        public void close() {
            hosting.close();
            replicas.close();
            journal.close();
        }
    }

    @BeforeEach
    void open() {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        long size = kept.pieces().stream().mapToLong(piece -> piece.length).sum();
        DealTerms terms = new DealTerms(
                CLIENT,
                KEEPER,
                Address.ZERO,
                Hash32.ZERO,
                size,
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
        deal = DealRequest.at(31337, DealContract.ADDRESS, terms, DealRequest.SHORT_HISTORY, 0);
        try (Life life = new Life()) {
            ReplicaStore.Slot slot = ReplicaStore.Slot.of(terms);
            for (int piece = 0; piece < kept.pieces().size(); piece++) {
                life.replicas.put(slot, piece, kept.pieces().get(piece));
            }
            life.replicas.check(slot);
            List<History.Dated<DealEvent>> events = Stream.of(
                            new DealEvent.Proposed(deal),
                            new DealEvent.ReplicaChecked(),
                            new DealEvent.CollateralSecured(),
                            new DealEvent.TermsSigned(SIGNATURE),
                            new DealEvent.ChainSaid(new DealFact.Opened(1, Hash32.ZERO, 256)))
                    .map(event -> new History.Dated<DealEvent>(0, event))
                    .toList();
            new JournalHistory<>(life.journal, RecordKind.HOSTING, DealCodecs.deals(), _ -> true)
                    .append(deal.id().hex(), events);
        }
    }

    @AfterEach
    void close() {
        threads.close();
    }

    private ReplicaUnlock unlock() {
        return new ReplicaUnlock(deal.id(), kept.root(), shape, ContentKey.of(kept.key()));
    }

    @Test
    void whatWasUnlockedIsGivenOnAfterADeathAndTheSameUnlockChangesNothing() {
        try (Life life = new Life()) {
            assertEquals(Set.of(), served, "it died before it was asked");
            assertNull(life.shelf.holding(kept.root()));
            // On the disk, and dead before anybody was told.
            life.book.write(new KeepBook.Unlock(
                    deal.id(),
                    kept.root(),
                    shape.size(),
                    shape.blockSize(),
                    org.pluspeer.wallet.eth.Bytes.hex(kept.key())));
        }
        try (Life life = new Life()) {
            assertEquals(Set.of(kept.root()), served);
            assertEquals(shape.runs(), assertNotNullHolding(life).runs().cardinality());
            int records = life.records(RecordKind.KEEP);
            assertInstanceOf(Acknowledged.class, life.giving.onUnlock(CALLER, unlock()), "its client asks again");
            assertEquals(records, life.records(RecordKind.KEEP));
        }
        try (Life life = new Life()) {
            assertEquals(Set.of(kept.root()), served, "and so at every start");
            life.giving.lookAtAll();
            assertEquals(shape.runs(), assertNotNullHolding(life).runs().cardinality());
        }
    }

    private org.pluspeer.market.wire.HoldingReply assertNotNullHolding(Life life) {
        var holding = life.shelf.holding(kept.root());
        assertNotNull(holding);
        return java.util.Objects.requireNonNull(holding);
    }

    @Test
    void anUnlockIsTakenFromItsClientAloneAndForWhatIsInTheReplicaAlone() {
        try (Life life = new Life()) {
            assertInstanceOf(Refusal.class, life.giving.onUnlock(new SalePeers.Caller(KEEPER, KEEPER), unlock()));
            ContentKey other = ContentKey.of(CLIENT.padded().bytes());
            assertInstanceOf(
                    Refusal.class,
                    life.giving.onUnlock(CALLER, new ReplicaUnlock(deal.id(), kept.root(), shape, other)));
            assertInstanceOf(
                    Refusal.class,
                    life.giving.onUnlock(
                            CALLER, new ReplicaUnlock(deal.id(), Hash32.ZERO, shape, ContentKey.of(kept.key()))));
            assertEquals(0, life.records(RecordKind.KEEP));
            assertInstanceOf(Acknowledged.class, life.giving.onUnlock(CALLER, unlock()));
            assertEquals(Set.of(kept.root()), served);
        }
    }

    @Test
    void anEndThatWasAgreedToIsKnownAfterADeathAndAskedForOnce() {
        AgreedEnd end = new AgreedEnd(new EarlyEnd(deal.id(), 1, 99), SIGNATURE);
        try (Life life = new Life()) {
            // The answer goes out after this returns; it dies before.
            life.hosting.tell(deal.id().hex(), new DealCommand.TakeEnd(end, CLIENT));
        }
        try (Life life = new Life()) {
            Hosting state = life.hosting.find(deal.id()).orElseThrow();
            assertEquals(end, state.facts().promise().end());
            int records = life.records(RecordKind.HOSTING);
            life.hosting.tell(deal.id().hex(), new DealCommand.TakeEnd(end, CLIENT));
            assertEquals(records, life.records(RecordKind.HOSTING), "the same again is not written down again");
        }
    }
}
