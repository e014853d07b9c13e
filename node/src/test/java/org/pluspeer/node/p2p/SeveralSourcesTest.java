package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.fetch.FetchAct;
import org.pluspeer.market.fetch.FetchLimits;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingReply;
import org.pluspeer.market.wire.HoldingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.content.Fetcher;
import org.pluspeer.node.content.RateLimit;
import org.pluspeer.node.content.SourceNote;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/** One content from three nodes over real sockets, of which one lies and one stalls. */
@Timeout(600)
class SeveralSourcesTest {
    private static final int SIZE = 41 * ContentShape.RUN + 1234;

    @TempDir
    Path home;

    private final byte[] cipher = new byte[SIZE];
    private final BlockRoots roots;
    private final ContentShape shape;
    private final ExchangeRow row;
    private final Neighbourhood here = new Neighbourhood(Carriers.BOTH);
    private final Member buyer = here.member(1);
    private final List<Source> shunned = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    SeveralSourcesTest() {
        new Random(4).nextBytes(cipher);
        ContentTree tree = new ContentTree(2048);
        tree.add(cipher, 0, SIZE);
        roots = tree.finish();
        shape = roots.shape();
        byte[] nodes = new byte[(int) shape.runs() * Hash32.LENGTH];
        RunHasher hasher = new RunHasher(shape);
        for (int run = 0; run < shape.runs(); run++) {
            hasher.nodeInto(run, bytes(run), promised(run), nodes, run * Hash32.LENGTH);
        }
        row = ExchangeRow.of(shape, nodes);
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        here.close();
    }

    private byte[] bytes(int run) {
        int from = run * ContentShape.RUN;
        return Arrays.copyOfRange(cipher, from, Math.min(SIZE, from + ContentShape.RUN));
    }

    private byte[] promised(int run) {
        return roots.packed((long) run * shape.runBlocks(), shape.blocksInRun(run));
    }

    private BlocksReply right(BlocksRequest ask) {
        int run = (int) ask.run(shape);
        return new BlocksReply(row.exchangeRoot(), ask.first(), promised(run), row.path(run), bytes(run));
    }

    private BlocksReply wrong(BlocksRequest ask) {
        BlocksReply reply = right(ask);
        reply.cipher()[77] ^= 1;
        return reply;
    }

    private Member source(int seed, PeerNetwork.Responder<BlocksRequest> answers) {
        Member member = here.member(seed);
        BitSet all = new BitSet();
        all.set(0, (int) shape.runs());
        member.network().onMessage(HoldingRequest.class, (from, ask) -> new HoldingReply(ask.exchangeRoot(), all));
        member.network().onMessage(BlocksRequest.class, answers);
        return member;
    }

    private Fetcher fetcher(Member... members) {
        ContentPeers peers = new ContentPeers() {
            @Override
            public Message ask(Source source, Message message, Duration limit) {
                if (buyer.network().peer(source.address()).isEmpty()) {
                    Member member = Arrays.stream(members)
                            .filter(each -> each.node().equals(source.address()))
                            .findFirst()
                            .orElseThrow();
                    buyer.network().connect(member.at(), member.node());
                }
                return buyer.network().converse(source.address(), message, limit);
            }

            @Override
            public List<Source> holders(Hash32 exchangeRoot) {
                return Arrays.stream(members)
                        .map(each -> Source.node(each.node()))
                        .toList();
            }

            @Override
            public void shun(Source source, String reason) {
                shunned.add(source);
                buyer.network().shun(source.address(), reason);
            }
        };
        return new Fetcher(
                peers,
                new Fetcher.Pace(FetchLimits.DEFAULT, Duration.ofSeconds(60), System::nanoTime),
                RateLimit.none(),
                new Random(1));
    }

    private static SourceNote note(Fetcher fetcher, Hash32 root, Member member) {
        return fetcher.sources(root).stream()
                .filter(each -> each.source().equals(Source.node(member.node())))
                .findFirst()
                .orElseThrow();
    }

