package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.deal.HostedView.UploadView;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** What clients send is counted by client and day, and bounded. */
class UploadMeterTest {
    private static final Address ONE = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000c2");
    private static final int PIECE = PieceTree.PIECE;
    private static final long DAY = 24 * 3600;
    private static final long SPACE = 100L * PIECE;

    @TempDir
    private Path directory;

    private Journal journal;
    private long now = 1000 * DAY + 5;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, _ -> {});
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private UploadMeter meter() {
        return new UploadMeter(new KeepBook(journal), () -> Instant.ofEpochSecond(now));
    }

    private static DealRequest deal(Address client, int number, long size) {
        DealTerms terms = new DealTerms(
                client,
                ONE,
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
                Keccak.hash(new byte[] {(byte) number}));
        return DealRequest.at(31337, DealContract.ADDRESS, terms, DealRequest.SHORT_HISTORY, 0);
    }

    @Test
    void aReplicaMayComeTwiceAndALittleMoreAndThenNoMore() {
        DealRequest deal = deal(ONE, 1, 3L * PIECE);
        UploadMeter meter = meter();
        for (int i = 0; i < 2 * 3 + 64; i++) {
            assertTrue(meter.take(deal, PIECE));
        }
        assertFalse(meter.take(deal, 1));
        assertTrue(meter.take(deal(ONE, 2, 3L * PIECE), PIECE), "another deal is counted by itself");
        // The count goes on over midnight and a restart.
        meter.settle();
        now += DAY;
        assertFalse(meter().take(deal, 1));
    }

    @Test
    void itIsToldByClientAndDay() {
        UploadMeter meter = meter();
        meter.take(deal(ONE, 1, SPACE), PIECE);
        meter.take(deal(ONE, 2, SPACE), 7);
        meter.take(deal(OTHER, 3, SPACE), 5);
        now += DAY;
        meter.take(deal(ONE, 1, SPACE), 3);
        Set<Hash32> lapsed = Set.of(deal(ONE, 2, SPACE).id());
        List<UploadView> told = List.of(
                new UploadView(ONE, 1001 * DAY, 3, 0),
                new UploadView(ONE, 1000 * DAY, PIECE + 7, 7),
                new UploadView(OTHER, 1000 * DAY, 5, 0));
        assertEquals(told, meter.days(lapsed::contains));
        meter.settle();
        assertEquals(told, meter().days(lapsed::contains), "after a restart");
        now += 29 * DAY;
        assertEquals(1, meter.days(lapsed::contains).size(), "the last thirty days");
    }

    @Test
    void aCrashForgetsNoMoreThanAStep() {
        DealRequest deal = deal(ONE, 1, 1000L * PIECE);
        UploadMeter meter = meter();
        for (int i = 0; i < 300; i++) {
            meter.take(deal, PIECE);
        }
        long kept = meter().days(_ -> false).getFirst().bytes();
        assertEquals(256L * PIECE, kept);
    }

    @Test
    void whoseUploadsCameToNothingFillsTheRoomOnOfferOnceADayAtMost() {
        DealRequest gone = deal(ONE, 1, SPACE);
        UploadMeter meter = meter();
        assertTrue(meter.admits(ONE, SPACE, SPACE, gone.id()::equals));
        meter.take(gone, PIECE);
        assertTrue(meter.admits(ONE, SPACE, SPACE, _ -> false), "it may still come to something");
        assertFalse(meter.admits(ONE, SPACE, SPACE, gone.id()::equals));
        assertTrue(meter.admits(ONE, SPACE - PIECE, SPACE, gone.id()::equals));
        assertTrue(meter.admits(OTHER, SPACE, SPACE, gone.id()::equals));
        now += DAY;
        assertTrue(meter.admits(ONE, SPACE, SPACE, gone.id()::equals));
    }
}
