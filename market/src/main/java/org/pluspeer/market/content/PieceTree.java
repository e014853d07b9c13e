package org.pluspeer.market.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The upper part of a content tree over pieces of 256 KiB, all its rows from the pieces' nodes to the root, one after
 * the other: what it takes to prove a leaf by reading one piece and a node a row. It is 64 bytes a piece, 2.6 MB for 10
 * GiB.
 */
public final class PieceTree {
    /** In bytes. */
    public static final int PIECE = 256 << 10;

    private static final int PIECE_HEIGHT = Integer.numberOfTrailingZeros(PIECE / ContentShape.LEAF);

    private final long size;
    private final int height;
    private final int depth;
    private final List<Integer> rows;

    /** @throws MalformedException for no bytes, or more than 2^31 pieces' nodes */
    public PieceTree(long size) {
        ContentShape shape = new ContentShape(size, ContentShape.LEAF);
        this.size = size;
        this.depth = shape.contentDepth();
        this.height = Math.min(PIECE_HEIGHT, depth);
        List<Integer> widths = new ArrayList<>();
        long width = Math.ceilDiv(size, (long) PIECE);
        if (width > 1 << 24) {
            throw new MalformedException("content of more than " + (1 << 24) + " pieces");
        }
        for (int row = height; row <= depth; row++) {
            widths.add((int) width);
            width = (width + 1) / 2;
        }
        this.rows = List.copyOf(widths);
    }

    public int pieces() {
        return rows.getFirst();
    }

    /** How many nodes all rows have together. */
    public int nodes() {
        return rows.stream().mapToInt(Integer::intValue).sum();
    }

    /** @throws MalformedException if there is no such piece */
    public int length(int piece) {
        if (piece < 0 || piece >= pieces()) {
            throw new MalformedException("there is no piece " + piece + " of " + pieces());
        }
        return (int) Math.min(PIECE, size - (long) piece * PIECE);
    }

    /** The piece that a leaf lies in. */
    public int pieceOf(long leaf) {
        return Math.toIntExact(leaf * ContentShape.LEAF / PIECE);
    }

    /** The node over one piece, 32 bytes. An instance of {@code Hasher} belongs to one thread. */
    public final class Hasher {
        private final Sha256 sha = new Sha256();
        private final TreeFold fold = new TreeFold(sha, TreeFold.CONTENT_NODE, 0, height, TreeFold.NONE);
        private final byte[] leaf = new byte[Hash32.LENGTH];

        /** Writes 32 bytes. */
        public void nodeInto(byte[] piece, byte[] out, int at) {
            addLeaves(sha, fold, leaf, piece);
            fold.rootInto(out, at);
        }
    }

    /**
     * All rows.
     *
     * @param pieceNodes 32 bytes a piece, in order
     * @return 32 bytes a node; the last is the content root
     */
    public byte[] build(byte[] pieceNodes) {
        if (pieceNodes.length != pieces() * Hash32.LENGTH) {
            throw new MalformedException("not one node a piece");
        }
        byte[] all = Arrays.copyOf(pieceNodes, nodes() * Hash32.LENGTH);
        Sha256 sha = new Sha256();
        int below = 0;
        for (int row = 1; row < rows.size(); row++) {
            int at = below + rows.get(row - 1);
            for (int node = 0; node < rows.get(row); node++) {
                int left = (below + 2 * node) * Hash32.LENGTH;
                boolean pair = 2 * node + 1 < rows.get(row - 1);
                sha.tag(TreeFold.CONTENT_NODE).add(all, left, Hash32.LENGTH);
                if (pair) {
                    sha.add(all, left + Hash32.LENGTH, Hash32.LENGTH);
                } else {
                    sha.add(TreeFold.contentZero(height + row - 1), 0, Hash32.LENGTH);
                }
                sha.into(all, (at + node) * Hash32.LENGTH);
            }
            below = at;
        }
        return all;
    }

    /** Reads one node of {@link #build}. */
    @FunctionalInterface
    public interface Nodes {
        Hash32 at(int index);
    }

    /**
     * Proves a leaf.
     *
     * @param piece the whole piece that it lies in
     * @param nodes the rows, read one by one
     * @throws MalformedException if there is no such leaf
     */
    public LeafProof prove(long leaf, byte[] piece, Nodes nodes) {
        int index = pieceOf(leaf);
        int from = (int) (leaf * ContentShape.LEAF - (long) index * PIECE);
        if (leaf < 0 || piece.length != length(index) || from >= piece.length) {
            throw new MalformedException("there is no leaf " + leaf);
        }
        Sha256 sha = new Sha256();
        TreeFold fold = new TreeFold(sha, TreeFold.CONTENT_NODE, 0, height, from / ContentShape.LEAF);
        addLeaves(sha, fold, new byte[Hash32.LENGTH], piece);
        fold.rootInto(new byte[Hash32.LENGTH], 0);
        List<Hash32> path = new ArrayList<>(fold.path());
        int begin = 0;
        for (int row = 0; row < rows.size() - 1; row++) {
            int sibling = index ^ 1;
            boolean there = sibling < rows.get(row);
            path.add(there ? nodes.at(begin + sibling) : Hash32.of(TreeFold.contentZero(height + row)));
            begin += rows.get(row);
            index >>>= 1;
        }
        int end = Math.min(from + ContentShape.LEAF, piece.length);
        return new LeafProof(leaf, Arrays.copyOfRange(piece, from, end), path);
    }

    private static void addLeaves(Sha256 sha, TreeFold fold, byte[] leaf, byte[] piece) {
        for (int from = 0; from < piece.length; from += ContentShape.LEAF) {
            sha.tag(TreeFold.CONTENT_LEAF)
                    .add(piece, from, Math.min(ContentShape.LEAF, piece.length - from))
                    .into(leaf, 0);
            fold.add(leaf, 0);
        }
    }
}
