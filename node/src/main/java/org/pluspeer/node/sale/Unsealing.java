package org.pluspeer.node.sale;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeTree;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.sale.Offer;
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

        /** The disk's fault: the pairs are no longer those that were checked. */
        record Damaged() implements Result {}
    }

    /** Whether the pairs are those that the offer promises. */
    boolean fits() {
        byte[] roots = part.roots();
        if (!BlockRoots.of(shape, roots).contentRoot().equals(offer.contentRoot())) {
            return false;
        }
        ExchangeTree tree = ExchangeTree.of(shape);
        for (int piece = 0; piece < part.pieces(); piece++) {
            add(tree, piece, part.cipher(piece), roots);
        }
        return tree.root().equals(offer.exchangeRoot());
    }

    /** Decrypts all, checking each block and the pairs once more. */
    Result decrypt(ContentKey key, Consumer<byte[]> to) {
        byte[] roots = part.roots();
        ExchangeTree tree = ExchangeTree.of(shape);
        Keystream stream = new Keystream(key);
        Long wrong = null;
        for (int piece = 0; piece < part.pieces(); piece++) {
            byte[] bytes = part.cipher(piece);
            add(tree, piece, bytes, roots);
            stream.applyRun(shape, part.first(piece), bytes, 0, bytes.length);
            wrong = wrong != null ? wrong : firstWrong(piece, bytes, roots);
            to.accept(bytes);
        }
        boolean same = tree.root().equals(offer.exchangeRoot())
                && BlockRoots.of(shape, roots).contentRoot().equals(offer.contentRoot());
        if (!same) {
            return new Result.Damaged();
        }
        return wrong != null ? new Result.Wrong(wrong) : new Result.Whole();
    }

    /** What the chain is to be shown of one block. */
    WrongBlock evidence(long index) {
        byte[] roots = part.roots();
        ExchangeTree tree = ExchangeTree.watching(shape, index);
        byte[] cipher = new byte[0];
        for (int piece = 0; piece < part.pieces(); piece++) {
            byte[] bytes = part.cipher(piece);
            add(tree, piece, bytes, roots);
            if (index >= part.first(piece) && index < part.first(piece) + part.count(piece)) {
                int from = (int) (index - part.first(piece)) * shape.blockSize();
                cipher = Arrays.copyOfRange(bytes, from, from + shape.blockLength(index));
            }
        }
        tree.root();
        int at = Math.toIntExact(index * Hash32.LENGTH);
        return new WrongBlock(index, cipher, Hash32.of(Arrays.copyOfRange(roots, at, at + Hash32.LENGTH)), tree.path());
    }

    private void add(ExchangeTree tree, int piece, byte[] bytes, byte[] roots) {
        for (int i = 0; i < part.count(piece); i++) {
            int root = Math.toIntExact((part.first(piece) + i) * Hash32.LENGTH);
            tree.add(bytes, i * shape.blockSize(), roots, root);
        }
    }

    private @Nullable Long firstWrong(int piece, byte[] plain, byte[] roots) {
        BlockHasher hasher = new BlockHasher(shape.blockSize());
        byte[] root = new byte[Hash32.LENGTH];
        for (int i = 0; i < part.count(piece); i++) {
            long index = part.first(piece) + i;
            int at = Math.toIntExact(index * Hash32.LENGTH);
            hasher.plainRootInto(plain, i * shape.blockSize(), shape.blockLength(index), root, 0);
            if (!Arrays.equals(root, 0, Hash32.LENGTH, roots, at, at + Hash32.LENGTH)) {
                return index;
            }
        }
        return null;
    }
}