    private void untilTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it is complete: on a loaded machine an honest source may be given up for a while too. */
    private static void fill(Fetcher fetcher, CipherStore.Part part) {
        Fetcher.Outcome outcome;
        do {
            outcome = fetcher.fetch(part, null, true, () -> true, _ -> {});
        } while (!(outcome instanceof Fetcher.Outcome.Complete));
    }

    @Test
    void allBytesAreRightInTheEndAndTheLiarIsNamed() {
        AtomicInteger lied = new AtomicInteger();
        AtomicInteger stalled = new AtomicInteger();
        Member honest = source(2, (from, ask) -> right(ask));
        Member liar = source(3, (from, ask) -> lied.incrementAndGet() > 2 ? wrong(ask) : right(ask));
        Member staller = source(4, (from, ask) -> {
            if (stalled.incrementAndGet() > 2) {
                untilTheEnd();
            }
            return right(ask);
        });
        BlobStore blobs = BlobStore.open(home.resolve("blobs"), home.resolve("downloads"));
        CipherStore store = new CipherStore(blobs);
        Fetcher fetcher = fetcher(honest, liar, staller);
        try (CipherStore.Part part = store.open(row.exchangeRoot(), shape)) {
            fill(fetcher, part);
            part.sync();
            for (int run = 0; run < shape.runs(); run++) {
                assertArrayEquals(bytes(run), part.read(run).cipher());
            }
            assertArrayEquals(roots.packed(), part.roots());
        }
        SourceNote named = note(fetcher, row.exchangeRoot(), liar);
        assertEquals(FetchAct.Reason.LIED, named.dropped());
        assertTrue(Optional.ofNullable(named.why()).orElse("").contains("exchange root"));
        assertEquals(
                List.of(Source.node(liar.node())), shunned.stream().distinct().toList());
        assertTrue(note(fetcher, row.exchangeRoot(), staller).bytes() <= 2L * ContentShape.RUN);
        assertTrue(note(fetcher, row.exchangeRoot(), honest).bytes() > 30L * ContentShape.RUN);

        int asked = lied.get();
        try (CipherStore.Part part = store.open(row.exchangeRoot(), shape)) {
            part.forget(5);
            part.forget(17);
            fill(fetcher, part);
            assertArrayEquals(bytes(17), part.read(17).cipher());
        }
        assertEquals(asked, lied.get(), "a liar is not asked again");
    }

    @Test
    void whatCameBeforeARestartIsNotAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        Member honest = source(2, (from, ask) -> {
            asked.incrementAndGet();
            return right(ask);
        });
        Path blobs = home.resolve("blobs");
        CipherStore store = new CipherStore(BlobStore.open(blobs, home.resolve("downloads")));
        AtomicInteger came = new AtomicInteger();
        int held;
        try (CipherStore.Part part = store.open(row.exchangeRoot(), shape)) {
            Fetcher.Outcome outcome =
                    fetcher(honest).fetch(part, null, true, () -> came.get() < 10, _ -> came.incrementAndGet());
            assertInstanceOf(Fetcher.Outcome.Unwanted.class, outcome);
            part.sync();
            held = part.runsHeld().cardinality();
        }
        assertTrue(held >= 10 && held < shape.runs(), held + " runs came");
        CipherStore again = new CipherStore(BlobStore.open(blobs, home.resolve("downloads")));
        Fetcher fetcher = fetcher(honest);
        try (CipherStore.Part part = again.open(row.exchangeRoot(), shape)) {
            assertEquals(held, part.runsHeld().cardinality());
            asked.set(0);
            fill(fetcher, part);
            assertEquals(shape.size(), part.held());
        }
        // What was on its way when the first run ended may still have been asked for.
        assertTrue(asked.get() <= shape.runs() - held + FetchLimits.DEFAULT.window(), asked + " asked for");
        assertNull(note(fetcher, row.exchangeRoot(), honest).dropped());
    }
}
