package org.pluspeer.node.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.blob.PartialFile;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Ciphertext that was fetched: a partial file for each exchange root. A piece of it is what a reply carried, so that
 * every run can be checked, shown to the chain or given on by itself.
 */
public final class CipherStore {
    private final BlobStore blobs;
    private final Map<Hash32, Lease> open = new HashMap<>();
    private final Set<Hash32> pinned = new HashSet<>();

    /** One file that is open, for as many as use it. */
    private static final class Lease {
        final PartialFile file;
        int users = 1;
        boolean discarded;

        Lease(PartialFile file) {
            this.file = file;
        }
    }

    public CipherStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** @throws ProblemException DISK_FULL, STORAGE_FAILED */
    public Part open(Hash32 exchangeRoot, ContentShape shape) {
        CipherLayout layout = new CipherLayout(shape);
        synchronized (this) {
            Lease lease = open.get(exchangeRoot);
            if (lease == null) {
                lease = new Lease(blobs.partial(exchangeRoot, layout.size(), layout.whole()));
                open.put(exchangeRoot, lease);
            } else {
                lease.users++;
            }
            return new Part(this, exchangeRoot, shape, lease.file);
        }
    }

    /** Deletes what came of it, unless it is pinned; while somebody has it open, when the last one closes it. */
    public synchronized void discard(Hash32 exchangeRoot) {
        if (pinned.contains(exchangeRoot)) {
            return;
        }
        Lease lease = open.get(exchangeRoot);
        if (lease == null) {
            blobs.dropPartial(exchangeRoot);
        } else {
            lease.discarded = true;
        }
    }

    /** From now on it is kept, whoever discards it. */
    synchronized void pin(Hash32 exchangeRoot) {
        pinned.add(exchangeRoot);
        Lease lease = open.get(exchangeRoot);
        if (lease != null) {
            lease.discarded = false;
        }
    }

    synchronized void unpin(Hash32 exchangeRoot) {
        pinned.remove(exchangeRoot);
    }

    private synchronized void close(Hash32 exchangeRoot) {
        Lease lease = Objects.requireNonNull(open.get(exchangeRoot));
        if (--lease.users > 0) {
            return;
        }
        open.remove(exchangeRoot);
        lease.file.close();
        if (lease.discarded) {
            blobs.dropPartial(exchangeRoot);
        }
    }

    /** The runs of one content that are here. Safe for any number of threads. */
    public static final class Part implements Runs, AutoCloseable {
        private final Hash32 exchangeRoot;
        private final ContentShape shape;
        private final PartialFile file;

        private final CipherStore store;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Part(CipherStore store, Hash32 exchangeRoot, ContentShape shape, PartialFile file) {
            this.store = store;
            this.exchangeRoot = exchangeRoot;
            this.shape = shape;
            this.file = file;
        }

        @Override
        public Hash32 exchangeRoot() {
            return exchangeRoot;
        }

        @Override
        public ContentShape shape() {
            return shape;
        }

        public int runs() {
            return file.pieces();
        }

        long first(int run) {
            return (long) run * shape.runBlocks();
        }

        int count(int run) {
            return shape.blocksInRun(run);
        }

        @Override
        public boolean holds(int run) {
            return file.has(run);
        }

        @Override
        public BitSet runsHeld() {
            BitSet held = new BitSet(runs());
            IntStream.range(0, runs()).filter(this::holds).forEach(held::set);
            return held;
        }

        /** Bytes of ciphertext that are here. */
        public long held() {
            return IntStream.range(0, runs())
                    .filter(this::holds)
                    .mapToLong(this::length)
                    .sum();
        }

        private long length(int run) {
            return shape.runLength(first(run), count(run));
        }

        /** Keeps a run that was checked. */
        public void put(int run, BlocksReply checked) {
            ByteBuffer path = ByteBuffer.allocate(pathBytes());
            checked.path().forEach(node -> path.put(node.bytes()));
            file.write(run, path.flip(), ByteBuffer.wrap(checked.plainRoots()), ByteBuffer.wrap(checked.cipher()));
        }

        /** Returns once all that is here is on the disk. */
        public void sync() {
            file.sync();
        }

        /** It has to come again. */
        @Override
        public void forget(int run) {
            file.drop(run);
        }

        @Override
        public BlocksReply read(int run) {
            byte[] above = file.read(run, 0, pathBytes());
            List<Hash32> path = new ArrayList<>(shape.runPathLength());
            for (int at = 0; at < above.length; at += Hash32.LENGTH) {
                path.add(Hash32.of(Arrays.copyOfRange(above, at, at + Hash32.LENGTH)));
            }
            int rootBytes = count(run) * Hash32.LENGTH;
            byte[] roots = file.read(run, pathBytes(), rootBytes);
            byte[] cipher = file.read(run, pathBytes() + rootBytes, (int) length(run));
            return new BlocksReply(exchangeRoot, first(run), roots, path, cipher);
        }

        /** All plainRoots, 32 bytes each. */
        public byte[] roots() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int run = 0; run < runs(); run++) {
                all.writeBytes(file.read(run, pathBytes(), count(run) * Hash32.LENGTH));
            }
            return all.toByteArray();
        }

        private int pathBytes() {
            return shape.runPathLength() * Hash32.LENGTH;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                store.close(exchangeRoot);
            }
        }
    }
}
