package org.pluspeer.market.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The exchange tree from the nodes over its runs up: what a server of the blocks keeps so as to send the way to the
 * root with each run. It takes 64 bytes a run, 256 KiB a GiB.
 */
public final class ExchangeRow {
    private final ContentShape shape;
    /** From the runs' nodes up to the root, each row packed; what is missing on the right is left out. */
    private final List<byte[]> rows;

    private ExchangeRow(ContentShape shape, List<byte[]> rows) {
        this.shape = shape;
        this.rows = rows;
    }

    /**
     * @param nodes over the runs, 32 bytes each, in order; not to be changed afterwards
     * @throws MalformedException if they are not one for each run
     */
    public static ExchangeRow of(ContentShape shape, byte[] nodes) {
        if (nodes.length != shape.runs() * Hash32.LENGTH) {
            throw new MalformedException(nodes.length + " bytes of nodes over " + shape.runs() + " runs");
        }
        List<byte[]> rows = new ArrayList<>(List.of(nodes));
        Sha256 sha = new Sha256();
        for (int level = 0; level < shape.runPathLength(); level++) {
            byte[] below = rows.getLast();
            byte[] row = new byte[Math.ceilDiv(below.length, 2 * Hash32.LENGTH) * Hash32.LENGTH];
            for (int at = 0; at < row.length; at += Hash32.LENGTH) {
                int right = 2 * at + Hash32.LENGTH;
                boolean there = right < below.length;
                byte[] missing = there ? below : TreeFold.missingExchangeNode(shape.runHeight() + level);
                sha.tag(TreeFold.EXCHANGE_NODE)
                        .add(below, 2 * at, Hash32.LENGTH)
                        .add(missing, there ? right : 0, Hash32.LENGTH)
                        .into(row, at);
            }
            rows.add(row);
        }
        return new ExchangeRow(shape, rows);
    }

    public ContentShape shape() {
        return shape;
    }

    public Hash32 exchangeRoot() {
        return node(shape.runPathLength(), 0);
    }

    /**
     * The siblings from a run's node up to the root.
     *
     * @throws MalformedException if there is no such run
     */
    public List<Hash32> path(long run) {
        shape.blocksInRun(run);
        List<Hash32> path = new ArrayList<>(shape.runPathLength());
        for (int level = 0; level < shape.runPathLength(); level++) {
            path.add(node(level, run >> level ^ 1));
        }
        return List.copyOf(path);
    }

    private Hash32 node(int level, long index) {
        byte[] row = rows.get(level);
        long at = index * Hash32.LENGTH;
        return at < row.length
                ? Hash32.of(Arrays.copyOfRange(row, (int) at, (int) at + Hash32.LENGTH))
                : Hash32.of(TreeFold.missingExchangeNode(shape.runHeight() + level));
    }
}
