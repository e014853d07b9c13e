package org.pluspeer.market.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Folds nodes of one height, given from left to right, to a root; it holds one node a level. On the way it can note
 * the siblings of one watched node. What is missing on the right counts as 32 zero bytes at height 0.
 */
final class TreeFold {
    static final byte CONTENT_LEAF = 0;
    static final byte CONTENT_NODE = 1;
    static final byte EXCHANGE_LEAF = 2;
    static final byte EXCHANGE_NODE = 3;

    static final long NONE = -1;

    private static final int LEVELS = 64;
    private static final byte[][] CONTENT_ZEROS = zeros(CONTENT_NODE);
    private static final byte[][] EXCHANGE_ZEROS = zeros(EXCHANGE_NODE);

    private final Sha256 sha;
    private final byte tag;
    private final int base;
    private final int depth;
    private final long watched;
    private final byte @Nullable [][] siblings;
    private final byte[] pending = new byte[LEVELS * Hash32.LENGTH];
    private final byte[] carry = new byte[Hash32.LENGTH];
    private long count;

    /**
     * @param base height in its tree of the nodes that will be added
     * @param depth levels from these nodes to the root
     * @param watched index of the node whose siblings are wanted, or NONE
     */
    TreeFold(Sha256 sha, byte tag, int base, int depth, long watched) {
        this.sha = sha;
        this.tag = tag;
        this.base = base;
        this.depth = depth;
        this.watched = watched;
        this.siblings = watched == NONE ? null : new byte[depth][];
    }

    long count() {
        return count;
    }

    void add(byte[] node, int from) {
        System.arraycopy(node, from, carry, 0, Hash32.LENGTH);
        long index = count++;
        int height = 0;
        note(height, index);
        while ((index & 1) == 1) {
            combine(pending, height * Hash32.LENGTH, carry, carry);
            index >>>= 1;
            height++;
            note(height, index);
        }
        System.arraycopy(carry, 0, pending, height * Hash32.LENGTH, Hash32.LENGTH);
    }

    /** Writes the root and starts over; the siblings stay. */
    void rootInto(byte[] out, int at) {
        if (count < 1 || (count - 1) >>> depth != 0) {
            throw new IllegalStateException(count + " nodes do not fill a tree of depth " + depth);
        }
        if (count == 1L << depth) {
            System.arraycopy(pending, depth * Hash32.LENGTH, out, at, Hash32.LENGTH);
        } else {
            closeRight();
            System.arraycopy(carry, 0, out, at, Hash32.LENGTH);
        }
        count = 0;
    }

    private void closeRight() {
        boolean open = false;
        for (int height = 0; height < depth; height++) {
            boolean left = (count >>> height & 1) == 1;
            if (open && left) {
                combine(pending, height * Hash32.LENGTH, carry, carry);
            } else if (open) {
                combine(carry, 0, zero(height), carry);
            } else if (left) {
                combine(pending, height * Hash32.LENGTH, zero(height), carry);
                open = true;
            }
            if (open) {
                note(height + 1, count >>> (height + 1));
            }
        }
    }

    /** The siblings of the watched node, from below; complete only after the root was taken. */
    List<Hash32> path() {
        if (siblings == null) {
            throw new IllegalStateException("no node was watched");
        }
        List<Hash32> path = new ArrayList<>(depth);
        for (int height = 0; height < depth; height++) {
            byte[] sibling = siblings[height];
            path.add(Hash32.of(sibling == null ? zero(height) : sibling));
        }
        return List.copyOf(path);
    }

    private void note(int height, long index) {
        if (siblings != null && height < depth && index == (watched >>> height ^ 1)) {
            siblings[height] = carry.clone();
        }
    }

    private void combine(byte[] left, int leftAt, byte[] right, byte[] out) {
        sha.tag(tag)
                .add(left, leftAt, Hash32.LENGTH)
                .add(right, 0, Hash32.LENGTH)
                .into(out, 0);
    }

    /** The node over nothing at a height of the exchange tree; not to be changed. */
    static byte[] missingExchangeNode(int height) {
        return EXCHANGE_ZEROS[height];
    }

    private byte[] zero(int height) {
        return (tag == CONTENT_NODE ? CONTENT_ZEROS : EXCHANGE_ZEROS)[base + height];
    }

    /**
     * Where a node leads through its siblings.
     *
     * @throws MalformedException if the path has another length than the depth or the index lies outside the tree
     */
    static Hash32 climb(byte tag, byte[] node, long index, List<Hash32> path, int depth) {
        if (path.size() != depth || index < 0 || index >>> depth != 0) {
            throw new MalformedException(
                    "a path of " + path.size() + " for index " + index + " does not fit a depth of " + depth);
        }
        Sha256 sha = new Sha256();
        byte[] at = Arrays.copyOf(node, Hash32.LENGTH);
        for (int height = 0; height < depth; height++) {
            byte[] sibling = path.get(height).bytes();
            boolean right = (index >>> height & 1) == 1;
            sha.tag(tag)
                    .add(right ? sibling : at, 0, Hash32.LENGTH)
                    .add(right ? at : sibling, 0, Hash32.LENGTH)
                    .into(at, 0);
        }
        return Hash32.of(at);
    }

    /** The node over no leaves at a height of the content tree; not to be changed. */
    static byte[] contentZero(int height) {
        return CONTENT_ZEROS[height];
    }

    private static byte[][] zeros(byte tag) {
        Sha256 sha = new Sha256();
        byte[][] zeros = new byte[LEVELS][Hash32.LENGTH];
        for (int height = 1; height < LEVELS; height++) {
            byte[] below = zeros[height - 1];
            sha.tag(tag)
                    .add(below, 0, Hash32.LENGTH)
                    .add(below, 0, Hash32.LENGTH)
                    .into(zeros[height], 0);
        }
        return zeros;
    }
}
