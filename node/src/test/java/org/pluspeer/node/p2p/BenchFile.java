package org.pluspeer.node.p2p;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A file of ciphertext that one node serves in runs of 256 KiB and another fetches as a buyer does: sixteen requests on
 * their way, each run put where the node keeps what it fetched, read back from there, hashed and found under the exchange
 * root, and the whole forced to the disk before the clock stops.
 */
final class BenchFile {
    static final int RUN = BlocksReply.MAX_BYTES;
    private static final int BLOCKS = RUN / ContentShape.DEFAULT_BLOCK;
    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path served;
    private final Path received;
    private final BlobStore blobs;
    private final byte[] plainRoots = new byte[BLOCKS * Hash32.LENGTH];
    private final ContentShape shape;
    private final ExchangeRow row;

    BenchFile(Path directory, int mebibytes) throws IOException {
        shape = new ContentShape((long) mebibytes << 20, ContentShape.DEFAULT_BLOCK);
        served = directory.resolve("served");
        received = directory.resolve("received");
        blobs = BlobStore.open(directory.resolve("blobs"), directory.resolve("downloads"));
        Random random = new Random(3);
        random.nextBytes(plainRoots);
        byte[] run = new byte[RUN];
        byte[] nodes = new byte[runs() * Hash32.LENGTH];
        RunHasher hasher = new RunHasher(shape);
        try (FileChannel out = FileChannel.open(served, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < runs(); i++) {
                random.nextBytes(run);
                hasher.nodeInto(i, run, plainRoots, nodes, i * Hash32.LENGTH);
                out.write(ByteBuffer.wrap(run));
            }
        }
        row = ExchangeRow.of(shape, nodes);
    }

    Path served() {
        return served;
    }

    int runs() {
        return (int) shape.runs();
    }

    double megabytes() {
        return (double) runs() * RUN / 1e6;
    }

    /** Lets a node answer for it, until the channel is closed. */
    void serve(Member seller, FileChannel source) {
        seller.network().onMessage(BlocksRequest.class, (from, ask) -> run(source, ask));
    }

    private BlocksReply run(FileChannel source, BlocksRequest ask) {
        try {
            byte[] bytes = new byte[RUN];
            source.read(ByteBuffer.wrap(bytes), ask.first() * ContentShape.DEFAULT_BLOCK);
            return new BlocksReply(ask.exchangeRoot(), ask.first(), plainRoots, row.path(ask.run(shape)), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Fetches the first runs of it.
     *
     * @return seconds until they were checked and on the disk
     */
    double fetch(Member buyer, Member seller, int count) throws Exception {
        return fetch(buyer, seller, count, count).all();
    }

    /**
     * Seconds from the first question on.
     *
     * @param some until some of the runs were checked and written
     * @param all until all were, and forced to the disk
     */
    record Times(double some, double all) {}

    /** The same, which also looks at the clock when the first so many are there. */
    Times fetch(Member buyer, Member seller, int count, int some) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();
        AtomicLong then = new AtomicLong();
        CipherStore store = new CipherStore(blobs);
        store.discard(row.exchangeRoot());
        long began = System.nanoTime();
        try (CipherStore.Part part = store.open(row.exchangeRoot(), shape);
                ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(requests.submit(() -> {
                    RunHasher hasher = new RunHasher(shape);
                    for (int run = next.getAndIncrement(); run < count; run = next.getAndIncrement()) {
                        keep(part, run, ask(buyer, seller, run), hasher);
                        if (kept.incrementAndGet() == some) {
                            then.set(System.nanoTime());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            part.sync();
            return new Times((then.get() - began) / 1e9, (System.nanoTime() - began) / 1e9);
        }
    }

    private BlocksReply ask(Member buyer, Member seller, int run) {
        BlocksRequest question = BlocksRequest.of(row.exchangeRoot(), shape, run);
        BlocksReply reply = (BlocksReply) buyer.network().request(seller.node(), question, LIMIT);
        if (!reply.answers(question, shape)) {
            throw new IllegalStateException("another run than was asked for");
        }
        return reply;
    }

    private void keep(CipherStore.Part part, int run, BlocksReply reply, RunHasher hasher) {
        part.put(run, reply);
        if (!part.read(run).holds(hasher, shape)) {
            throw new IllegalStateException("the disk holds something else than was asked for");
        }
    }

    /** What the stages of a sale cost one core for each request of 256 KiB, in milliseconds: the least of many. */
    Stages stages() throws IOException {
        byte[] run = new byte[RUN];
        ByteBuffer buffer = ByteBuffer.wrap(run);
        RunHasher hasher = new RunHasher(shape);
        byte[] node = new byte[Hash32.LENGTH];
        try (FileChannel disk = FileChannel.open(
                received, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Stages(
                    Stages.least(() -> SealingStage.seal(run)),
                    Stages.least(() -> hasher.nodeInto(0, run, plainRoots, node, 0)),
                    Stages.least(() -> disk.write(buffer.clear(), 0)),
                    Stages.least(() -> disk.read(buffer.clear(), 0)),
                    Stages.least(() -> SealingStage.open(run)));
        }
    }

    /**
     * @param seal encrypting and hashing at the seller
     * @param check hashing ciphertext into a run's node of the exchange tree at the buyer
     * @param open decrypting and hashing with the key at the buyer
     */
    record Stages(double seal, double check, double write, double read, double open) {
        private static final int TRIES = 2_000;

        interface Stage {
            void run() throws IOException;
        }

        static double least(Stage stage) throws IOException {
            long[] took = new long[TRIES];
            for (int i = 0; i < TRIES; i++) {
                long began = System.nanoTime();
                stage.run();
                took[i] = System.nanoTime() - began;
            }
            return Arrays.stream(took).min().orElseThrow() / 1e6;
        }
    }
}
