package org.pluspeer.node.deal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.deal.Challenge;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.ReplicaProof;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.blob.PartialFile;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Others' replicas on this disk: the bytes, and beside them the upper rows of their tree, so that a
 * challenge reads one piece and no more. Safe for any number of threads.
 */
public final class ReplicaStore implements AutoCloseable {
    private static final byte[] TREE = "replica tree".getBytes(StandardCharsets.US_ASCII);

    /**
     * One client's replica; another client's of the same bytes is another, so that nobody writes into what is kept for
     * somebody else.
     *
     * @param root said by the client, until it was checked
     * @param size in bytes
     */
    public record Slot(Address client, Hash32 root, long size) {
        static Slot of(DealTerms terms) {
            return new Slot(terms.client(), terms.root(), terms.size());
        }

        int pieces() {
            return new PieceTree(size).pieces();
        }

        Hash32 name() {
            return Sha256.hash(Bytes.concat(client.padded().bytes(), root.bytes()));
        }
    }

    private final BlobStore blobs;
    private final Map<Hash32, PartialFile> arriving = new ConcurrentHashMap<>();

    private ReplicaStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** @param directory of its own, on any disk */
    public static ReplicaStore open(Path directory) {
        return in(BlobStore.open(directory, directory.resolve("out")));
    }

    static ReplicaStore in(BlobStore blobs) {
        return new ReplicaStore(blobs);
    }

    /** @throws ProblemException DISK_FULL if so many more bytes do not fit */
    void requireRoom(long bytes) {
        blobs.requireRoom(bytes);
    }

    /**
     * Keeps a piece.
     *
     * @throws ProblemException BAD_REQUEST if it is no piece of such a replica, DISK_FULL, STORAGE_FAILED
     */
    void put(Slot replica, int index, byte[] bytes) {
        PieceTree tree = new PieceTree(replica.size());
        if (index >= tree.pieces() || bytes.length != tree.length(index)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "the replica has no such piece");
        }
        PartialFile file = arriving.computeIfAbsent(replica.name(), _ -> data(replica));
        // What is there may be part of a deal already; the same again changes nothing, and something else neither.
        if (!file.has(index)) {
            file.write(index, bytes);
        }
    }

    /** Index of the first piece that has not come; how many there are, once all have. */
    int missing(Slot replica) {
        PartialFile open = arriving.get(replica.name());
        if (open != null) {
            return open.missingFrom(0);
        }
        try (PartialFile file = data(replica)) {
            return file.missingFrom(0);
        }
    }

    /** Bytes that have come. */
    long received(Slot replica) {
        PartialFile open = arriving.get(replica.name());
        return open == null ? 0 : open.received();
    }

    /**
     * Reads all that came, counts and hashes it, and keeps the tree.
     *
     * @return what these bytes are, whatever was said of them
     * @throws ProblemException REPLICA_LOST where pieces are missing, STORAGE_FAILED
     */
    Replica check(Slot said) {
        PartialFile open = arriving.remove(said.name());
        if (open != null) {
            putAway(open);
        }
        PieceTree tree = new PieceTree(said.size());
        PieceTree.Hasher hasher = tree.new Hasher();
        byte[] nodes = new byte[tree.pieces() * Hash32.LENGTH];
        try (PartialFile file = data(said)) {
            for (int piece = 0; piece < tree.pieces(); piece++) {
                hasher.nodeInto(piece(file, piece), nodes, piece * Hash32.LENGTH);
            }
        }
        byte[] all = tree.build(nodes);
        try (PartialFile file = nodes(said, tree)) {
            file.write(0, all);
            file.sync();
        }
        byte[] root = java.util.Arrays.copyOfRange(all, all.length - Hash32.LENGTH, all.length);
        return new Replica(Hash32.of(root), said.size());
    }

    /** Whether all of it was there when it was last checked, and still seems to be. */
    boolean holds(Slot replica) {
        try {
            PieceTree tree = new PieceTree(replica.size());
            try (PartialFile file = nodes(replica, tree)) {
                return file.isComplete() && missing(replica) == tree.pieces();
            }
        } catch (ProblemException e) {
            return false;
        }
    }

    /** @throws ProblemException REPLICA_LOST where it is not there, BAD_REQUEST where there is no such piece */
    byte[] piece(Slot replica, int index) {
        if (index >= new PieceTree(replica.size()).pieces()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "the replica has no such piece");
        }
        try (PartialFile file = data(replica)) {
            return piece(file, index);
        }
    }

    /** @throws ProblemException REPLICA_LOST where what was drawn is not there */
    ReplicaProof prove(DealTerms terms, Challenge challenge) {
        Slot replica = Slot.of(terms);
        PieceTree tree = new PieceTree(terms.size());
        try (PartialFile data = data(replica);
                PartialFile nodes = nodes(replica, tree)) {
            return new ReplicaProof(challenge.leaves(terms).stream()
                    .map(leaf ->
                            tree.prove(leaf, piece(data, tree.pieceOf(leaf)), index -> Hash32.of(piece(nodes, index))))
                    .toList());
        }
    }

    void drop(Slot replica) {
        PartialFile open = arriving.remove(replica.name());
        if (open != null) {
            open.close();
        }
        blobs.dropPartial(replica.name());
        blobs.dropPartial(treeOf(replica.name()));
    }

    private static void putAway(PartialFile file) {
        file.sync();
        file.close();
    }

    private static byte[] piece(PartialFile file, int index) {
        try {
            return file.read(index);
        } catch (ProblemException e) {
            throw new ProblemException(
                    Problem.Code.REPLICA_LOST,
                    "piece " + index + " is not on this disk: " + e.problem().detail(),
                    e);
        }
    }

    private PartialFile data(Slot replica) {
        return blobs.partial(replica.name(), replica.size(), PieceTree.PIECE);
    }

    private PartialFile nodes(Slot replica, PieceTree tree) {
        return blobs.partial(treeOf(replica.name()), (long) tree.nodes() * Hash32.LENGTH, Hash32.LENGTH);
    }

    static Hash32 treeOf(Hash32 name) {
        return Sha256.hash(Bytes.concat(TREE, name.bytes()));
    }

    @Override
    public void close() {
        arriving.values().forEach(ReplicaStore::putAway);
        arriving.clear();
    }
}
