package org.pluspeer.node.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** One run as it lies in a file, by {@link CipherLayout}. */
public final class RunBytes {
    private RunBytes() {}

    public static byte[] of(BlocksReply run) {
        ByteBuffer bytes =
                ByteBuffer.allocate(run.path().size() * Hash32.LENGTH + run.plainRoots().length + run.cipher().length);
        run.path().forEach(node -> bytes.put(node.bytes()));
        return bytes.put(run.plainRoots()).put(run.cipher()).array();
    }

    /**
     * @param bytes of the run, all of them; whether they are under the root is the caller's to check
     * @throws org.pluspeer.wallet.eth.MalformedException if there is no such run, or it has another length
     */
    public static BlocksReply read(Hash32 exchangeRoot, CipherLayout layout, int run, byte[] bytes) {
        if (bytes.length != layout.length(run)) {
            throw new MalformedException("run " + run + " has " + layout.length(run) + " bytes, not " + bytes.length);
        }
        int roots = layout.pathBytes();
        int cipher = roots + layout.shape().blocksInRun(run) * Hash32.LENGTH;
        List<Hash32> path = new ArrayList<>();
        for (int at = 0; at < roots; at += Hash32.LENGTH) {
            path.add(Hash32.of(Arrays.copyOfRange(bytes, at, at + Hash32.LENGTH)));
        }
        return new BlocksReply(
                exchangeRoot,
                layout.first(run),
                Arrays.copyOfRange(bytes, roots, cipher),
                path,
                Arrays.copyOfRange(bytes, cipher, layout.length(run)));
    }
}
