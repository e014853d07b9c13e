package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.ChainHead;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.DealQuery;
import org.pluspeer.market.wire.DealReply;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.DealContract;
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

/** A keeper whose disk fills up while a replica comes in. */
class HostingDeskTest {
    private static final Address CLIENT = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final Address KEEPER = Address.parse("0x00000000000000000000000000000000000000c2");
    private static final Path BLOBS = Path.of("/replicas");
    private static final int PIECE = PieceTree.PIECE;
    private static final DealTerms TERMS = new DealTerms(
            CLIENT,
            KEEPER,
            Address.ZERO,
            Hash32.ZERO,
            3L * PIECE,
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
    private static final SalePeers.Caller CALLER = new SalePeers.Caller(KEEPER, CLIENT);

    @TempDir
    private Path directory;

    private final SimDisk disk = new SimDisk();

    /** Pieces are taken without a word of chain, wallet or network, so there is none. */
    @SuppressWarnings("NullAway")
    private HostingDesk desk(Journal journal, ExecutorService threads, ReplicaStore replicas) {
        InstantSource clock = () -> Instant.EPOCH;
        Workshop workshop = new Workshop(threads, new HandAlarms(), clock, new Random(1), Backoff.standard());
        DealPorts ports = new DealPorts(null, null, null, null, null, null, null, () -> false, () -> true);
        HostingDesk desk = new HostingDesk(ports, workshop, replicas, new KeepBook(journal), journal, _ -> {});
        desk.recall();
        return desk;
    }

    private ReplicaStore replicas() {
        return ReplicaStore.in(BlobStore.open(disk, BLOBS, BLOBS.resolve("out"), 0));
    }

    private static ReplicaPiece piece(int index) {
        return new ReplicaPiece(DEAL.id(), index, new byte[PIECE]);
    }

    private static void propose(Journal journal) {
        new JournalHistory<>(journal, RecordKind.HOSTING, DealCodecs.deals(), _ -> true)
                .append(DEAL.id().hex(), List.of(new History.Dated<>(0, new DealEvent.Proposed(DEAL))));
    }

    @Test
    void aDiskThatFillsUpEndsTheDealBeforeItIsSignedAndGivesTheRoomBack() {
        try (Journal journal = Journal.open(directory, _ -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ReplicaStore replicas = replicas()) {
            propose(journal);
            try (HostingDesk desk = desk(journal, threads, replicas)) {
                long empty = disk.used();
                assertInstanceOf(Acknowledged.class, desk.onPiece(CALLER, piece(0)));
                disk.capacity(disk.used() + PIECE / 2);
                Refusal full = assertInstanceOf(Refusal.class, desk.onPiece(CALLER, piece(1)));
                assertEquals(Refusal.Code.NOT_FOR_SALE, full.code());
                assertEquals("the provider's disk is full", full.text());
                Refusal over = assertInstanceOf(Refusal.class, desk.onQuery(CALLER, new DealQuery(DEAL.id())));
                assertEquals("the provider's disk is full", over.text());
                assertTrue(Await.until(() -> disk.used() == empty), () -> disk.used() + " bytes");
                assertEquals(0, desk.used());
                assertEquals(Amount.ZERO, desk.reserved(Address.ZERO));
            }
        }
    }

    @Test
    void whatCameBeforeAStopNeedNotComeAgain() {
        try (Journal journal = Journal.open(directory, _ -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            propose(journal);
            try (ReplicaStore replicas = replicas();
                    HostingDesk desk = desk(journal, threads, replicas)) {
                assertInstanceOf(Acknowledged.class, desk.onPiece(CALLER, piece(0)));
            }
            try (ReplicaStore replicas = replicas();
                    HostingDesk desk = desk(journal, threads, replicas)) {
                DealReply reply = assertInstanceOf(DealReply.class, desk.onQuery(CALLER, new DealQuery(DEAL.id())));
                assertEquals(1, reply.missing());
            }
        }
    }

    @Test
    void aClientThatSendsTheSameOverAndOverIsCutOffAndTheRoomGivenBack() {
        try (Journal journal = Journal.open(directory, _ -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ReplicaStore replicas = replicas()) {
            propose(journal);
            try (HostingDesk desk = desk(journal, threads, replicas)) {
                long empty = disk.used();
                long most = UploadMeter.most(TERMS.size()) / PIECE;
                for (int i = 0; i < most; i++) {
                    assertInstanceOf(Acknowledged.class, desk.onPiece(CALLER, piece(0)));
                }
                assertInstanceOf(Refusal.class, desk.onPiece(CALLER, piece(0)));
                Refusal over = assertInstanceOf(Refusal.class, desk.onQuery(CALLER, new DealQuery(DEAL.id())));
                assertEquals("the same came over and over", over.text());
                assertInstanceOf(Refusal.class, desk.onPiece(CALLER, piece(1)));
                assertTrue(Await.until(() -> disk.used() == empty), () -> disk.used() + " bytes");
                HostedView.UploadView told = desk.uploads().getFirst();
                assertEquals((most + 1) * PIECE, told.bytes());
                assertEquals(told.bytes(), told.lapsed());
            }
        }
    }

    @Test
    void whatNeverComesWholeIsSweptWhenNobodyCanOpenItAnyMoreAlsoAfterARestart() {
        try (Journal journal = Journal.open(directory, _ -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            propose(journal);
            long empty = disk.used();
            try (ReplicaStore replicas = replicas();
                    HostingDesk desk = desk(journal, threads, replicas)) {
                assertInstanceOf(Acknowledged.class, desk.onPiece(CALLER, piece(1)));
                desk.onChain(head(TERMS.acceptBy()));
                assertEquals(TERMS.size(), desk.used(), "it may still come");
            }
            // It dies before it has swept.
            new JournalHistory<>(journal, RecordKind.HOSTING, DealCodecs.deals(), _ -> true)
                    .append(
                            DEAL.id().hex(),
                            List.of(new History.Dated<>(
                                    0,
                                    new DealEvent.HeadMoved(
                                            head(TERMS.acceptBy() + 1).head()))));
            assertTrue(disk.used() > empty);
            try (ReplicaStore replicas = replicas();
                    HostingDesk desk = desk(journal, threads, replicas)) {
                desk.resume();
                assertEquals(0, desk.used());
                assertTrue(Await.until(() -> disk.used() == empty), () -> disk.used() + " bytes");
                Refusal over = assertInstanceOf(Refusal.class, desk.onPiece(CALLER, piece(0)));
                assertEquals(Refusal.Code.TOO_LATE, over.code());
            }
        }
    }

    /** As after a restore: the journal says that the bytes were counted and hashed. */
    @Test
    void nothingIsSignedForBytesThatAreNotOnThisDisk() {
        for (List<DealEvent> told : List.<List<DealEvent>>of(
                List.of(new DealEvent.ReplicaChecked()),
                List.of(new DealEvent.ReplicaChecked(), new DealEvent.CollateralSecured()))) {
            try (Journal journal = Journal.open(directory.resolve("run" + told.size()), _ -> {});
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                    ReplicaStore replicas = replicas()) {
                propose(journal);
                new JournalHistory<>(journal, RecordKind.HOSTING, DealCodecs.deals(), _ -> true)
                        .append(
                                DEAL.id().hex(),
                                told.stream()
                                        .map(event -> new History.Dated<>(0, event))
                                        .toList());
                try (HostingDesk desk = desk(journal, threads, replicas)) {
                    desk.resume();
                    assertTrue(
                            Await.until(() -> desk.find(DEAL.id()).orElseThrow().isOver()));
                    Refusal over = assertInstanceOf(Refusal.class, desk.onQuery(CALLER, new DealQuery(DEAL.id())));
                    assertEquals("the bytes are not on this disk any more", over.text());
                }
            }
        }
    }

    private static DealNews head(long time) {
        return new DealNews(null, Map.of(), List.of(), new ChainHead(9, time, 9, time));
    }
}
