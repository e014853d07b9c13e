package org.pluspeer.node.sale;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Encrypts content for one buyer, block by block as it is asked for: no ciphertext is kept. */
final class Sealing {
    private static final String LABEL = "sale";
    private static final String SHARED = "masked";
    private static final String MASK = "mask";
    /** Counts up when one content is to be encrypted anew for those who come later; so far it never is. */
    private static final int COHORT = 0;

    private final SaleSecrets secrets;
    private final Conduct conduct;

    Sealing(SaleSecrets secrets, Conduct conduct) {
        this.secrets = secrets;
        this.conduct = conduct;
    }

    /** The key of a sale: found again from the offer, and kept nowhere. */
    ContentKey key(Offer offer) {
        if (!offer.maskHash().isZero()) {
            return sharedKey(offer.contentRoot(), offer.blockSize());
        }
        return key(offer.nonce(), offer.buyer(), offer.contentRoot(), offer.blockSize());
    }

    /** Never the same for two nonces, buyers, contents or block sizes. */
    ContentKey key(Hash32 nonce, Address buyer, Hash32 contentRoot, int blockSize) {
        byte[] context = ByteBuffer.allocate(2 * Hash32.LENGTH + Address.LENGTH + Integer.BYTES)
                .put(nonce.bytes())
                .put(buyer.bytes())
                .put(contentRoot.bytes())
                .putInt(blockSize)
                .array();
        return ContentKey.of(secrets.derive(LABEL, context));
    }

    /** The one key of a content that all buyers get the same ciphertext of. */
    ContentKey sharedKey(Hash32 contentRoot, int blockSize) {
        byte[] context = ByteBuffer.allocate(Hash32.LENGTH + 2 * Integer.BYTES)
                .put(contentRoot.bytes())
                .putInt(blockSize)
                .putInt(COHORT)
                .array();
        return ContentKey.of(secrets.derive(SHARED, context));
    }

    /** As random as the nonce, which is drawn for each offer, and nobody else's. */
    Mask mask(Hash32 nonce, Address buyer) {
        byte[] context = ByteBuffer.allocate(Hash32.LENGTH + Address.LENGTH)
                .put(nonce.bytes())
                .put(buyer.bytes())
                .array();
        return Mask.of(secrets.derive(MASK, context));
    }

    /** The secret of a masked offer; null in direct mode. */
    @Nullable
    Mask mask(Offer offer) {
        return offer.maskHash().isZero() ? null : mask(offer.nonce(), offer.buyer());
    }

    /** What goes on the chain when the key is revealed. */
    Hash32 revealed(Offer offer, Hash32 offerId) {
        Mask mask = mask(offer);
        ContentKey key = key(offer);
        return mask == null ? Hash32.of(key.bytes()) : conduct.cover(mask, key, offerId);
    }

    /**
     * Encrypts all of it to find what an offer commits to.
     *
     * @throws ProblemException CONFLICT if the content is no longer what was listed
     */
    ExchangeRow commit(ContentShape shape, Hash32 contentRoot, ContentKey key, PlainSource source) {
        byte[] roots = new byte[Math.toIntExact(shape.blocks() * Hash32.LENGTH)];
        byte[] nodes = new byte[Math.toIntExact(shape.runs() * Hash32.LENGTH)];
        RunHasher hasher = new RunHasher(shape);
        int at = 0;
        for (int run = 0; run < shape.runs(); run++) {
            Pairs pairs = pairs(shape, run, key, source);
            System.arraycopy(pairs.plainRoots(), 0, roots, at, pairs.plainRoots().length);
            at += pairs.plainRoots().length;
            hasher.nodeInto(run, pairs.cipher(), pairs.plainRoots(), nodes, run * Hash32.LENGTH);
        }
        if (!BlockRoots.of(shape, roots).contentRoot().equals(contentRoot)) {
            throw new ProblemException(Problem.Code.CONFLICT, "the file was changed after it was listed");
        }
        return ExchangeRow.of(shape, nodes);
    }

    /** One run of an encrypted content with the way to its root. */
    BlocksReply answer(ExchangeRow row, long run, ContentKey key, PlainSource source) {
        Pairs pairs = pairs(row.shape(), run, key, source);
        long first = run * row.shape().runBlocks();
        return new BlocksReply(row.exchangeRoot(), first, pairs.plainRoots(), row.path(run), pairs.cipher());
    }

    private record Pairs(byte[] plainRoots, byte[] cipher) {}

    private Pairs pairs(ContentShape shape, long run, ContentKey key, PlainSource source) {
        long first = run * shape.runBlocks();
        int count = shape.blocksInRun(run);
        byte[] bytes = new byte[(int) shape.runLength(first, count)];
        source.read(shape.offset(first), bytes, 0, bytes.length);
        byte[] roots = new byte[count * Hash32.LENGTH];
        BlockHasher hasher = new BlockHasher(shape.blockSize());
        Keystream stream = new Keystream(key);
        for (int i = 0; i < count; i++) {
            int from = i * shape.blockSize();
            hasher.plainRootInto(bytes, from, shape.blockLength(first + i), roots, i * Hash32.LENGTH);
            conduct.encrypt(stream, shape, first + i, bytes, from);
        }
        return new Pairs(roots, bytes);
    }
}
