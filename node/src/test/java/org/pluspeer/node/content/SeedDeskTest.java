package org.pluspeer.node.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What is offered to be seeded, by a desk whose threads never run. */
class SeedDeskTest {
    private static final long KIB = 1 << 10;

    @TempDir
    Path home;

    private static final Address TOKEN = Address.parse("0x00000000000000000000000000000000000000bb");

    private final Prices prices = new Prices();
    private Journal journal;
    private final Set<Hash32> served = new HashSet<>();
    private final Shelf shelf = new Shelf(roots -> {
        served.clear();
        served.addAll(roots);
    });
    private final List<Runnable> tasks = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void open() {
        journal = Journal.open(home.resolve("journal"), batch -> {});
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private SeedDesk desk(long space) {
        BlobStore blobs = BlobStore.open(home.resolve("blobs"), home.resolve("downloads"));
        return new SeedDesk(
                new SeedDesk.Place(journal, blobs, new CipherStore(blobs)),
                new SeedDesk.Money(prices, token -> new TokenView(token, "?", "?", 0, false), (_, _) -> Amount.of(7)),
                new Fetcher(new Nobody(), Fetcher.Pace.standard(), RateLimit.none(), new Random(1)),
                SeedDeskTest::listing,
                new SeedDesk.Hands(tasks::add, InstantSource.system(), Duration.ofDays(1), space),
                shelf);
    }

    /** Listing n sells n times 100 KiB. */
    private static Optional<SeedDesk.Seedable> listing(Hash32 id) {
        int n = id.bytes()[0];
        return Optional.of(new SeedDesk.Seedable(
                id,
                Sha256.hash(id.bytes()),
                new ContentShape(n * 100 * KIB, ContentShape.DEFAULT_BLOCK),
                Address.parse("0x00000000000000000000000000000000000000aa"),
                "listing " + n,
                false,
                true,
                TOKEN));
    }

    private static Hash32 id(int n) {
        byte[] id = new byte[Hash32.LENGTH];
        id[0] = (byte) n;
        return Hash32.of(id);
    }

    @Test
    void noMoreIsSeededThanTheOwnerSetAsideForIt() {
        try (SeedDesk desk = desk(500 * KIB)) {
            desk.seed(id(2), null);
            desk.seed(id(3), null);
            assertEquals(Problem.Code.OVER_SPACE, refusal(desk, 1));
            assertEquals(2, desk.list().seeds().size());
            assertEquals(2, served.size());
            desk.seed(id(3), null);
            desk.stop(id(2));
            assertEquals(Problem.Code.OVER_SPACE, refusal(desk, 4));
            desk.seed(id(1), null);
        }
    }

    @Test
    void whatWasSeededStaysWhereTheSettingWasLowered() {
        try (SeedDesk desk = desk(500 * KIB)) {
            desk.seed(id(4), null);
        }
        try (SeedDesk desk = desk(100 * KIB)) {
            desk.start();
            assertEquals(1, desk.list().seeds().size());
            assertEquals(Problem.Code.OVER_SPACE, refusal(desk, 1));
            desk.stop(id(4));
            assertTrue(desk.list().seeds().isEmpty());
            desk.seed(id(1), null);
        }
    }

    @Test
    void whatLiesHereUnderADealIsNotFetchedAsWellAsLongAsItRuns() throws InterruptedException {
        Kept kept = new Kept(listing(id(2)).orElseThrow());
        shelf.put(kept);
        try (SeedDesk desk = desk(500 * KIB)) {
            desk.seed(id(2), new SeedDesk.Charge(Amount.of(5), null));
            SeedView seed = desk.list().seeds().getFirst();
            assertEquals("complete", seed.state());
            assertEquals(200 * KIB, seed.held());
            int looked = kept.looked.get();
            Thread tending = Thread.ofVirtual().start(tasks.getFirst());
            assertTrue(Await.until(() -> kept.looked.get() > looked || asked.get() > 0));
            desk.stop(id(2));
            tending.join();
            assertEquals(0, asked.get());
            desk.seed(id(2), null);
            shelf.take(kept);
            assertEquals(0, desk.list().seeds().getFirst().held());
            tending = Thread.ofVirtual().start(tasks.getLast());
            assertTrue(Await.until(() -> asked.get() > 0));
            desk.stop(id(2));
            tending.join();
        }
    }

    private static Problem.Code refusal(SeedDesk desk, int n) {
        return assertThrows(ProblemException.class, () -> desk.seed(id(n), null))
                .problem()
                .code();
    }

    /** Nobody is there. */
    private final class Nobody implements ContentPeers {
        @Override
        public Message ask(Source source, Message message, Duration limit) {
            asked.incrementAndGet();
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "nobody is there");
        }

        @Override
        public List<Source> holders(Hash32 exchangeRoot) {
            asked.incrementAndGet();
            return List.of();
        }

        @Override
        public void shun(Source source, String reason) {}
    }

    /** All of it, in a replica. */
    private static final class Kept implements Runs {
        final AtomicInteger looked = new AtomicInteger();
        private final SeedDesk.Seedable listing;

        Kept(SeedDesk.Seedable listing) {
            this.listing = listing;
        }

        @Override
        public Hash32 exchangeRoot() {
            return Objects.requireNonNull(listing.exchangeRoot());
        }

        @Override
        public ContentShape shape() {
            return listing.shape();
        }

        @Override
        public boolean holds(int run) {
            return true;
        }

        @Override
        public BitSet runsHeld() {
            looked.incrementAndGet();
            BitSet all = new BitSet();
            all.set(0, Math.toIntExact(shape().runs()));
            return all;
        }

        @Override
        public BlocksReply read(int run) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public void forget(int run) {}
    }
}
