package org.pluspeer.node.sale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.wallet.eth.Hash32;

/** What the buyer does with the pairs that it holds. Everything is computed from the bytes on the disk. */
final class Unsealing {
    private final CipherStore.Part part;
    private final Offer offer;
    private final ContentShape shape;

    Unsealing(CipherStore.Part part, Offer offer) {
        this.part = part;
        this.offer = offer;
        this.shape = part.shape();
    }

    /** What came of decrypting. */
    sealed interface Result {
        /** It is what was promised. */
        record Whole() implements Result {}

        /** The seller's fault: the pair is the promised one, and does not decrypt to what it promises. */
        record Wrong(long index) implements Result {}

        /** The disk's fault: these runs are no longer those that were checked. */
        record Damaged(List<Integer> runs) implements Result {}
    }

    /**
     * Whether what the seller promises to decrypt to is what was listed. Each pair was held against the exchange root
     * when it came, before it was written, so the ciphertext is not read again for it.
     */
    boolean promisesContent() {
        return BlockRoots.of(shape, part.roots()).contentRoot().equals(offer.contentRoot());
    }

    /** Decrypts all, checking each block and the pairs once more; of damaged content what is decrypted is of no use. */
    Result decrypt(ContentKey key, Consumer<byte[]> to) {
        RunHasher hasher = new RunHasher(shape);
        Keystream stream = new Keystream(key);
        List<Integer> damaged = new ArrayList<>();
        Long wrong = null;
        for (int run = 0; run < part.runs(); run++) {
            BlocksReply pairs = part.read(run);
            if (!pairs.holds(hasher, shape)) {
                damaged.add(run);
                continue;
            }
            if (damaged.isEmpty()) {
                byte[] bytes = pairs.cipher();
                stream.applyRun(shape, pairs.first(), bytes, 0, bytes.length);
                wrong = wrong != null ? wrong : firstWrong(pairs);
                to.accept(bytes);
            }
        }
        if (!damaged.isEmpty()) {
            return new Result.Damaged(List.copyOf(damaged));
        }
        return wrong != null ? new Result.Wrong(wrong) : new Result.Whole();
    }

    /** What the chain is to be shown of one block; null if the disk damaged it. Only its run is read. */
    @Nullable
    WrongBlock evidence(long index) {
        BlocksReply pairs = part.read(runOf(index));
        if (!pairs.holds(new RunHasher(shape), shape)) {
            return null;
        }
        int place = (int) (index - pairs.first());
        int from = place * shape.blockSize();
        int root = place * Hash32.LENGTH;
        return new WrongBlock(
                index,
                Arrays.copyOfRange(pairs.cipher(), from, from + shape.blockLength(index)),
                Hash32.of(Arrays.copyOfRange(pairs.plainRoots(), root, root + Hash32.LENGTH)),
                RunHasher.path(shape, index, pairs.cipher(), pairs.plainRoots(), pairs.path()));
    }

    /** The run that a block is in. */
    int runOf(long index) {
        return Math.toIntExact(index / shape.runBlocks());
    }

    /** The pairs' bytes are clear by now. */
    private @Nullable Long firstWrong(BlocksReply pairs) {
        BlockHasher hasher = new BlockHasher(shape.blockSize());
        byte[] root = new byte[Hash32.LENGTH];
        for (int i = 0; i < pairs.count(); i++) {
            long index = pairs.first() + i;
            int at = i * Hash32.LENGTH;
            hasher.plainRootInto(pairs.cipher(), i * shape.blockSize(), shape.blockLength(index), root, 0);
            if (!Arrays.equals(root, 0, Hash32.LENGTH, pairs.plainRoots(), at, at + Hash32.LENGTH)) {
                return index;
            }
        }
        return null;
    }
}
