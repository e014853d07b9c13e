package org.pluspeer.node.p2p;

import java.util.Arrays;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.wallet.eth.Hash32;

/** The part of a sale that is no matter of the network: a run encrypted for one buyer, and opened with the key. */
final class SealingStage {
    private static final int BLOCK = ContentShape.DEFAULT_BLOCK;
    private static final ContentShape SHAPE = new ContentShape(BenchFile.RUN, BLOCK);
    private static final Keystream STREAM = new Keystream(key());
    private static final BlockHasher HASHER = new BlockHasher(BLOCK);
    private static final byte[] ROOT = new byte[Hash32.LENGTH];

    private SealingStage() {}

    private static ContentKey key() {
        byte[] key = new byte[Hash32.LENGTH];
        Arrays.fill(key, (byte) 7);
        return ContentKey.of(key);
    }

    static void seal(byte[] run) {
        hash(run);
        STREAM.applyRun(SHAPE, 0, run, 0, run.length);
    }

    static void open(byte[] run) {
        STREAM.applyRun(SHAPE, 0, run, 0, run.length);
        hash(run);
    }

    private static void hash(byte[] run) {
        for (int at = 0; at < run.length; at += BLOCK) {
            HASHER.plainRootInto(run, at, BLOCK, ROOT, 0);
        }
    }
}
